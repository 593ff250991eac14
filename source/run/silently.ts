import type {Conclusion, Event, Face} from '../engine/event.ts';
import {run} from '../engine/run-walk.ts';
import type {StepId} from '../engine/step.ts';
import type {StepReport} from '../engine/step-report.ts';
import type {Walk} from '../engine/walk.ts';

/** A face without questions and without a word; `hear` is told of every event. */
export const silentFace = (hear: (event: Event) => void = () => {}): Face => ({
	show: hear,
	ask: async () => ({do: 'go'}),
	close: async () => {},
});

/** Walks with nobody there: the conclusion, and the last report of each step. */
export const silently = async (
	walk: Walk,
	hear: (event: Event) => void = () => {},
): Promise<{readonly conclusion: Conclusion; readonly reports: readonly StepReport[]}> => {
	const reports = new Map<StepId, StepReport>();
	const conclusion = await run(
		walk,
		silentFace(event => {
			if (event.type === 'step-ended') reports.set(event.report.step, event.report);
			hear(event);
		}),
	);
	return {conclusion, reports: [...reports.values()]};
};
