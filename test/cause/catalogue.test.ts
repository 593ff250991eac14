import {describe, expect, test} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {sampleValues} from '../../source/cause/sample.ts';
import {sampleTarget, sampleTargetOf} from '../../source/cause/sample-target.ts';
import {type CauseCode, causeCodes} from '../../source/engine/cause-code.ts';
import type {Values} from '../../source/engine/finding.ts';
import {places} from '../../source/engine/place.ts';
import type {Target} from '../../source/engine/target.ts';

const broken = /undefined|null|\[object|NaN|\s{2}|\(\)|: \.|, \.| \.$|\.\.$|\w!/;

const targets: ReadonlyArray<readonly [string, Target]> = [
	['the document', sampleTarget],
	['ALB', {...sampleTarget, product: 'alb', sources: ['10.0.0.0/24', '10.0.1.0/24']}],
	['NLB over UDP', {...sampleTarget, product: 'nlb', healthCheck: {...sampleTarget.healthCheck, protocol: 'udp'}}],
	['TCP', {...sampleTarget, healthCheck: {...sampleTarget.healthCheck, protocol: 'tcp'}}],
	['Windows', {...sampleTarget, platform: 'windows'}],
	['IPv6', {...sampleTarget, backend: 'fd00::1', sources: ['fd00:64::/32']}],
];

const hostile: Values = Object.fromEntries(
	['process', 'unit', 'container', 'interface', 'chain', 'table', 'family', 'rule', 'route', 'gateway', 'name', 'pid']
		.concat([
			'ownerName',
			'source',
			'good',
			'limit',
			'number',
			'partCidr',
			'listener',
			'port',
			'file',
			'freezer',
			'zone',
		])
		.map(name => [name, "x'$(reboot)`reboot`;reboot"]),
);

describe.each(causeCodes)('%s', code => {
	const cause = catalogue[code];

	test('stands at a place and explains only other real causes', () => {
		expect(places).toContain(cause.place);
		expect(causeCodes).toEqual(expect.arrayContaining([...cause.explains]));
		expect(new Set(cause.explains).size).toBe(cause.explains.length);
		expect(cause.explains).not.toContain(code);
	});

	test('is told in sentences', () => {
		expect(cause.title.en).toMatch(/^\S.*[^.!?\s]$/);
		expect(cause.title.en.length).toBeLessThanOrEqual(64);
		expect(cause.meaning.en).toMatch(/^[A-Z].*\.$/);
		expect(cause.source.en).not.toBe('');
		expect(cause.source.zh).not.toMatch(/documentation|reference| and |\bexit codes/);
		expect(cause.found.en).not.toBe('');
	});

	test.each(targets)('has whole words for %s, with and without values', (_name, target) => {
		for (const values of [{}, sampleValues(code)]) {
			const summary = cause.summary(values, target).en;
			expect(summary).toMatch(/^\S.*\.$/);
			expect(summary).not.toMatch(broken);
			const remedies = cause.remedies(values, target);
			expect(remedies.length).toBeGreaterThan(0);
			for (const {summary: words, command, undo} of remedies) {
				expect(words).toMatch(/^[A-Z/].*[.:]$/);
				expect(words).not.toMatch(/undefined|null|NaN|\s{2}| \.$/);
				expect(command ?? 'none').not.toMatch(/undefined|null,|NaN|^\s|\s$/);
				expect(undo ?? 'none').not.toMatch(/undefined|NaN/);
				if (undo !== undefined) expect(undo).not.toBe(command);
			}
		}
	});

	test('never tells to stop or flush a firewall, or to switch SELinux off', () => {
		const words = JSON.stringify([cause, cause.remedies(sampleValues(code), sampleTargetOf(code))]);
		expect(words).not.toMatch(
			/setenforce|iptables(?:-legacy)? (?:-F|-X|-P)|flush ruleset|(?:stop|disable) (?:iptables|firewalld|ufw|nftables)/,
		);
	});

	test('lets no word of the host reach a shell unquoted', () => {
		for (const {command = '', undo = '', change} of cause.remedies(hostile, sampleTarget)) {
			const steps = change?.steps.flatMap(({make, undo: back, isMade, state, reads = {}}) => [
				...[make, back, isMade, state],
				...Object.values(reads),
			]);
			for (const line of [command, undo, ...(steps ?? [])]) expect(outsideQuotes(line)).not.toContain('reboot');
		}
	});

	test('gives a security group to no CLB', () => {
		if (code === 'security-group-blocks-probes') return;
		const words = JSON.stringify(cause.remedies(sampleValues(code), sampleTarget));
		expect(words).not.toMatch(/security group/i);
	});
});

/** All that a cause explains, directly or through another one, as the diagnosis folds it. */
const explainedBy = (code: CauseCode, seen = new Set<CauseCode>()): ReadonlySet<CauseCode> => {
	for (const next of catalogue[code].explains) {
		if (seen.has(next)) continue;
		seen.add(next);
		explainedBy(next, seen);
	}
	return seen;
};

test.each<readonly [string, ReadonlyArray<readonly CauseCode[]>]>([
	[
		'a filter, a route, a socket and an answer',
		[
			['firewall-drops-probes', 'firewall-drops-replies', 'firewall-rate-limits-probes'],
			['return-route-wrong', 'return-route-missing'],
			['listening-loopback-only', 'service-not-listening', 'udp-port-closed', 'service-stopped'],
			['http-path-not-found', 'http-host-mismatch', 'http-server-error', 'dynamic-health-page'],
		],
	],
	['a strict filter of the reverse path and the wrong route', [['reverse-path-filter'], ['return-route-wrong']]],
	['a ban of one address and a rule for all', [['security-software-blocks-probes'], ['firewall-drops-probes']]],
	['a refused method and a wrong Host', [['http-method-not-allowed'], ['http-host-mismatch']]],
	['rules on the way in and on the way out', [['firewall-drops-probes'], ['firewall-drops-replies']]],
])('%s: faults of their own are never folded into each other', (_name, kinds) => {
	for (const [index, kind] of kinds.entries()) {
		const others = kinds.filter((_, other) => other !== index).flat();
		for (const code of kind) expect(others.filter(other => explainedBy(code).has(other))).toEqual([]);
	}
});

test.each<readonly [CauseCode, readonly CauseCode[]]>([
	['service-stopped', ['accept-queue-full', 'service-hung', 'response-too-slow', 'http-no-answer']],
	['file-descriptors-exhausted', ['service-hung', 'accept-queue-full', 'http-no-answer']],
	['listening-loopback-only', ['service-not-listening']],
	['udp-port-closed', ['service-not-listening']],
	['health-check-port-mismatch', ['listening-on-other-port', 'service-not-listening']],
	['backend-address-missing', ['service-not-listening', 'http-path-not-found', 'listening-other-address']],
	['return-route-missing', ['reverse-path-filter']],
	['tailscale-captures-probe-range', ['return-route-wrong', 'reverse-path-filter']],
	['interface-down', ['return-route-missing']],
	['cpu-throttled', ['cpu-overloaded', 'response-too-slow', 'service-hung']],
	['http-host-mismatch', ['http-path-not-found', 'http-status-not-accepted']],
])('%s explains its symptoms', (code, symptoms) => {
	expect(symptoms.filter(symptom => !explainedBy(code).has(symptom))).toEqual([]);
});

test('no cause explains itself through others', () => {
	expect(causeCodes.filter(code => explainedBy(code).has(code))).toEqual([]);
});

/** The parts of a command line that a POSIX shell reads outside single quotes. */
const outsideQuotes = (line: string): string => line.replace(/'[^']*'|\\'/g, '');
