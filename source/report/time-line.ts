import type {Event} from '../engine/event.ts';
import type {StepReport} from '../engine/step-report.ts';
import {type Moment, momentsOf} from './moment.ts';

/** An event that a time line tells, and when it happened. */
export type Told = {readonly at: Date; readonly event: Event};

/** What a time line has to tell after one more event. */
export const afterEvent = (told: readonly Told[], event: Event, at: Date): readonly Told[] => {
	if (event.type === 'reworded') return reworded(told, event.reports);
	const last = told.at(-1);
	// The same conclusion in another language.
	if (event.type === 'concluded' && last?.event.type === 'concluded') return [...told.slice(0, -1), {...last, event}];
	return momentsOf(event, at).length === 0 ? told : [...told, {at, event}];
};

/** It is put in words when it is asked for: another language may be spoken by then. */
export const timeLineOf = (told: readonly Told[]): readonly Moment[] =>
	told.flatMap(({at, event}) => momentsOf(event, at));

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
