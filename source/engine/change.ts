import type {CauseCode} from './cause-code.ts';
import type {Remedy, Result} from './result.ts';

/**
 * One step of a change, in lines for a POSIX shell. `{name}` in them stands for what `reads` found on the host, `{tag}`
 * for the change's own tag: rules carry it as a comment.
 */
export type ChangeStep = {
	readonly make: string;
	/** Takes it back; it is run only while `isMade` succeeds. */
	readonly undo: string;
	/** Succeeds as long as the step's effect is there. */
	readonly isMade: string;
	/** Prints the state that it touches: the same text before it was made and after it was taken back. */
	readonly state: string;
	/** What has to be looked up first, by name: lines that print a single row. */
	readonly reads?: Readonly<Record<string, string>>;
};

/** A change that slb-wizard can make itself, prove, and take back. */
export type Change = {
	readonly steps: readonly ChangeStep[];
	/** Why it isn't made and taken back once before it counts: a sentence. */
	readonly unrehearsed?: string;
	/** It is over once it was made, and there is nothing that could be taken back: a restart. */
	readonly isFinal?: true;
};

/** What will be done on the host, word for word. */
export type ChangePlan = {
	/** Eight hexadecimal digits; rules that it makes carry it in their comment. */
	readonly id: string;
	readonly code: CauseCode;
	/** The remedy, as a sentence. */
	readonly title: string;
	readonly risk: Remedy['risk'];
	readonly steps: ReadonlyArray<Omit<ChangeStep, 'reads'>>;
	/** Makes it last over a reboot. */
	readonly keep?: Remedy['keep'];
	readonly unrehearsed?: string;
	readonly isFinal?: true;
	/** After so many seconds it goes back by itself, unless it is kept. */
	readonly limitS: number;
};

/** The lines that make it, in order. */
export const makeLines = ({steps}: ChangePlan): readonly string[] => steps.map(({make}) => make);

/** The lines that take it back, in order. */
export const undoLines = ({steps, isFinal}: ChangePlan): readonly string[] =>
	isFinal === true ? [] : steps.map(({undo}) => undo).reverse();

/** What a second look shows of a change. */
export type Proof =
	/** The check passes, on evidence that is as strong as that of the first look. */
	| {readonly is: 'fixed'}
	/** The cause is gone, and another one is left. */
	| {readonly is: 'others'; readonly codes: readonly CauseCode[]}
	| {readonly is: 'still'}
	/** A step that could tell before can't any more: nothing is called fixed on that. */
	| {readonly is: 'unproven'; readonly why: string};

/** What happens while a change is tried, in order. */
export type Stage =
	/** Its undo and the state before are written down, on the host and here. */
	| {readonly is: 'prepared'; readonly folder: string}
	/** It goes back by itself from now on: by `systemd`, or by a `process` that outlives the session. */
	| {readonly is: 'armed'; readonly by: string}
	/** It was made and taken back once, and everything was as before. */
	| {readonly is: 'rehearsed'}
	| {readonly is: 'not-rehearsed'; readonly why: string}
	| {readonly is: 'changed'; readonly limitS: number}
	| {readonly is: 'verified'; readonly proof: Proof; readonly after: Result};

/** Why the host did not do it; `told` are the host's own words. */
export type Refusal = {
	readonly is:
		| 'not-root'
		| 'no-place'
		| 'busy'
		| 'no-entry'
		| 'over'
		| 'not-armed'
		| 'differs'
		| 'not-made'
		| 'not-undone'
		| 'there-already'
		| 'unreachable'
		| 'broken';
	readonly told: string;
};

/** How it ended. */
export type Ending =
	| {readonly is: 'kept'}
	/** In force, and goes back by itself. */
	| {readonly is: 'left'}
	| {readonly is: 'undone'; readonly by: string; readonly differs: readonly string[]}
	/** Nothing is changed. */
	| {readonly is: 'refused'; readonly refusal: Refusal}
	/** The host can't be reached, or did not do it: what is armed goes back by itself. */
	| {readonly is: 'lost'; readonly refusal: Refusal};

/** What a walk tells of a change. */
export type ChangeNews =
	/** Everything is looked at first, so that there is something to compare with. */
	| {readonly is: 'looking'}
	/** There is nothing to do, or it can't be done: a sentence. */
	| {readonly is: 'not-planned'; readonly why: string}
	| {readonly is: 'planned'; readonly plan: ChangePlan}
	| {readonly is: 'declined'}
	| Stage
	| {readonly is: 'ended'; readonly ending: Ending; readonly plan: ChangePlan};
