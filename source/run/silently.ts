import {type Run, runOf} from '../compare/run.ts';
import type {Conclusion, Event, StepReport} from '../engine/event.ts';
import type {StepId} from '../engine/step.ts';
import {run, type Walk} from '../engine/walk.ts';

/** Walks without questions and without a word; `hear` is told of every event. */
export const silently = async (
	name: string,
	walk: Walk,
	hear: (event: Event) => void = () => {},
): Promise<{readonly run: Run; readonly conclusion: Conclusion}> => {
	const reports = new Map<StepId, StepReport>();
	const conclusion = await run(walk, {
		show: event => {
			if (event.type === 'step-ended') reports.set(event.report.step, event.report);
			hear(event);
		},
		ask: async () => ({do: 'go'}),
		close: async () => {},
	});
	return {run: runOf(name, conclusion, reports.values()), conclusion};
};
