import {describe, expect, it} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {diagnose, statusOf, verdictOf} from '../../source/engine/diagnose.ts';
import type {CauseFinding, Finding} from '../../source/engine/finding.ts';
import {places} from '../../source/engine/place.ts';
import {completeTarget} from '../../source/engine/settings.ts';
import type {StepId} from '../../source/engine/step.ts';
import type {Target} from '../../source/engine/target.ts';
import {verbatim} from '../../source/engine/words.ts';

const knowledge = {causes: catalogue, places};

const targetFor = (): Target => {
	const complete = completeTarget({backend: '10.11.192.1', port: 80}, 'linux');
	if (!('target' in complete)) throw new Error('the target is complete');
	return complete.target;
};

const target = targetFor();

const cause = (code: CauseFinding['code'], more: Partial<CauseFinding> = {}): CauseFinding => ({
	is: 'cause',
	code,
	certainty: 'proven',
	values: {},
	evidence: [],
	...more,
});

const codesOf = (...findings: readonly Finding[]): readonly string[] =>
	diagnose(
		findings.map(finding => ({step: 'answer', finding})),
		target,
		knowledge,
	).map(({code}) => code);

describe('diagnose', () => {
	it('folds a symptom under the observed cause that explains it', () => {
		expect(codesOf(cause('service-hung'), cause('service-stopped'))).toEqual(['service-stopped']);
	});

	it('folds nothing under a cause that is merely possible', () => {
		expect(codesOf(cause('service-hung'), cause('service-stopped', {certainty: 'possible'}))).toEqual([
			'service-hung',
			'service-stopped',
		]);
	});

	it('folds no failure under a risk', () => {
		expect(codesOf(cause('service-hung'), cause('service-stopped', {severity: 'risk'}))).toEqual([
			'service-hung',
			'service-stopped',
		]);
	});

	it('reports two causes that were both observed, what the probe meets first before the other', () => {
		expect(codesOf(cause('http-path-not-found'), cause('firewall-drops-probes'))).toEqual([
			'firewall-drops-probes',
			'http-path-not-found',
		]);
	});

	it('puts what is proven before what is likely, and failures before risks', () => {
		expect(
			codesOf(
				cause('dynamic-health-page'),
				cause('firewall-drops-probes', {certainty: 'likely'}),
				cause('http-path-not-found'),
			),
		).toEqual(['http-path-not-found', 'firewall-drops-probes', 'dynamic-health-page']);
	});

	it('reports a cause that several steps found once, with the evidence of all and the best certainty', () => {
		const found = (['port', 'listening'] satisfies readonly StepId[]).map((step, index) => ({
			step,
			finding: cause('service-not-listening', {
				certainty: index === 0 ? 'likely' : 'proven',
				evidence: [{command: `command ${index}`, excerpt: ''}],
			}),
		}));
		const [merged, ...others] = diagnose(found, target, knowledge);
		expect(others).toEqual([]);
		expect(merged).toMatchObject({step: 'listening', certainty: 'proven'});
		expect(merged?.evidence.map(({command}) => command)).toEqual(['command 1', 'command 0']);
	});
});

describe('verdictOf', () => {
	const verdict = (...findings: readonly Finding[]): string =>
		verdictOf(
			diagnose(
				findings.map(finding => ({step: 'answer', finding})),
				target,
				knowledge,
			),
			findings,
		);

	it.each<[string, string, readonly Finding[]]>([
		['healthy when everything is ok', 'healthy', [{is: 'ok', say: verbatim('')}]],
		['unhealthy for a proven failure', 'unhealthy', [cause('service-hung')]],
		['unhealthy for a likely failure', 'unhealthy', [cause('service-hung', {certainty: 'likely'})]],
		['healthy for a failure that is merely possible', 'healthy', [cause('service-hung', {certainty: 'possible'})]],
		['healthy for a risk', 'healthy', [cause('dynamic-health-page')]],
		['unknown when something that matters is unknown', 'unknown', [{is: 'unknown', why: verbatim(''), matters: true}]],
		['healthy when what is unknown does not matter', 'healthy', [{is: 'unknown', why: verbatim(''), matters: false}]],
		[
			'unhealthy when a failure stands beside something unknown',
			'unhealthy',
			[cause('service-hung'), {is: 'unknown', why: verbatim(''), matters: true}],
		],
	])('is %s', (_, expected, findings) => {
		expect(verdict(...findings)).toBe(expected);
	});
});

describe('statusOf', () => {
	it.each<[string, string, readonly Finding[]]>([
		['a step without findings', 'unknown', []],
		[
			'unknown beside ok',
			'unknown',
			[
				{is: 'ok', say: verbatim('')},
				{is: 'unknown', why: verbatim(''), matters: false},
			],
		],
		['a risk beside ok', 'risk', [{is: 'ok', say: verbatim('')}, cause('dynamic-health-page')]],
		[
			'a failure beside all else',
			'problem',
			[cause('service-hung'), {is: 'unknown', why: verbatim(''), matters: true}],
		],
		['a step that does not apply', 'skipped', [{is: 'not-applicable', why: verbatim('')}]],
	])('calls %s %s', (_, expected, findings) => {
		expect(statusOf(findings, knowledge)).toBe(expected);
	});
});
