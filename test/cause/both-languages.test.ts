import {afterEach, describe, expect, test} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {sampleValues} from '../../source/cause/sample.ts';
import {sampleTarget, sampleTargetOf} from '../../source/cause/sample-target.ts';
import {type CauseCode, causeCodes} from '../../source/engine/cause-code.ts';
import type {Values} from '../../source/engine/finding.ts';
import type {Remedy} from '../../source/engine/result.ts';
import type {Target} from '../../source/engine/target.ts';
import {composed, type Language, speak, type Words} from '../../source/engine/words.ts';

afterEach(() => {
	speak('en');
});

/** Makes something while a language is spoken. */
const spokenIn = <T>(language: Language, make: () => T): T => {
	speak(language);
	return make();
};

const targetsOf = (code: CauseCode): readonly Target[] => [
	sampleTargetOf(code),
	{...sampleTarget, product: 'alb', sources: ['10.0.0.0/24', '10.0.1.0/24']},
	{...sampleTarget, product: 'nlb', healthCheck: {...sampleTarget.healthCheck, protocol: 'udp'}},
	{...sampleTarget, healthCheck: {...sampleTarget.healthCheck, protocol: 'tcp'}},
	{...sampleTarget, platform: 'windows'},
	{...sampleTarget, backend: 'fd00::1', sources: ['fd00:64::/32']},
];

const valuesOf = (code: CauseCode): readonly Values[] => [
	{},
	sampleValues(code),
	{...sampleValues(code), tool: 'nft', family: 'inet', table: 'filter', chain: 'input'},
	{...sampleValues(code), tool: 'iptables', owner: 'ufw'},
	{...sampleValues(code), owner: 'firewalld', zone: 'public'},
	{...sampleValues(code), rulesKeeper: 'netfilter-persistent', process: 'java (pid 7)', unit: 'tomcat.service'},
];

/** The remedies' sentences in both languages, and what is the same in both. */
const remediesOf = (code: CauseCode, values: Values, target: Target) => {
	const [en, zh] = (['en', 'zh-CN'] as const).map(language =>
		spokenIn(language, () => catalogue[code].remedies(values, target)),
	);
	return {
		words: (en ?? []).map(({summary}, index): Words => ({en: summary, zh: zh?.[index]?.summary ?? ''})),
		rest: [en ?? [], zh ?? []].map(list => list.map(withoutWords)),
	};
};

const withoutWords = ({summary: _, change, ...rest}: Remedy) => ({...rest, steps: change?.steps});

/** What the catalogue says of a cause by itself. */
const entryOf = ({title, meaning, found, source}: (typeof catalogue)[CauseCode]): Words =>
	composed(pick => [...[title, meaning, found].map(pick), source].join(' '));

/** All sentences of a cause, for many targets and values; the values' own words are in the language given. */
const sentencesOf = (code: CauseCode, language: Language): readonly Words[] => {
	const [cause, examples] = [catalogue[code], spokenIn(language, () => valuesOf(code))];
	return [
		cause.meaning,
		cause.found,
		...targetsOf(code).flatMap(target =>
			examples.flatMap(values => [cause.summary(values, target), ...remediesOf(code, values, target).words]),
		),
	];
};

