import type {Event} from '../engine/event.ts';
import type {StepReport} from '../engine/step-report.ts';

/**
 * A command that took so long belongs into a time line, in milliseconds: quick ones are in the list of commands, and what took
 * this long may have changed what came after it.
 */
export const slowMs = 3000;

/** What a time line tells: what was looked at, what was found, what happened to the host. */
const isTold = (event: Event): boolean => {
	switch (event.type) {
		case 'started':
		case 'host-opened':
		case 'recording-opened':
		case 'host-news':
		case 'step-ended':
		case 'change':
		case 'concluded':
			return true;
		case 'command-ended':
			return event.observation.durationMs >= slowMs;
		default:
			return false;
	}
};

/** An event that a time line tells, and when it happened. */
export type Told = {readonly at: Date; readonly event: Event};

/** What a time line has to tell after one more event. */
export const afterEvent = (told: readonly Told[], event: Event, at: Date): readonly Told[] => {
	if (event.type === 'reworded') return reworded(told, event.reports);
	const last = told.at(-1);
	// The same conclusion in another language.
	if (event.type === 'concluded' && last?.event.type === 'concluded') return [...told.slice(0, -1), {...last, event}];
	return isTold(event) ? [...told, {at, event}] : told;
};

/** What each step came to last, in the new words; what it had come to before that stays as it was said. */
const reworded = (told: readonly Told[], reports: readonly StepReport[]): readonly Told[] =>
	told.map((one, index) => {
		const {event} = one;
		if (event.type !== 'step-ended') return one;
		const {step} = event.report;
		const isLast = told.slice(index + 1).every(({event: later}) => !isEndOf(later, step));
		const report = isLast ? reports.find(other => other.step === step) : undefined;
		return report === undefined ? one : {...one, event: {...event, report}};
	});

const isEndOf = (event: Event, step: StepReport['step']): boolean =>
	event.type === 'step-ended' && event.report.step === step;
