import wrapAnsi from 'wrap-ansi';
import {type CauseCode, isCauseCode} from '../engine/cause-code.ts';
import type {Severity} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import {catalogue} from './catalogue.ts';
import {groups} from './groups.ts';
import {nearestCodes} from './nearest-code.ts';
import {sampleValues} from './sample.ts';
import {sampleTargetOf} from './sample-target.ts';

/** Rows of text that fit the width; commands stay whole, so that they can be pasted. Or what is wrong with the word. */
export type Explanation = {readonly lines: readonly string[]} | {readonly problem: string};

/** What `slb-wizard explain [code]` says; without a word, the whole catalogue. */
export const explain = (word: string | undefined, columns: number): Explanation => {
	const wide = Math.max(columns, leastColumns);
	if (word === undefined) return {lines: catalogueLines(wide)};
	const code = word.trim().toLowerCase();
	if (isCauseCode(code)) return {lines: causeLines(code, wide)};
	const near = nearestCodes(word);
	const hint = near.length === 0 ? 'slb-wizard explain lists them all' : `did you mean ${near.join(', ')}?`;
	return {problem: `there is no cause named "${word}"; ${hint}`};
};

const leastColumns = 20;

const wrapped = (text: string, columns: number, indent = 0): readonly string[] =>
	wrapAnsi(text, columns - indent, {hard: true})
		.split('\n')
		.map(row => `${' '.repeat(indent)}${row}`.trimEnd());

const severityWords: Readonly<Record<Severity, string>> = {
	failure: 'The health check fails.',
	risk: 'A risk: the check passes now, and breaks later or under load.',
};

const causeLines = (code: CauseCode, columns: number): readonly string[] => {
	const cause = catalogue[code];
	const [values, target] = [sampleValues(code), sampleTargetOf(code)];
	const section = (title: string, text: string): readonly string[] => ['', title, ...wrapped(text, columns, 2)];
	return [
		...wrapped(cause.title, columns),
		code,
		...section('What it means', `${cause.meaning} ${severityWords[cause.severity]}`),
		...section('How it is found', `Step "${cause.step}": ${cause.found}`),
		...section('What is said, for example', cause.summary(values, target)),
		'',
		'How it is mended',
		...cause.remedies(values, target).flatMap((remedy, index) => remedyLines(remedy, {index, columns})),
		...(cause.explains.length === 0
			? []
			: section('What follows from it', `Not reported beside it: ${cause.explains.join(', ')}`)),
		...section('Source', cause.source),
	];
};

const remedyLines = (
	{summary, command, undo, risk}: Remedy,
	{index, columns}: {readonly index: number; readonly columns: number},
): readonly string[] => [
	...wrapped(`${summary} (${risk} risk)`, columns, 5).map((row, line) =>
		line === 0 ? `  ${index + 1}. ${row.trimStart()}` : row,
	),
	...(command === undefined ? [] : [`     ${command}`]),
	...(undo === undefined ? [] : ['     to take it back:', `     ${undo}`]),
];

const catalogueLines = (columns: number): readonly string[] => {
	const widest = Math.max(...groups.flatMap(({codes}) => codes.map(code => code.length)));
	// Side by side where the titles have room, one under the other where they don't.
	const isWide = columns >= widest + 40;
	const entry = (code: CauseCode): readonly string[] =>
		isWide
			? wrapped(catalogue[code].title, columns - widest - 4).map(
					(row, index) => `  ${(index === 0 ? code : '').padEnd(widest)}  ${row}`,
				)
			: [`  ${code}`, ...wrapped(catalogue[code].title, columns, 4)];
	return [
		...groups.flatMap(({title, codes}) => [title, ...codes.flatMap(entry), '']),
		...wrapped('slb-wizard explain <code> tells what a cause means, how it is found and how it is mended.', columns),
	];
};
