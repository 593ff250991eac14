import type {StepRecord} from './conclude.ts';
import type {Answer} from './event.ts';
import type {AnyStep, StepId} from './step.ts';

/** Where an answer leads: to which step, and whether that one asks before it runs. */
export const moveFor = (
	answer: Answer | undefined,
	index: number,
	guide: readonly AnyStep[],
	records: ReadonlyMap<StepId, StepRecord>,
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
			return {index: previous(), asks: previous() === index};
		default:
			return {index, asks: false};
	}
};
