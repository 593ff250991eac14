import type {Difference} from '../../compare/differences.ts';
import type {Conclusion} from '../../engine/event.ts';
import {conclusionLines, verdictLine} from './conclusion.ts';
import {factLines} from './diff.ts';
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
	const left = differences.length - shown.length;
	return [
		...conclusionLines(one),
		blank,
		{text: `Compared with ${there} (${safeLine(other.result.target.backend)})`, tone: 'heading'},
		{...verdictLine(other), indent: 2},
		...(shown.length === 0
			? [{text: 'Nothing differs on the probe’s path.', indent: 2, mark: 'ok'} as const]
			: [{text: 'The differences, the nearest to the probe’s path first:', indent: 2} as const]),
		...shown.flatMap((difference, index) => [blank, ...oneLines(difference, {index, here, there})]),
		...(left > 0
			? [blank, {text: `and ${left} that lie further from it, in --json`, indent: 2, tone: 'quiet'} as const]
			: []),
	];
};

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
		const tied = causes.length === 0 ? [] : [{text: `shows ${causes.join(', ')}`, indent: 4, tone: 'quiet'} as const];
		return [{text: `${index + 1}. ${first?.text ?? of}`, indent: 2, tone: 'command'}, ...tied, ...rest];
	}

	if (is === 'step')
		return [{text: `${index + 1}. step ${of}: ${one.join()} on ${here}, ${other.join()} on ${there}`, indent: 2}];
	const [who, summary] = one.length > 0 ? [here, one] : [there, other];
	return [
		{text: `${index + 1}. only on ${who}: ${of}`, indent: 2, tone: 'heading'},
		{text: safeLine(summary.join(' ')), indent: 4},
	];
};
