import {describe, expect, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import type {Event} from '../../source/engine/event.ts';
import type {Finding} from '../../source/engine/finding.ts';
import {pathSoFar, stationNames} from '../../source/engine/path.ts';
import {emptySession, fold, type Session} from '../../source/engine/session.ts';
import {type StepId, stepIds} from '../../source/engine/step.ts';
import type {StepCard, StepReport} from '../../source/engine/step-report.ts';
import type {Target} from '../../source/engine/target.ts';

const cardOf = (id: StepId): StepCard => ({id, title: id, why: '', passage: '', documentCommand: ''});

const started = (target: Target): Extract<Event, {type: 'started'}> => ({
	type: 'started',
	at: '2026-11-22T08:00:00.000Z',
	target,
	steps: stepIds.map(cardOf),
	pace: 'all',
});

const report = (step: StepId, more: Partial<StepReport>): Event => ({
	type: 'step-ended',
	report: {step, status: 'ok', findings: [], causes: [], observations: [], ...more},
});

const ok: Finding<string> = {is: 'ok', say: 'fine'};
const inOrder = (step: StepId): Event => report(step, {findings: [ok]});
const open = (step: StepId): Event =>
	report(step, {status: 'unknown', findings: [ok, {is: 'unknown', why: 'no right', matters: true}]});
const needless = (step: StepId): Event =>
	report(step, {status: 'skipped', findings: [{is: 'not-applicable', why: 'Windows'}]});

type Cause = StepReport['causes'][number];

const cause = (step: StepId, found: Pick<Cause, 'code' | 'place' | 'certainty' | 'severity'>): Event =>
	report(step, {
		status: 'problem',
		findings: [{is: 'cause', code: found.code, certainty: found.certainty, values: {}, evidence: []}],
		causes: [{...found, summary: '', evidence: [], remedies: []}],
	});

const {healthCheck} = sampleTarget;
const tcp: Target = {...sampleTarget, healthCheck: {...healthCheck, protocol: 'tcp'}};
const udp: Target = {...sampleTarget, healthCheck: {...healthCheck, protocol: 'udp'}};

const after = (events: readonly Event[], target: Target = sampleTarget): Session =>
	[started(target), ...events].reduce((session, event) => fold(session, event, 0), emptySession);

const stationAfter = (name: string, events: readonly Event[], target?: Target) => {
	const {name: _name, ...rest} = pathSoFar(after(events, target)).find(station => station.name === name) ?? {name};
	return rest;
};

test.each([
	['HTTP', sampleTarget, ['balancer', 'route', 'filter', 'listener', 'queue', 'answer', 'time']],
	['TCP, where nothing is answered', tcp, ['balancer', 'route', 'filter', 'listener', 'queue', 'time']],
	[
		'UDP, where nothing is connected and silence is in time',
		udp,
		['balancer', 'route', 'filter', 'listener', 'answer'],
	],
])('the stations of %s', (_, target, expected) => {
	expect(pathSoFar(after([], target)).map(({name}) => name)).toEqual(expected);
});

test('before there is a target there is no path', () => {
	expect(pathSoFar(emptySession)).toEqual([]);
});

const firewall = {code: 'firewall-drops-probes', place: 'filter', certainty: 'proven', severity: 'failure'} as const;
const conntrack = {code: 'conntrack-table-full', place: 'filter', certainty: 'likely', severity: 'risk'} as const;

describe('the filter', () => {
	test.each<readonly [string, readonly Event[], object]>([
		['was not looked at', [], {state: 'coming'}],
		['is not told by the first of its steps alone', [inOrder('sources')], {state: 'coming'}],
		['is in order when both of its steps are', [inOrder('sources'), inOrder('firewall')], {state: 'passes'}],
		[
			'is not known when one of them could not look at all of it',
			[inOrder('sources'), open('firewall')],
			{state: 'unknown'},
		],
		['is not known when one of them found nothing', [inOrder('sources'), report('firewall', {})], {state: 'unknown'}],
		['fails as soon as a cause there is seen', [cause('sources', firewall)], {state: 'fails', code: firewall.code}],
		['fails by what another step sees there', [cause('witness', firewall)], {state: 'fails', code: firewall.code}],
		[
			'is not known, with its code, where a cause is only possible',
			[inOrder('sources'), inOrder('firewall'), cause('witness', {...firewall, certainty: 'possible'})],
			{state: 'unknown', code: firewall.code},
		],
		[
			'is at risk when it is in order and something can break it',
			[inOrder('sources'), inOrder('firewall'), cause('accept-queue', conntrack)],
			{state: 'risk', code: conntrack.code},
		],
		[
			'is not at risk but not known, when that could not be told',
			[inOrder('sources'), open('firewall'), cause('accept-queue', conntrack)],
			{state: 'unknown', code: conntrack.code},
		],
		['is not needed where its steps are not', [needless('sources'), needless('firewall')], {state: 'not-needed'}],
		['is told by the one step that is needed', [needless('sources'), inOrder('firewall')], {state: 'passes'}],
	])('%s', (_, events, expected) => {
		expect(stationAfter('filter', events)).toEqual(expected);
	});
});

describe('the balancer', () => {
	test.each<readonly [string, readonly Event[], object]>([
		['is in order when its probes are served', [inOrder('parameters'), inOrder('witness')], {state: 'passes'}],
		[
			'is in order when its probes are seen to be stopped',
			[inOrder('parameters'), cause('witness', firewall)],
			{state: 'passes'},
		],
		['is not known while none of its probes is seen', [inOrder('parameters'), open('witness')], {state: 'unknown'}],
		['is not known where probes can’t be watched', [inOrder('parameters'), needless('witness')], {state: 'unknown'}],
	])('%s', (_, events, expected) => {
		expect(stationAfter('balancer', events)).toEqual(expected);
	});
});

test('load is on the path only where it gets in the way', () => {
	const disk = {code: 'disk-full', place: 'load', certainty: 'proven', severity: 'failure'} as const;
	expect(stationAfter('load', [inOrder('load')])).toEqual({});
	expect(stationAfter('load', [cause('load', disk)])).toEqual({state: 'fails', code: 'disk-full'});
});

test('what fails at a station that such a check has not is shown nevertheless', () => {
	const late = {code: 'intermittent-failures', place: 'time', certainty: 'proven', severity: 'failure'} as const;
	expect(stationAfter('time', [cause('answer', late)], udp)).toEqual({state: 'fails', code: late.code});
});

test('a step that the person skips is never in order', () => {
	const question: Event = {type: 'question', question: {ask: 'step', card: cardOf('accept-queue'), number: 12, of: 13}};
	expect(stationAfter('queue', [question, {type: 'answered', answer: {do: 'skip'}}])).toEqual({state: 'unknown'});
});

test('what no step of a run tells of is not known', () => {
	const first = {...started(sampleTarget), steps: [cardOf('port'), cardOf('listening')]};
	const path = pathSoFar(
		[first, inOrder('port'), inOrder('listening')].reduce((session, event) => fold(session, event, 0), emptySession),
	);
	expect(path.flatMap(({name, state}) => (state === 'unknown' ? [] : [[name, state]]))).toEqual([
		['listener', 'passes'],
	]);
});

test('looking again at everything puts all the lights out', () => {
	const all = stepIds.map(inOrder);
	const lit = pathSoFar(after(all)).filter(({state}) => state === 'passes');
	expect(lit).toHaveLength(stationNames.length - 1);
	const again: readonly Event[] = [
		{type: 'question', question: {ask: 'end'}},
		{type: 'answered', answer: {do: 'again'}},
	];
	expect(pathSoFar(after([...all, ...again])).every(({state}) => state === 'coming')).toBe(true);
});
