import type {Observation} from '../engine/command.ts';
import type {Conclusion, Event} from '../engine/event.ts';
import type {Answer, Pace} from '../engine/question.ts';
import {type StepId, stepIds} from '../engine/step.ts';
import type {StepReport} from '../engine/step-report.ts';
import type {Target} from '../engine/target.ts';
import type {StoredEvent, StoredReport} from './format.ts';

/** What the events of a session come to. */
export type Progress = {
	readonly target?: Target;
	readonly pace: Pace;
	/** What was answered before there was a target. */
	readonly answers: ReadonlyArray<{readonly id: string; readonly question: string; readonly answer: Answer}>;
	/** The steps that came to something, in the order of the guide. */
	readonly finished: ReadonlyArray<{readonly report: StepReport; readonly at: string}>;
	readonly skipped: readonly StepId[];
	/** The index of the step that comes next. */
	readonly next: number;
	/** How the walk ended; absent while it hasn't, also after somebody looked again. */
	readonly conclusion?: Conclusion;
	/** When something was last changed on the host. */
	readonly changedAt?: string;
	/** What a report tells of the way there, each event with its time (ISO 8601, UTC). */
	readonly told: ReadonlyArray<{readonly at: string; readonly event: Event}>;
	/** The highest number that an observation has. */
	readonly refs: number;
};

const order = (id: StepId): number => stepIds.indexOf(id);

/** Takes the events of a session in their order, and says where the walk had come to. */
export class EventReader {
	#target: Target | undefined;
	#pace: Pace = 'guided';
	#answers: Progress['answers'] = [];
	readonly #finished = new Map<StepId, {readonly report: StepReport; readonly at: string}>();
	readonly #skipped = new Set<StepId>();
	#next = 0;
	#conclusion: Conclusion | undefined;
	#changedAt: string | undefined;
	#question: Extract<StoredEvent, {type: 'question'}>['question'] | undefined;
	readonly #seen = new Map<number, Observation>();
	readonly #told: Array<{at: string; event: Event}> = [];

	take(event: StoredEvent, at: string): void {
		switch (event.type) {
			case 'started':
				this.#target = event.target;
				this.#pace = event.pace;
				this.#told.push({at, event: {...event, at, steps: []}});
				return;
			case 'host-opened':
			case 'recording-opened':
			case 'host-news':
				this.#told.push({at, event});
				return;
			case 'question':
				this.#question = event.question;
				if (event.question.ask === 'step') this.#next = order(event.question.card.id);
				return;
			case 'answered':
				this.#answered(event.answer);
				return;
			case 'command-ended':
				this.#seen.set(event.ref, event.observation);
				this.#told.push({at, event: {type: event.type, key: event.ref, observation: event.observation}});
				return;
			case 'step-ended': {
				const {step} = event.report;
				const report = this.#whole(event.report);
				this.#told.push({at, event: {type: event.type, report}});
				this.#finished.set(step, {report, at});
				this.#skipped.delete(step);
				this.#conclusion = undefined;
				this.#next = Math.max(this.#next, order(step) + 1);
				return;
			}
			case 'reworded':
				this.#reworded(event, at);
				return;
			case 'change':
				this.#changedAt = at;
				if (event.news !== undefined) this.#told.push({at, event: {type: event.type, news: event.news}});
				return;
			case 'concluded':
				this.#conclusion = event.conclusion;
				this.#told.push({at, event});
		}
	}

	progress(): Progress {
		return {
			...(this.#target === undefined ? {} : {target: this.#target}),
			...(this.#conclusion === undefined ? {} : {conclusion: this.#conclusion}),
			...(this.#changedAt === undefined ? {} : {changedAt: this.#changedAt}),
			pace: this.#pace,
			answers: this.#answers,
			finished: [...this.#finished.values()].toSorted(
				(one, other) => order(one.report.step) - order(other.report.step),
			),
			skipped: [...this.#skipped],
			next: this.#next,
			told: this.#told,
			refs: Math.max(0, ...this.#seen.keys()),
		};
	}

	#answered(answer: Answer): void {
		const question = this.#question;
		// It was asked once more in the other language.
		if (answer.do === 'language') return;
		if (question?.ask === 'setting' && this.#target === undefined && answer.do !== 'quit')
			this.#answers = [...this.#answers, {...question.setting, answer}];
		if (answer.do === 'pace') this.#pace = answer.pace;
		if (question?.ask === 'step' && answer.do === 'skip') {
			this.#skipped.add(question.card.id);
			this.#finished.delete(question.card.id);
			this.#next = order(question.card.id) + 1;
		}

		if (question?.ask === 'end' && answer.do === 'again') {
			this.#finished.clear();
			this.#skipped.clear();
			this.#conclusion = undefined;
			this.#next = 0;
			this.#pace = 'problems';
		}
	}

	/** The last report of each step in another language. */
	#reworded({language, reports}: Extract<StoredEvent, {type: 'reworded'}>, at: string): void {
		const whole = reports.flatMap(words => {
			const kept = this.#finished.get(words.step);
			return kept === undefined ? [] : [{...kept, report: {...kept.report, ...words}}];
		});
		for (const one of whole) this.#finished.set(one.report.step, one);
		this.#told.push({at, event: {type: 'reworded', language, steps: [], reports: whole.map(one => one.report)}});
	}

	#whole({observations, ...report}: StoredReport): StepReport {
		return {
			...report,
			observations: observations.flatMap(one => {
				const observation = 'ref' in one ? this.#seen.get(one.ref) : one;
				return observation === undefined ? [] : [observation];
			}),
		};
	}
}
