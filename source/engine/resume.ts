import type {StepRecord} from './conclude.ts';
import type {Resumed} from './event.ts';
import {skipped} from './examine.ts';
import {notLooked} from './not-looked.ts';
import type {Pace} from './question.ts';
import {recalled} from './said.ts';
import type {StepId} from './step.ts';
import type {StepReport} from './step-report.ts';
import type {Target} from './target.ts';
import {verbatim} from './words.ts';

/** Where an earlier walk to the same target had come to. */
export type Resume = {
	readonly target: Target;
	readonly pace: Pace;
	readonly resumed: Resumed;
	readonly skipped: readonly StepId[];
	/** The index of the step that comes next; those before it are kept or measured anew without a question. */
	readonly at: number;
};

/**
 * For how long the result of a step stands, in milliseconds. To measure again takes seconds; to mend what was mended in
 * the meantime takes longer.
 */
export const standsForMs = 300_000;

/** Divides finished steps into those whose result stands and those that are measured anew: what was measured long ago, or before a change. */
export const divide = (
	finished: ReadonlyArray<{readonly report: StepReport; readonly at: string}>,
	{now, changedAt}: {readonly now: Date; readonly changedAt?: string | undefined},
): Pick<Resumed, 'kept' | 'again'> => {
	const isOld = (at: string): boolean =>
		(changedAt !== undefined && at <= changedAt) || !(Math.abs(now.getTime() - Date.parse(at)) < standsForMs);
	return {
		kept: finished.filter(({report, at}) => report.status !== 'unknown' && !isOld(at)),
		again: finished
			.filter(({report, at}) => report.status === 'unknown' || isOld(at))
			.map(({report: {step, status}, at}) => ({step, status, at, because: isOld(at) ? 'old' : 'unknown'})),
	};
};

/** What is known of the steps of an earlier walk. */
export const recordsOf = (
	resume: (Pick<Resume, 'skipped'> & {readonly resumed: Pick<Resumed, 'kept'>}) | undefined,
): Map<StepId, StepRecord> => {
	const records = new Map<StepId, StepRecord>();
	for (const {report} of resume?.resumed.kept ?? []) {
		const {step, findings, observations, reason} = report;
		records.set(step, {
			findings: findings.map(recalled),
			observations,
			...(reason === undefined ? {} : {reason: verbatim(reason)}),
		});
	}

	for (const id of resume?.skipped ?? []) records.set(id, skipped(notLooked.skipped));
	return records;
};
