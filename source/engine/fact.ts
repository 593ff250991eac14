import type {Command, Observation} from './command.ts';
import type {Known} from './known.ts';
import type {ProbeObservation, ProbeShape} from './probe.ts';
import type {Target} from './target.ts';
import type {Words} from './words.ts';

/** What a fact may use to look itself up. */
export type Look = {
	readonly target: Target;
	/** Runs a command; the same command line runs only once until the person looks again. */
	readonly run: (command: Command) => Promise<Observation>;
	/** Runs a command again, for the second of two samples. */
	readonly runAgain: (command: Command) => Promise<Observation>;
	/** Sends a probe; `giveUp` ends it before its time limit. */
	readonly probe: (shape: ProbeShape, giveUp?: AbortSignal) => Promise<ProbeObservation>;
	/** The machine where the program runs, when that isn't the host; probes sent from there. */
	readonly here?: {
		readonly addresses: readonly string[];
		readonly probe: (shape: ProbeShape) => Promise<ProbeObservation>;
	};
	/** Runs a command several times, with a pause before each. Whoever has seen enough stops reading. */
	readonly sample: (
		command: Command,
		often: {readonly times: number; readonly pauseMs: number},
	) => AsyncIterable<Observation>;
	/** Sends a probe several times, one after the other. Whoever has seen enough stops reading. */
	readonly probeSeveral: (shape: ProbeShape, times: number) => AsyncIterable<ProbeObservation>;
	/** Another fact, looked up once and shared. */
	readonly know: <U>(fact: Fact<U>) => Promise<Known<U>>;
	/** Milliseconds since some moment, to measure how long something takes. */
	readonly now: () => number;
	/** Waits; ends early when the walk is stopped. `what` is shown to whoever waits as well: "watching for probes". */
	readonly wait: (milliseconds: number, what?: Words) => Promise<void>;
	/** For how long to watch for the load balancer's own probes, in seconds; absent: as long as something else takes. */
	readonly witnessS?: number;
	/**
	 * Sets something up on the host for a moment and takes it away again: the walk waits for the end of it, and its commands
	 * are not stopped by the person. Absent where nobody has asked for the load balancer's seat.
	 */
	readonly temporary?: <T>(work: (run: (command: Command) => Promise<Observation>) => Promise<T>) => Promise<T>;
};

/**
 * Something that can be known of a host. `lookUp` may throw when it can't read what it got: the book of facts turns
 * that into *unknown*, with the reason.
 */
export type Fact<T> = {
	readonly id: string;
	/** A noun phrase: what is looked up, e.g. "the listening sockets". */
	readonly what: Words;
	readonly lookUp: (look: Look) => Promise<Known<T>>;
};
