import stringWidth from 'string-width';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {explain} from '../../source/cause/explain.ts';
import {groups} from '../../source/cause/groups.ts';
import {nearestCodes} from '../../source/cause/nearest-code.ts';
import {sampleValues} from '../../source/cause/sample.ts';
import {sampleTargetOf} from '../../source/cause/sample-target.ts';
import {causeCodes} from '../../source/engine/cause-code.ts';
import {type Language, languages, say, speak} from '../../source/engine/words.ts';

const linesOf = (word: string | undefined, columns: number): readonly string[] => {
	const explanation = explain(word, columns);
	return 'lines' in explanation ? explanation.lines : [];
};

afterEach(() => {
	speak('en');
});

test('every code stands in exactly one group', () => {
	expect(groups.flatMap(({codes}) => codes)).toEqual([...causeCodes]);
});

describe.each(languages)('in %s', language => {
	beforeEach(() => {
		speak(language);
	});

	test.each(causeCodes)('%s tells what it means, how it is found, mended and taken back', code => {
		const text = linesOf(code, 100_000).join('\n');
		const {title, meaning, found, source, summary, remedies} = catalogue[code];
		const [values, target] = [sampleValues(code), sampleTargetOf(code)];
		const parts = [title, meaning, found, summary(values, target)].map(say);
		for (const part of [code, say(source), ...parts]) expect(text).toContain(part);
		for (const {summary: words, command = '', undo = ''} of remedies(values, target)) {
			expect(text).toContain(words);
			expect(text).toContain(command);
			expect(text).toContain(undo);
		}
	});

	describe.each([40, 80])('in %i columns', columns => {
		test.each(causeCodes)('%s fits, but for commands, which stay whole', code => {
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
});

test('the headings are in the language that is spoken', () => {
	const headings = (language: Language): readonly string[] => {
		speak(language);
		return linesOf('listening-loopback-only', 80).filter(line => /^[^ ]/.test(line));
	};
	const [english, chinese] = [headings('en'), headings('zh-CN')];
	expect(chinese).toHaveLength(english.length);
	expect(chinese.filter(line => !/\p{Script=Han}/u.test(line))).toEqual(['listening-loopback-only']);
	expect(english.filter(line => /\p{Script=Han}/u.test(line))).toEqual([]);
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
	['全连接队列', 'accept-queue-full'],
	['反向路径过滤', 'reverse-path-filter'],
])('%s is understood as %s', (word, code) => {
	expect(nearestCodes(word)).toContain(code);
	expect(explain(word, 80)).toEqual({problem: {en: expect.stringContaining(code), zh: expect.stringContaining(code)}});
});

test('a word that is like no code gets no guess', () => {
	expect(nearestCodes('xyzzy')).toEqual([]);
	expect(explain('xyzzy', 80)).toEqual({
		problem: {
			en: expect.stringContaining('explain lists them all'),
			zh: expect.stringMatching(/^没有名为 "xyzzy" 的原因；/),
		},
	});
});

test('capitals and blanks around a code do not matter', () => {
	expect(explain(' HTTP-No-Answer ', 80)).toEqual(explain('http-no-answer', 80));
});
