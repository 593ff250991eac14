import {describe, expect, test} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {places} from '../../source/cause/cause.ts';
import {sampleTarget, sampleTargetOf, sampleValues} from '../../source/cause/sample.ts';
import {type CauseCode, causeCodes} from '../../source/engine/cause-code.ts';
import type {Values} from '../../source/engine/finding.ts';
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
		.concat(['ownerName', 'source', 'good', 'limit', 'number', 'partCidr', 'listener', 'port'])
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
		expect(cause.title).toMatch(/^\S.*[^.!?\s]$/);
		expect(cause.title.length).toBeLessThanOrEqual(64);
		expect(cause.meaning).toMatch(/^[A-Z].*\.$/);
		expect(cause.source).not.toBe('');
		expect(cause.found).not.toBe('');
	});

	test.each(targets)('has whole words for %s, with and without values', (_name, target) => {
		for (const values of [{}, sampleValues(code)]) {
			const summary = cause.summary(values, target);
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
		for (const {command = '', undo = ''} of cause.remedies(hostile, sampleTarget)) {
			for (const line of [command, undo]) expect(outsideQuotes(line)).not.toContain('reboot');
		}
	});

	test('gives a security group to no CLB', () => {
		if (code === 'security-group-blocks-probes') return;
		const words = JSON.stringify(cause.remedies(sampleValues(code), sampleTarget));
		expect(words).not.toMatch(/security group/i);
	});
});

test('no cause explains itself through others', () => {
	const reaches = (from: CauseCode, to: CauseCode, seen: Set<CauseCode>): boolean =>
		catalogue[from].explains.some(next => {
			if (next === to) return true;
			if (seen.has(next)) return false;
			seen.add(next);
			return reaches(next, to, seen);
		});
	expect(causeCodes.filter(code => reaches(code, code, new Set()))).toEqual([]);
});

test('two faults of their own are never folded into one', () => {
	const own = [
		'firewall-drops-probes',
		'firewall-drops-replies',
		'reverse-path-filter',
		'listening-loopback-only',
	] as const;
	const rest = ['http-path-not-found', 'http-host-mismatch', 'http-server-error', 'service-stopped'] as const;
	for (const one of own) {
		for (const other of rest) {
			expect(catalogue[one].explains).not.toContain(other);
			expect(catalogue[other].explains).not.toContain(one);
		}
	}
});

/** The parts of a command line that a POSIX shell reads outside single quotes. */
const outsideQuotes = (line: string): string => line.replace(/'[^']*'|\\'/g, '');
