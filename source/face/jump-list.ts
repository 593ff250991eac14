import type {Session} from '../engine/session.ts';
import type {StepId} from '../engine/step.ts';

/** A step that can be jumped to. */
export type JumpTarget = {
	readonly step: StepId;
	/** Its place in the document, counted from 1. */
	readonly number: number;
	readonly label: string;
	/** What it came to so far. */
	readonly hint: string;
};

/** The steps that can be jumped to: all but those that aren't needed for this target. */
export const jumpList = ({steps}: Pick<Session, 'steps'>): readonly JumpTarget[] =>
	steps.flatMap(({card, report, state}, index) =>
		card.skipWhy === undefined
			? [
					{
						step: card.id,
						number: index + 1,
						label: `${index + 1} ${card.title}`,
						hint: report?.status ?? (state === 'skipped' ? 'skipped by you' : 'not yet'),
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
	return last === first
		? `Step ${first} is passed over: not checked.`
		: `Steps ${first} to ${last} are passed over: not checked.`;
};
