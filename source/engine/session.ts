import type {Command} from './command.ts';
import type {Conclusion, Event, Resumed} from './event.ts';
import type {Pace, Question} from './question.ts';
import type {StepId} from './step.ts';
import type {StepCard, StepReport} from './step-report.ts';
import type {Target} from './target.ts';

/** A command in flight. */
export type RunningCommand = {
	readonly key: number;
	readonly command: Command;
	readonly timeoutMs: number;
	/** When it was seen to start, by the reader's clock, in milliseconds. */
	readonly sinceMs: number;
};

export type SessionStep = {
	readonly card: StepCard;
	readonly state: 'coming' | 'running' | 'done' | 'skipped';
	readonly report?: StepReport;
};

/** What has happened in a walk so far: a fold over its events. */
export type Session = {
	readonly target?: Target;
	readonly steps: readonly SessionStep[];
	/** The step that runs, or that the person is asked about. */
	readonly current?: StepId;
	readonly running: readonly RunningCommand[];
	/** The report that was shown last. */
	readonly lastReport?: StepReport;
	readonly question?: Question;
	readonly pace: Pace;
	/** What steps came to in an earlier run; they are measured anew. */
	readonly again?: Resumed['again'];
	readonly conclusion?: Conclusion;
	/** A change is being tried. */
	readonly isChanging?: boolean;
};

export const emptySession: Session = {steps: [], running: [], pace: 'guided'};

/** The session after one more event. `nowMs` is the reader's clock; it only dates what is in flight. */
export const fold = (session: Session, event: Event, nowMs: number): Session => {
	switch (event.type) {
		case 'started':
			return {
				...emptySession,
				pace: event.pace,
				target: event.target,
				steps: event.steps.map(card => ({card, state: 'coming'})),
			};
		case 'command-started': {
			const {key, command, timeoutMs} = event;
			return {...session, running: [...session.running, {key, command, timeoutMs, sinceMs: nowMs}]};
		}
		case 'command-ended':
			return {...session, running: session.running.filter(({key}) => key !== event.key)};
		case 'terminal-returned':
		case 'recording-opened':
		case 'host-opened':
		case 'host-news':
		case 'not-kept':
		case 'drill':
			return session;
		case 'change':
			return {...session, isChanging: !['ended', 'declined', 'not-planned'].includes(event.news.is)};
		case 'resumed': {
			const {kept, again} = event.resumed;
			const steps = session.steps.map((step): SessionStep => {
				const report = kept.find(other => other.report.step === step.card.id)?.report;
				return report === undefined ? step : {card: step.card, state: 'done', report};
			});
			return {...session, steps, again};
		}
		case 'question': {
			const {question} = event;
			if (question.ask !== 'step') return {...session, question};
			const {conclusion: _last, ...rest} = session;
			return {...rest, question, current: question.card.id, steps: setState(session.steps, question.card.id, 'coming')};
		}
		case 'answered':
			return answered(session, event.answer);
		case 'step-started': {
			const {conclusion: _last, ...rest} = session;
			return {...rest, current: event.step, steps: setState(session.steps, event.step, 'running')};
		}
		case 'reworded':
			return reworded(session, event);
		case 'step-ended': {
			const {report} = event;
			const steps = session.steps.map(
				(step): SessionStep => (step.card.id === report.step ? {card: step.card, state: 'done', report} : step),
			);
			return {...session, steps, lastReport: report};
		}
		case 'concluded':
			return {...session, conclusion: event.conclusion, running: []};
	}
};

/** The same steps in another language; of what they came to only what the words were made from anew is other. */
const reworded = (session: Session, {steps, reports}: Extract<Event, {type: 'reworded'}>): Session => ({
	...session,
	steps: session.steps.map((step): SessionStep => {
		const card = steps.find(({id}) => id === step.card.id) ?? step.card;
		const report = reports.find(other => other.step === step.card.id);
		return {...step, card, ...(step.report === undefined ? {} : {report: {...step.report, ...report}})};
	}),
});

const answered = (session: Session, answer: Extract<Event, {type: 'answered'}>['answer']): Session => {
	const {question, ...rest} = session;
	if (answer.do === 'pace') return {...rest, pace: answer.pace};
	if (answer.do === 'jump' && question?.ask === 'step')
		return {...rest, steps: passedOver(rest.steps, question.number - 1, answer.step)};
	if (answer.do === 'skip' && question?.ask === 'step')
		return {...rest, steps: setState(rest.steps, question.card.id, 'skipped')};
	// Everything is looked at again: what was seen before says nothing any more.
	if (question?.ask === 'end' && (answer.do === 'again' || answer.do === 'seat'))
		return {...rest, steps: rest.steps.map(({card}) => ({card, state: 'coming'}))};
	return rest;
};

/** What a jump passes over is skipped, but for what was looked at and what is not needed. */
const passedOver = (steps: readonly SessionStep[], from: number, to: StepId): readonly SessionStep[] => {
	const end = steps.findIndex(({card}) => card.id === to);
	return steps.map((step, index) =>
		index >= from && index < end && step.state === 'coming' && step.card.skipWhy === undefined
			? {...step, state: 'skipped'}
			: step,
	);
};

/** A step that is done keeps its report until it runs again. */
const setState = (
	steps: readonly SessionStep[],
	id: StepId,
	state: Exclude<SessionStep['state'], 'done'>,
): readonly SessionStep[] =>
	steps.map(step =>
		step.card.id !== id || (state === 'coming' && step.state === 'done') ? step : {card: step.card, state},
	);
