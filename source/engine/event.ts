import type {CauseCode} from './cause-code.ts';
import type {ChangeNews} from './change.ts';
import type {Command, Observation} from './command.ts';
import type {DrillNews} from './drill-news.ts';
import type {Exhibit, Latency} from './exhibit.ts';
import type {Finding, Severity} from './finding.ts';
import type {HostNews} from './host.ts';
import type {Remedy, Result, ResultCause, StepStatus, Verdict} from './result.ts';
import type {StepId} from './step.ts';
import type {Suppression} from './suppress.ts';
import type {Target} from './target.ts';
import type {Language} from './words.ts';

/** guided: every step waits for the person. problems: only a step that isn't ok does. all: nothing does. */
export const paces = ['guided', 'problems', 'all'] as const;

export type Pace = (typeof paces)[number];

/** What a face needs to present a step before it runs. Everything is text. */
export type StepCard = {
	readonly id: StepId;
	readonly title: string;
	readonly why: string;
	readonly passage: string;
	/** The document's literal command with this host's values. */
	readonly documentCommand: string;
	/** Why something else is run instead; absent where the document's command is good as it is. */
	readonly documentBut?: string;
	/** Why the step doesn't apply to this target. */
	readonly skipWhy?: string;
	/** The causes that it is the place to find, from the catalogue; absent where there are none. */
	readonly leadsTo?: readonly Lead[];
};

/** A cause that a step can lead to, by its code and its heading. */
export type Lead = {readonly code: CauseCode; readonly title: string; readonly severity: Severity};

/** What a step came to. */
export type StepReport = {
	readonly step: StepId;
	readonly status: StepStatus;
	readonly reason?: string;
	readonly findings: readonly Finding<string>[];
	/** The causes among the findings, in words, with what can be done. */
	readonly causes: ReadonlyArray<
		Pick<ResultCause, 'code' | 'certainty' | 'severity' | 'place' | 'summary' | 'evidence'> & {
			readonly remedies: readonly Remedy[];
		}
	>;
	/** How long the check's own probes took; absent where none was sent. */
	readonly latency?: Latency;
	readonly observations: readonly Observation[];
};

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

/** Everything that happens in a walk, as plain data and in order. Faces, session files and `--events` read these. */
export type Event =
	| {
			readonly type: 'started';
			readonly at: string;
			readonly target: Target;
			readonly steps: readonly StepCard[];
			readonly pace: Pace;
	  }
	| {readonly type: 'command-started'; readonly key: number; readonly command: Command; readonly timeoutMs: number}
	| {readonly type: 'command-ended'; readonly key: number; readonly observation: Observation}
	/** The other program is done with the terminal. */
	| {readonly type: 'terminal-returned'}
	/** Where commands run from now on: `ssh://web-3`; `as` is what is known of the login there. */
	| {readonly type: 'host-opened'; readonly where: string; readonly as: string}
	/** The host is a recording: sentences that say of what. */
	| {readonly type: 'recording-opened'; readonly note: string}
	| {readonly type: 'host-news'; readonly news: HostNews}
	| {readonly type: 'change'; readonly news: ChangeNews}
	| {readonly type: 'drill'; readonly news: DrillNews}
	| {readonly type: 'resumed'; readonly resumed: Resumed}
	/** What happens is no longer written down: a sentence that says why. */
	| {readonly type: 'not-kept'; readonly why: string}
	| {readonly type: 'question'; readonly question: Question}
	| {readonly type: 'answered'; readonly answer: Answer}
	| {readonly type: 'step-started'; readonly step: StepId; readonly number: number; readonly of: number}
	| {readonly type: 'step-ended'; readonly report: StepReport}
	/** Another language is spoken from now on; the cards, and what the steps have come to, in that one. */
	| {
			readonly type: 'reworded';
			readonly language: Language;
			readonly steps: readonly StepCard[];
			readonly reports: readonly StepReport[];
	  }
	| {readonly type: 'concluded'; readonly conclusion: Conclusion};

/** What is taken over from a session that came to no end. */
export type Resumed = {
	readonly session: string;
	/** When the last thing in it happened. */
	readonly lastAt: string;
	/** The answers that aren't asked for again, where no target had come of them yet. */
	readonly answers: ReadonlyArray<{readonly question: string; readonly value: string}>;
	/** Steps whose result still stands. */
	readonly kept: ReadonlyArray<{readonly report: StepReport; readonly at: string}>;
	/** Steps that are measured anew: what they came to then, and why that doesn't stand. */
	readonly again: ReadonlyArray<{
		readonly step: StepId;
		readonly status: StepStatus;
		readonly at: string;
		readonly because: 'old' | 'unknown';
	}>;
};

/** The end of a walk. */
export type Conclusion = {
	readonly result: Result;
	/** What was looked at and found innocent: sentences. */
	readonly ruledOut: readonly string[];
	/** What couldn't be looked at, why, and the command that would tell. */
	readonly notChecked: ReadonlyArray<{readonly step: StepId; readonly why: string; readonly wouldTell?: string}>;
	/** What is worth a picture in a report; absent when nothing is. */
	readonly exhibits?: readonly Exhibit[];
	/** When the load balancer will show it: sentences. */
	readonly timing: readonly string[];
	/** The command that repeats this run. */
	readonly repeat: string;
	readonly interrupted: boolean;
	/** The verdict without what is suppressed; absent where nothing is. */
	readonly counts?: Verdict;
	/** Suppressions that were met and are over. */
	readonly expired?: readonly Suppression[];
};

/**
 * A reader of one run: the Ink app, the plain prompts, JSON. A fourth wish is a new event, not a fourth method.
 */
export type Face = {
	readonly show: (event: Event) => void;
	readonly ask: (question: Question) => Promise<Answer>;
	readonly close: () => Promise<void>;
};
