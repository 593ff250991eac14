import type {ChangeNews} from './change.ts';
import type {Command, Observation} from './command.ts';
import type {DrillNews} from './drill-news.ts';
import type {Exhibit} from './exhibit.ts';
import type {HostNews} from './host.ts';
import type {Answer, Pace, Question} from './question.ts';
import type {Result, StepStatus, Verdict} from './result.ts';
import type {StepId} from './step.ts';
import type {StepCard, StepReport} from './step-report.ts';
import type {Suppression} from './suppress.ts';
import type {Target} from './target.ts';
import type {Language} from './words.ts';

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
