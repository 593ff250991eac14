import type {DrillNews} from '../../engine/drill-news.ts';
import {say} from '../../engine/words.ts';
import {causeLines} from './cause.ts';
import {inRow} from './in-row.ts';
import {blank, indented, type Line} from './line.ts';

type Ended = Extract<DrillNews, {is: 'ended'}>;

/** The end of a drill: what it was, how slb-wizard itself finds and mends it, and the points. */
export const endedLines = ({how, code, title, meaning, cause, points, sum, bestBefore}: Ended): readonly Line[] => [
	blank,
	how === 'found'
		? {text: say({en: `Right: ${title}.`, zh: `正确：${title}。`}), mark: 'ok', tone: 'heading'}
		: {text: say({en: `It was: ${title}.`, zh: `原因是：${title}。`}), mark: 'note', tone: 'heading'},
	{text: meaning, indent: 2},
	blank,
	{
		text:
			cause === undefined
				? say({en: 'slb-wizard says of it:', zh: 'slb-wizard 对它的说明：'})
				: say({en: 'What slb-wizard found there:', zh: 'slb-wizard 在那里发现的：'}),
	},
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
	{text: say({en: `${points} of 100 points`, zh: `得分 ${points}，满分 100`}), tone: 'heading'},
	...(sum.length < 2
		? []
		: [
				{
					text: inRow(sum.map(({what, points: some}) => `${what} ${some > 0 ? '+' : '−'}${Math.abs(some)}`)),
					indent: 2,
				} as const,
			]),
	...(bestBefore === undefined
		? []
		: [
				{
					text:
						points > bestBefore
							? say({en: `Better than before: ${bestBefore}.`, zh: `超过之前的最好成绩：${bestBefore}。`})
							: say({en: `Your best with this fault: ${bestBefore}.`, zh: `你在此故障上的最好成绩：${bestBefore}。`}),
					indent: 2,
				} as const,
			]),
];
