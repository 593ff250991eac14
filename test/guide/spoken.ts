import {expect} from 'vitest';
import type {Finding} from '../../source/engine/finding.ts';
import {said} from '../../source/engine/said.ts';
import type {Words} from '../../source/engine/words.ts';

/** Runs of words that only a sentence of English has. A host's own lines and the reasons that fixtures make up are shorter. */
const english = /(?<![\w/.'"“=-])[A-Za-z][a-z’']+(?:,? [a-z][a-z’']*){3,}/g;

/** The runs of English in a text. What stands in Chinese quotes, and a chain of nft, is a rule as its tool prints it. */
export const englishIn = (text: string): readonly string[] =>
	text.replace(/“[^”]*”|chain [^{]*\{[^}]*\}/g, '“”').match(english) ?? [];

const isWords = (value: unknown): value is Words =>
	typeof value === 'object' && value !== null && 'en' in value && 'zh' in value;

/** Everything of a finding that is in words of our own. */
const wordsIn = (value: unknown): readonly Words[] => {
	if (isWords(value)) return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
};

/** Expects that words are said in Chinese where they are no command, number or line of the host's. */
export const expectChinese = ({en, zh}: Words): void => {
	expect(en).not.toContain('[object');
	expect(zh).not.toContain('[object');
	expect(englishIn(zh)).toEqual([]);
	if (en !== zh) expect(zh).toMatch(/[\p{Script=Han}；，：\d]/u);
};

/** Findings as a report holds them, in English; that they are there in Chinese too is expected of each. */
export const spoken = (findings: readonly Finding[]): ReadonlyArray<Finding<string>> => {
	for (const words of findings.flatMap(wordsIn)) expectChinese(words);
	return findings.map(said);
};
