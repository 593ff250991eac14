import {readdir} from 'node:fs/promises';
import {describe, expect, test} from 'vitest';
import {commandLine} from '../../source/engine/command.ts';
import type {Fact} from '../../source/engine/fact.ts';
import type {Known} from '../../source/engine/known.ts';
import type {Words} from '../../source/engine/words.ts';
import {unreachedHost} from '../../source/host/unreached.ts';
import {lookAt, missing, type Row} from './look.ts';

const isFact = (value: unknown): value is Fact<unknown> =>
	typeof value === 'object' && value !== null && 'lookUp' in value && 'what' in value;

const folder = new URL('../../source/fact/', import.meta.url);
const files = (await readdir(folder, {recursive: true})).filter(name => name.endsWith('.ts'));
const modules = await Promise.all(files.map(async name => import(new URL(name, folder).href)));
const facts = [...new Set(modules.flatMap(module => Object.values(module)))].filter(isFact);

/** Our own words of these sentences: what the host is asked and what it prints is the same in every language. */
const ownWords = ({zh}: Words, ran: readonly string[]): string =>
	[...ran]
		.toSorted((one, other) => other.length - one.length)
		.reduce((text, line) => text.replaceAll(line, ''), zh)
		.replaceAll(/cat: .*?No such file or directory/g, '');

const englishWords = /\b(?:the|is|are|not|isn't|can't|no|of|and|because|only|was|did|that|which|with)\b/i;

test('there are facts to look at', () => {
	expect(facts.length).toBeGreaterThan(40);
});

test.each(facts.map(fact => [fact.id, fact.what]))('%s: what it is', (_, {en, zh}) => {
	expect(zh === en ? /^[/\w.]+$/.test(en) : /\p{Script=Han}/u.test(zh) || zh === 'TCP').toBe(true);
	expect(zh).not.toMatch(englishWords);
});

describe.each<[string, Row, 'linux' | 'windows']>([
	['lacks all tools', missing, 'linux'],
	['takes too long', {failure: 'timeout'}, 'linux'],
	['is out of reach', {failure: 'unreachable'}, 'linux'],
	['prints nothing', '', 'linux'],
	['prints what nobody knows', 'QWERTZ\n', 'linux'],
	['has no such files', {exitCode: 1, stderr: 'cat: /x: No such file or directory\n'}, 'linux'],
	['is a Windows that prints nothing', '', 'windows'],
])('a host that %s', (_, otherwise, platform) => {
	test.each(facts.map(fact => [fact.id, fact] as const))('%s', async (_id, fact) => {
		const table = lookAt({}, {otherwise});
		const look = {
			...table,
			target: {...table.target, platform},
			probe: unreachedHost('x', '').probe,
			know: async <U>(other: Fact<U>): Promise<Known<U>> => other.lookUp(look),
		};
		const known = await fact.lookUp(look);
		const sentence = known.known ? known.blindTo : known.why;
		if (sentence === undefined) return;
		const lines = [...table.ran, ...known.from.map(({command}) => commandLine(command))];
		expect(ownWords(sentence, lines)).not.toMatch(englishWords);
		expect(ownWords(sentence, lines)).toMatch(/[\p{Script=Han}：]/u);
		expect(sentence.zh).not.toContain('[object');
		expect(sentence.en).not.toMatch(/\[object|\p{Script=Han}/u);
	});
});
