import type {StepId} from './step.ts';
import type {StepCard, StepReport} from './step-report.ts';
import type {Language} from './words.ts';

/** guided: every step waits for the person. problems: only a step that isn't ok does. all: nothing does. */
export const paces = ['guided', 'problems', 'all'] as const;

export type Pace = (typeof paces)[number];

/** What the person can answer to a question of the walk. */
export type Answer =
	/** Answers a setting. */
	| {readonly do: 'set'; readonly value: string}
	/** Run the coming step; at the end: close. */
	| {readonly do: 'go'}
	| {readonly do: 'skip'}
	/** Look again at the step that was shown last; at the end: at everything. */
	| {readonly do: 'again'}
	| {readonly do: 'back'}
	/** Go to a step; what is passed over on the way and was never looked at is not checked. */
	| {readonly do: 'jump'; readonly step: StepId}
	/** At the end: repeat the check as the load balancer does, until it is healthy. */
	| {readonly do: 'watch'}
	/** At the end: send the check from the load balancer's seat as well. It is asked for once more. */
	| {readonly do: 'seat'}
	| {readonly do: 'pace'; readonly pace: Pace}
	/** Try a remedy for what was shown last. */
	| {readonly do: 'mend'}
	/** Keep the change that is in force, or put it back. */
	| {readonly do: 'keep'}
	| {readonly do: 'put-back'}
	/** Speak that language from now on, and ask the same once more. */
	| {readonly do: 'language'; readonly language: Language}
	| {readonly do: 'quit'};

/** One thing to ask the person before the walk, with what was detected as a suggestion. Plain data. */
export type SettingQuestion = {
	/** The name of the setting, as in `engine/settings.ts`. */
	readonly id: string;
	/** A question. */
	readonly question: string;
	/** Why it is asked, and where in the console it can be read. */
	readonly help: string;
	/** Choices, when there are only some; free text otherwise. */
	readonly choices?: ReadonlyArray<{readonly value: string; readonly label: string; readonly hint?: string}>;
	/** Whether something else than the choices may be typed: a port that wasn't found. */
	readonly others?: 'may-be-typed';
	/** What a bare Enter answers, and where that comes from: "nginx listens there". */
	readonly suggestion?: string;
	readonly suggestedBy?: string;
	/** Why the last answer to this question could not be taken: a sentence that says what is allowed. */
	readonly problem?: string;
	/** Its place among the questions before the walk, counted from 1, and how many there will be, as soon as that can be told; absent for what is asked besides. */
	readonly place?: {readonly number: number; readonly of?: number};
	/** Answers that were given before and that another answer than the present one makes void: "Check protocol HTTP". */
	readonly wouldVoid?: readonly string[];
	/** Answers that the last answer has made void. */
	readonly voided?: readonly string[];
};

/** What can be done at the end beside looking again: watch the backend, or send the check from the load balancer's seat. */
export type Offer = 'watch' | 'seat';

export type Question =
	/** Before the walk: one setting. Answered by `set`, `back` or `quit`. */
	| {readonly ask: 'setting'; readonly setting: SettingQuestion}
	/** Before step `number`: run it? `after` is the report that was shown last. `jump` goes to another one. */
	| {
			readonly ask: 'step';
			readonly card: StepCard;
			readonly number: number;
			readonly of: number;
			readonly after?: StepReport;
			/** Whether one of its remedies can be tried. */
			readonly mends?: true;
	  }
	/**
	 * Before a change: the word has to be typed, and nothing that was typed ahead or pasted counts. Answered by `set` with
	 * that word, by `back`, or by `quit`.
	 */
	| {readonly ask: 'confirm'; readonly word: string}
	/** A change is in force and goes back by itself after so long. Answered by `keep` or `put-back`; in time, or it is too late. */
	| {readonly ask: 'keep'; readonly leftMs: number}
	/**
	 * Before another program uses the terminal to ask something itself: a password, a fingerprint. Answered by `go` when
	 * the terminal is free, by `quit`, or by `skip` to go on without.
	 */
	| {readonly ask: 'terminal'; readonly why: string; readonly without?: string}
	/** Everything is done and the conclusion has been shown. `jump` goes to a step once more, and on from there. */
	| {readonly ask: 'end'; readonly offers?: readonly Offer[]; readonly mends?: true};
