import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {explain} from '../../source/cause/explain.ts';
import {groups} from '../../source/cause/groups.ts';
import {nearestCodes} from '../../source/cause/nearest-code.ts';
import {sampleValues} from '../../source/cause/sample.ts';
import {sampleTargetOf} from '../../source/cause/sample-target.ts';
import {causeCodes} from '../../source/engine/cause-code.ts';

const linesOf = (word: string | undefined, columns: number): readonly string[] => {
	const explanation = explain(word, columns);
	return 'lines' in explanation ? explanation.lines : [];
};

test('every code stands in exactly one group', () => {
	expect(groups.flatMap(({codes}) => codes)).toEqual([...causeCodes]);
});

describe.each(causeCodes)('%s', code => {
	test('tells what it means, how it is found, mended and taken back', () => {
		const text = linesOf(code, 100_000).join('\n');
		const {meaning, found, source} = catalogue[code];
		for (const part of [code, meaning, found, source]) expect(text).toContain(part);
		for (const {command = '', undo = ''} of catalogue[code].remedies(sampleValues(code), sampleTargetOf(code))) {
			expect(text).toContain(command);
			expect(text).toContain(undo);
		}
	});

	test.each([40, 80])('fits %i columns, but for commands, which stay whole', columns => {
		const commands = catalogue[code]
			.remedies(sampleValues(code), sampleTargetOf(code))
			.flatMap(({command, undo}) => [command, undo]);
		const tooWide = linesOf(code, columns).filter(
			line => stringWidth(line) > columns && !commands.includes(line.trim()),
		);
		expect(tooWide).toEqual([]);
	});
});

test.each([40, 80, 200])('the catalogue fits %i columns and names every code', columns => {
	const lines = linesOf(undefined, columns);
	expect(lines.filter(line => stringWidth(line) > columns)).toEqual([]);
	for (const code of causeCodes) expect(lines.some(line => line.includes(`  ${code}`))).toBe(true);
});

test.each([
	['firewal-drops-probes', 'firewall-drops-probes'],
	['Firewall Drops Probes', 'firewall-drops-probes'],
	['listening-loopback', 'listening-loopback-only'],
	['loopback', 'listening-loopback-only'],
	['http-host-missmatch', 'http-host-mismatch'],
	['firewal-drops', 'firewall-drops-probes'],
	['http-path-nto', 'http-path-not-found'],
	['rp-filter', 'reverse-path-filter'],
	['fail2ban', 'security-software-blocks-probes'],
	['Recv-Q', 'accept-queue-full'],
])('%s is understood as %s', (word, code) => {
	expect(nearestCodes(word)).toContain(code);
	expect(explain(word, 80)).toEqual({problem: expect.stringContaining(code)});
});

test('a word that is like no code gets no guess', () => {
	expect(nearestCodes('xyzzy')).toEqual([]);
	expect(explain('xyzzy', 80)).toEqual({problem: expect.stringContaining('explain lists them all')});
});

test('capitals and blanks around a code do not matter', () => {
	expect(explain(' HTTP-No-Answer ', 80)).toEqual(explain('http-no-answer', 80));
});
