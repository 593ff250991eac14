import {statusNames} from '../engine/code-words.ts';
import type {Session} from '../engine/session.ts';
import type {StepId} from '../engine/step.ts';
import {say, type Words} from '../engine/words.ts';

/** A step that can be jumped to. */
export type JumpTarget = {
	readonly step: StepId;
	/** Its place in the document, counted from 1. */
	readonly number: number;
	readonly label: string;
	/** What it came to so far. */
	readonly hint: string;
};

const [passedBy, coming]: readonly [Words, Words] = [
	{en: 'skipped by you', zh: '已由你跳过'},
	{en: 'not yet', zh: '尚未查看'},
];

/** The steps that can be jumped to: all but those that aren't needed for this target. */
export const jumpList = ({steps}: Pick<Session, 'steps'>): readonly JumpTarget[] =>
	steps.flatMap(({card, report, state}, index) =>
		card.skipWhy === undefined
			? [
					{
						step: card.id,
						number: index + 1,
						label: `${index + 1} ${card.title}`,
						hint: say(report === undefined ? (state === 'skipped' ? passedBy : coming) : statusNames[report.status]),
					},
				]
			: [],
	);

/** Says which steps a jump passes over that were not looked at; undefined where there are none. */
export const jumpWarning = ({steps}: Pick<Session, 'steps'>, from: number, to: number): string | undefined => {
	const numbers = steps.flatMap(({card, report}, index) =>
		index + 1 >= from && index + 1 < to && report === undefined && card.skipWhy === undefined ? [index + 1] : [],
	);
	const [first] = numbers;
	if (first === undefined) return undefined;
	const last = numbers.at(-1);
	return say(
		last === first
			? {en: `Step ${first} is passed over: not checked.`, zh: `跳过步骤 ${first}：未检查。`}
			: {
					en: `Steps ${first} to ${last} are passed over: not checked.`,
					zh: `跳过步骤 ${first} 到 ${last}：未检查。`,
				},
	);
};
