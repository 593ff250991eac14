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
