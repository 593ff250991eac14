import type {Observation} from '../engine/command.ts';
import type {Conclusion} from '../engine/event.ts';
import type {Result} from '../engine/result.ts';
import type {StepReport} from '../engine/step-report.ts';

/** A run as it is compared: its result and, where they were kept, what its commands showed. */
export type Run = {
	/** What the person calls it: a file, a folder, a session, a host. */
	readonly name: string;
	readonly result: Omit<Result, 'durationMs'>;
	/** Each once, in the order in which steps used them; absent where only the result is left. */
	readonly observations?: readonly Observation[];
};

/** A run that is at hand, from its conclusion and the last report of each step. */
export const runOf = (name: string, {result}: Conclusion, reports: Iterable<StepReport>): Run => ({
	name,
	result,
	observations: [...new Set([...reports].flatMap(({observations}) => observations))],
});