/** Numbers, addresses, paths, options, settings and names with dots or underscores: what no language translates. */
const codes = (text: string): readonly string[] => {
	const words = text
		.replaceAll(/\blayer-[47]\b/g, '')
		.replaceAll(/(?<=\d) ?(?:秒|s\b)/g, ' ')
		.match(/[\x21-\x7e]+/g);
	return [
		...new Set(
			(words ?? [])
				.flatMap(word => word.split(/[<>,;()'"`]/))
				.map(word => word.replace(/[.:]+$/, ''))
				.filter(word => /\d|[\w)]_|\w[./=]\w|\/\w|^--?\w/.test(word)),
		),
	].sort();
};

/** Latin words of a Chinese text that the English one has not. */
const foreignWords = (zh: string, en: string): readonly string[] =>
	(zh.match(/[A-Za-z][A-Za-z]+/g) ?? []).filter(
		word => !usualWords.includes(word) && !en.toLowerCase().includes(word.toLowerCase()),
	);

/** Chinese operators say these in Latin letters, where English has words of its own for them. */
const usualWords: readonly string[] = ['CPU', 'Ping', 'systemd'];

const han = '\\p{Script=Han}';

/** How Chinese is not written: by what stands in the text, and why. */
const mistakes: ReadonlyArray<readonly [string, RegExp]> = [
	['a half-width mark between Chinese', new RegExp(`${han}[,;:!?]|[,;!?] ?${han}|(?<!:): ?${han}`, 'u')],
	['Chinese in half-width parentheses', new RegExp(`\\([^()]*${han}[^()]*\\)`, 'u')],
	['no blank between Chinese and Latin words', new RegExp(`${han}[A-Za-z\\d]|[A-Za-z\\d%]${han}`, 'u')],
	['a blank between Chinese words', new RegExp(`${han} +${han}`, 'u')],
	['a blank beside a full-width mark', / [，。：；、（）]|[，。：；、（）] /u],
	['two marks in a row', /[，。：；、][，。：；、]/u],
	['the formal address', /您|请您/u],
	['a value that is missing', /undefined|(?<!dev\/)null|\[object|NaN|（）|(?<!\w)\(\)/],
];

const englishLeft = /(?<![-\w./])(?:the|an?|is|are|its?|that|which|of|with|this|and|or|but|to|by|so)(?![-\w./])/;

/** What stands in quotes is the words of a host. */
const withoutQuotes = (text: string): string => text.replaceAll(/"[^"]*"|'[^']*'|“[^”]*”/g, '□');

describe.each(causeCodes)('%s in Chinese', code => {
	const cause = catalogue[code];

	test('is told in Chinese sentences', () => {
		expect(cause.title.zh).toMatch(/^(?=.*\p{Script=Han})\S.*[^。！？.\s]$/u);
		expect(cause.title.zh.length).toBeLessThanOrEqual(32);
		for (const {zh} of sentencesOf(code, 'zh-CN')) {
			expect(zh).toMatch(/\p{Script=Han}.*[。：]$/u);
		}
	});

	test.each(mistakes)('has not: %s', (_what, mistake) => {
		const found = [cause.title, ...sentencesOf(code, 'zh-CN')]
			.map(({zh}) => zh)
			.filter(zh => mistake.test(withoutQuotes(zh)));
		expect(found).toEqual([]);
	});

	test('holds the codes, commands and numbers of the English one', () => {
		for (const {en, zh} of sentencesOf(code, 'en')) expect({zh, codes: codes(zh)}).toEqual({zh, codes: codes(en)});
	});

	test('has a title whose codes and Latin words the English entry holds, and the other way round', () => {
		const {en, zh} = entryOf(cause);
		expect(codes(cause.title.zh).filter(word => !codes(en).includes(word))).toEqual([]);
		expect(codes(cause.title.en).filter(word => !codes(zh).includes(word))).toEqual([]);
		expect(foreignWords(cause.title.zh, en)).toEqual([]);
	});

	test('holds no Latin word that the English one has not, and no English sentence', () => {
		for (const {en, zh} of sentencesOf(code, 'en')) {
			expect({zh, foreign: foreignWords(zh, en)}).toEqual({zh, foreign: []});
		}
		expect(
			sentencesOf(code, 'zh-CN')
				.map(({zh}) => zh)
				.filter(zh => englishLeft.test(withoutQuotes(zh))),
		).toEqual([]);
	});

	test('has the same remedies, commands and risks', () => {
		for (const target of targetsOf(code)) {
			for (const values of valuesOf(code)) {
				const [en, zh] = remediesOf(code, values, target).rest;
				expect(zh).toEqual(en);
			}
		}
	});
});
