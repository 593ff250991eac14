import type {Command} from 'commander';
import type {Words} from '../../engine/words.ts';

/** What stands at the end of a command's help, and in sections of their own in the manual page. */
export type Ending = {
	/** Command lines that can be copied. */
	readonly examples?: readonly string[];
	/** What the exit status means: a sentence without its title. */
	readonly exit?: string;
	/** A sentence on what it changes, or how it is set up. */
	readonly note?: string;
};

/** What the exit status means, with its title. */
export const exitWords = (exit: string): Words => ({en: `Exit status: ${exit}`, zh: `退出码：${exit}`});

const endings = new WeakMap<Command, Ending>();

/** Gives a command an ending. */
export const addEnding = (command: Command, ending: Ending): Command => {
	endings.set(command, ending);
	return command;
};

/** The ending of a command; an empty one where it has none. */
export const endingOf = (command: Command): Ending => endings.get(command) ?? {};
