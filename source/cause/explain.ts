import {type CauseCode, isCauseCode} from '../engine/cause-code.ts';
import type {Severity} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import {say, type Words} from '../engine/words.ts';
import {wrapWords} from '../engine/wrap-words.ts';
import {catalogue} from './catalogue.ts';
import {groups} from './groups.ts';
import {nearestCodes} from './nearest-code.ts';
import {sampleValues} from './sample.ts';
import {sampleTargetOf} from './sample-target.ts';

/** Rows of text that fit the width; commands stay whole, so that they can be pasted. Or what is wrong with the word. */
export type Explanation = {readonly lines: readonly string[]} | {readonly problem: Words};

/** What `slb-wizard explain [code]` says; without a word, the whole catalogue. */
export const explain = (word: string | undefined, columns: number): Explanation => {
	const wide = Math.max(columns, leastColumns);
	if (word === undefined) return {lines: catalogueLines(wide)};
	const code = word.trim().toLowerCase();
	if (isCauseCode(code)) return {lines: causeLines(code, wide)};
	const near = nearestCodes(word);
	const hint =
		near.length === 0
			? {en: 'slb-wizard explain lists them all', zh: 'slb-wizard explain 列出全部原因'}
			: {en: `did you mean ${near.join(', ')}?`, zh: `是否想查 ${near.join('、')}？`};
	return {
		problem: {en: `there is no cause named "${word}"; ${hint.en}`, zh: `没有名为 "${word}" 的原因；${hint.zh}`},
	};
};

const leastColumns = 20;

const wrapped = (text: string, columns: number, indent = 0): readonly string[] =>
	wrapWords(text, columns - indent).map(row => `${' '.repeat(indent)}${row}`.trimEnd());

const severityWords: Readonly<Record<Severity, Words>> = {
	failure: {en: 'The health check fails.', zh: '健康检查失败。'},
	risk: {
		en: 'A risk: the check passes now, and breaks later or under load.',
		zh: '风险：健康检查目前通过，以后或在负载下会失败。',
	},
};

const causeLines = (code: CauseCode, columns: number): readonly string[] => {
	const cause = catalogue[code];
	const [values, target] = [sampleValues(code), sampleTargetOf(code)];
	const section = (title: Words, text: string): readonly string[] => ['', say(title), ...wrapped(text, columns, 2)];
	return [
		...wrapped(say(cause.title), columns),
		code,
		...section({en: 'What it means', zh: '含义'}, sentences([cause.meaning, severityWords[cause.severity]])),
		...section(
			{en: 'How it is found', zh: '如何发现'},
			say({en: `Step "${cause.step}": ${cause.found.en}`, zh: `步骤 "${cause.step}"：${cause.found.zh}`}),
		),
		...section({en: 'What is said, for example', zh: '示例结论'}, say(cause.summary(values, target))),
		'',
		say({en: 'How it is mended', zh: '如何修复'}),
		...cause.remedies(values, target).flatMap((remedy, index) => remedyLines(remedy, {index, columns})),
		...(cause.explains.length === 0
			? []
			: section(
					{en: 'What follows from it', zh: '由此引起'},
					say({
						en: `Not reported beside it: ${cause.explains.join(', ')}`,
						zh: `不再单独报告：${cause.explains.join('、')}`,
					}),
				)),
		...section({en: 'Source', zh: '依据'}, say(cause.source)),
	];
};

const riskWords: Readonly<Record<Remedy['risk'], Words>> = {
	low: {en: ' (low risk)', zh: '（低风险）'},
	medium: {en: ' (medium risk)', zh: '（中风险）'},
	high: {en: ' (high risk)', zh: '（高风险）'},
};

/** Chinese sentences follow each other without a blank. */
const sentences = (words: readonly Words[]): string =>
	say({en: words.map(({en}) => en).join(' '), zh: words.map(({zh}) => zh).join('')});

const remedyLines = (
	{summary, command, undo, risk}: Remedy,
	{index, columns}: {readonly index: number; readonly columns: number},
): readonly string[] => [
	...wrapped(`${summary}${say(riskWords[risk])}`, columns, 5).map((row, line) =>
		line === 0 ? `  ${index + 1}. ${row.trimStart()}` : row,
	),
	...(command === undefined ? [] : [`     ${command}`]),
	...(undo === undefined ? [] : [`     ${say({en: 'to take it back:', zh: '撤销：'})}`, `     ${undo}`]),
];

const catalogueLines = (columns: number): readonly string[] => {
	const widest = Math.max(...groups.flatMap(({codes}) => codes.map(code => code.length)));
	// Side by side where the titles have room, one under the other where they don't.
	const isWide = columns >= widest + 40;
	const entry = (code: CauseCode): readonly string[] =>
		isWide
			? wrapped(say(catalogue[code].title), columns - widest - 4).map(
					(row, index) => `  ${(index === 0 ? code : '').padEnd(widest)}  ${row}`,
				)
			: [`  ${code}`, ...wrapped(say(catalogue[code].title), columns, 4)];
	return [
		...groups.flatMap(({title, codes}) => [say(title), ...codes.flatMap(entry), '']),
		...wrapped(
			say({
				en: 'slb-wizard explain <code> tells what a cause means, how it is found and how it is mended.',
				zh: 'slb-wizard explain <code> 说明一个原因的含义、如何发现、如何修复。',
			}),
			columns,
		),
	];
};
