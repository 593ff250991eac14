import type {DrillNews} from '../../engine/drill-news.ts';
import {causeLines} from './cause.ts';
import {blank, indented, type Line} from './line.ts';

type Ended = Extract<DrillNews, {is: 'ended'}>;

/** The end of a drill: what it was, how slb-wizard itself finds and mends it, and the points. */
export const endedLines = ({how, code, title, meaning, cause, points, sum, bestBefore}: Ended): readonly Line[] => [
	blank,
	how === 'found'
		? {text: `Right: ${title}.`, mark: 'ok', tone: 'heading'}
		: {text: `It was: ${title}.`, mark: 'note', tone: 'heading'},
	{text: meaning, indent: 2},
	blank,
	{text: cause === undefined ? 'slb-wizard says of it:' : 'What slb-wizard found there:'},
	...(cause === undefined
		? [{text: `slb-wizard explain ${code}`, indent: 2, tone: 'command'} as const]
		: indented(causeLines(cause), 2)),
	...(how === 'found' ? [blank, ...scoreLines({points, sum, bestBefore})] : []),
];

const scoreLines = ({
	points,
	sum,
	bestBefore,
}: Pick<Ended, 'points' | 'sum'> & {readonly bestBefore: number | undefined}): readonly Line[] => [
	{text: `${points} of 100 points`, tone: 'heading'},
	...(sum.length < 2
		? []
		: [
				{
					text: sum.map(({what, points: some}) => `${what} ${some > 0 ? '+' : '−'}${Math.abs(some)}`).join(', '),
					indent: 2,
				} as const,
			]),
	...(bestBefore === undefined
		? []
		: [
				{
					text:
						points > bestBefore ? `Better than before: ${bestBefore}.` : `Your best with this fault: ${bestBefore}.`,
					indent: 2,
				} as const,
			]),
];
