/** A command to look something up with. Arguments, never a command string: nothing that a person typed meets a shell. */
export type Command = {
	readonly file: string;
	readonly args: readonly string[];
	/** Without root it shows nothing, or only a part. */
	readonly privileged?: boolean;
	/**
	 * Kernel modules that the command would load where they aren't there. Looking changes nothing: without them it isn't
	 * run.
	 */
	readonly loads?: readonly string[];
	/** Sets something up on the host for a moment, and another one takes it away again: nothing that only looks does. */
	readonly changes?: true;
	/** Time limit, in milliseconds; see `timeLimitMs`. */
	readonly timeoutMs?: number;
};

/** How long a command may take that has no limit of its own, in milliseconds. */
export const defaultTimeoutMs = 5000;

/** How long a command may take, in milliseconds. */
export const timeLimitMs = ({timeoutMs = defaultTimeoutMs}: Command): number => timeoutMs;

/** Why a command gave no exit code. */
export type Failure =
	| 'not-found'
	| 'timeout'
	| 'unreachable'
	| 'denied'
	| 'too-much-output'
	| 'cancelled'
	| 'would-load-module'
	| 'not-recorded';

/** What a command did. A command that fails is data, never an exception. */
export type Observation = {
	readonly command: Command;
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode?: number;
	readonly durationMs: number;
	readonly failure?: Failure;
};

/** Whether the command ran to its end and said that it succeeded. */
export const succeeded = (observation: Observation): boolean =>
	observation.failure === undefined && observation.exitCode === 0;

const plainWord = /^[\w@%+=:,./-]+$/;

/** Quotes a word for a POSIX shell, so that a shown command can be pasted. */
export const quoteWord = (word: string): string => (plainWord.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The command as a person would type it. */
export const commandLine = ({file, args}: Command): string => [file, ...args].map(quoteWord).join(' ');

/** Makes a command from words. */
export const command = (file: string, ...args: readonly string[]): Command => ({file, args});

/** Makes a command that needs root to see everything. */
export const privileged = (file: string, ...args: readonly string[]): Command => ({file, args, privileged: true});
