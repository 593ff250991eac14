import {setTimeout} from 'node:timers/promises';

/** The clock that a walk lives by. A recording brings its own, in which no time passes but the recorded one. */
export type Clock = {
	/** Milliseconds since some moment; only differences mean something. */
	readonly now: () => number;
	/** The time of day. */
	readonly date: () => Date;
	/** Waits; ends early when the signal is given. */
	readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

/** The clock of this machine. */
export const systemClock: Clock = {
	now: () => performance.now(),
	date: () => new Date(),
	wait: (milliseconds, signal) => setTimeout(milliseconds, undefined, {signal}).catch(() => {}),
};
