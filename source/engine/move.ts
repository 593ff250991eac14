import type {StepRecord} from './conclude.ts';
import {notNeeded, skipped} from './examine.ts';
import {notLooked} from './not-looked.ts';
import type {Answer} from './question.ts';
import type {AnyStep, StepId} from './step.ts';
import type {Target} from './target.ts';

/** Where an answer leads: to which step, and whether that one asks before it runs. */
export const moveFor = (
	answer: Answer | undefined,
	index: number,
	guide: readonly AnyStep[],
	records: ReadonlyMap<StepId, StepRecord>,
	shown: StepId | undefined,
): 'quit' | {readonly index: number; readonly asks: boolean} => {
	// The step that was really run last before this one.
	const previous = (): number => {
		for (let at = index - 1; at >= 0; at--) {
			const step = guide[at];
			const record = step === undefined ? undefined : records.get(step.id);
			if (record !== undefined && !record.findings.some(({is}) => is === 'not-applicable')) return at;
		}

		return index;
	};

	switch (answer?.do) {
		case undefined:
		case 'quit':
			return 'quit';
		case 'skip':
			return {index: index + 1, asks: true};
		case 'back':
			return {index: previous(), asks: true};
		case 'again':
			return lookAgainAt(shown === undefined ? index : placeOf(shown, guide), index);
		case 'jump':
			return {index: placeOf(answer.step, guide), asks: true};
		default:
			return {index, asks: false};
	}
};

const lookAgainAt = (at: number, index: number): {readonly index: number; readonly asks: boolean} => ({
	index: at,
	asks: at === index,
});

/** The index of a step in the guide. */
const placeOf = (id: StepId, guide: readonly AnyStep[]): number =>
	Math.max(
		0,
		guide.findIndex(step => step.id === id),
	);

/** The records of steps that a jump passes over before they were looked at: not checked, which is never ok. */
export const passedOver = (
	steps: readonly AnyStep[],
	target: Target,
	records: ReadonlyMap<StepId, StepRecord>,
): ReadonlyArray<readonly [StepId, StepRecord]> =>
	steps
		.filter(({id}) => !records.has(id))
		.map(({id, skipWhy}) => {
			const why = skipWhy?.(target);
			return [id, why === undefined ? skipped(notLooked.jumpedOver) : notNeeded(why)];
		});
