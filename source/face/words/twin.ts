import type {Difference} from '../../compare/differences.ts';
import {statusNames} from '../../engine/code-words.ts';
import type {Conclusion} from '../../engine/event.ts';
import {say, verbatim, type Words} from '../../engine/words.ts';
import {conclusionLines, verdictLine} from './conclusion.ts';
import {factLines} from './diff.ts';
import {inRow} from './in-row.ts';
import {blank, type Line} from './line.ts';
import {safeLine} from './safe.ts';

// What is further from the probe's path is in --json.
const most = 12;

/** The first host's conclusion, and in what it differs from its twin. */
export const twinLines = ({
	one,
	other,
	differences,
	names,
}: {
	readonly one: Conclusion;
	readonly other: Conclusion;
	readonly differences: readonly Difference[];
	readonly names: readonly [string, string];
}): readonly Line[] => {
	const [here, there] = names.map(safeLine);
	const shown = differences.filter(({nearness}) => nearness > 0).slice(0, most);
	const backend = safeLine(other.result.target.backend);
	const left = differences.length - shown.length;
	return [
		...conclusionLines(one),
		blank,
		{
			text: say({en: `Compared with ${there} (${backend})`, zh: `与 ${there} (${backend}) 比较`}),
			tone: 'heading',
		},
		{...verdictLine(other), indent: 2},
		...(shown.length === 0
			? [
					{
						text: say({en: 'Nothing differs on the probe’s path.', zh: '探测路径上没有差异。'}),
						indent: 2,
						mark: 'ok',
					} as const,
				]
			: [
					{
						text: say({
							en: 'The differences, the nearest to the probe’s path first:',
							zh: '差异如下，离探测路径最近的在前：',
						}),
						indent: 2,
					} as const,
				]),
		...shown.flatMap((difference, index) => [blank, ...oneLines(difference, {index, here, there})]),
		...(left > 0
			? [
					blank,
					{
						text: say({
							en: `and ${left} that lie further from it, in --json`,
							zh: `还有 ${left} 处离得更远，见 --json`,
						}),
						indent: 2,
						tone: 'quiet',
					} as const,
				]
			: []),
	];
};

const statuses = new Map<string, Words>(Object.entries(statusNames));

const nameOf = ([status = '']: readonly string[]): Words => statuses.get(status) ?? verbatim(status);

const oneLines = (
	difference: Difference,
	{
		index,
		here = '',
		there = '',
	}: {readonly index: number; readonly here: string | undefined; readonly there: string | undefined},
): readonly Line[] => {
	const {is, of, one, other, causes = []} = difference;
	if (is === 'fact') {
		const [first, ...rest] = factLines(here, there)(difference);
		const codes = inRow(causes);
		const shows = say({en: `shows ${codes}`, zh: `说明 ${codes}`});
		const tied = causes.length === 0 ? [] : [{text: shows, indent: 4, tone: 'quiet'} as const];
		return [{text: `${index + 1}. ${first?.text ?? of}`, indent: 2, tone: 'command'}, ...tied, ...rest];
	}

	if (is === 'step') {
		const [first, second] = [nameOf(one), nameOf(other)];
		const text = say({
			en: `step ${of}: ${first.en} on ${here}, ${second.en} on ${there}`,
			zh: `步骤 ${of}：${here} 上${first.zh}，${there} 上${second.zh}`,
		});
		return [{text: `${index + 1}. ${text}`, indent: 2}];
	}

	const [who, summary] = one.length > 0 ? [here, one] : [there, other];
	return [
		{
			text: `${index + 1}. ${say({en: `only on ${who}: ${of}`, zh: `仅 ${who} 上：${of}`})}`,
			indent: 2,
			tone: 'heading',
		},
		{text: safeLine(summary.join(' ')), indent: 4},
	];
};
