import type {Clock} from './clock.ts';
import type {Command, Observation} from './command.ts';
import type {ProbeObservation, ProbeShape} from './probe.ts';
import type {Words} from './words.ts';

/**
 * Where commands run. It is the only way to the outside: everything else judges what it returns.
 * Neither method ever rejects, and both return within the command's time limit (plus a moment to clean up).
 */
export type Host = {
	/** `local`, `ssh://…`, `replay:…`. */
	readonly where: string;
	readonly run: (command: Command, signal?: AbortSignal) => Promise<Observation>;
	/** Sends one probe from the host to itself (or to the container that a port is forwarded to). */
	readonly probe: (shape: ProbeShape, signal?: AbortSignal) => Promise<ProbeObservation>;
	/** Whether the host itself refuses commands that would load a kernel module; else it is asked for its modules first. */
	readonly mindsModules?: boolean;
	/** Where each command costs a trip: runs them one after the other, and sends all of them at once. */
	readonly runInTurn?: (commands: readonly Command[], signal?: AbortSignal) => readonly Promise<Observation>[];
	/** The same with a probe, several times. */
	readonly probeInTurn?: (
		shape: ProbeShape,
		times: number,
		signal?: AbortSignal,
	) => readonly Promise<ProbeObservation>[];
	/** Another seat: the machine where the program runs, when that isn't the host. */
	readonly here?: Here;
	/** The clock that its answers go by; absent: this machine's. */
	readonly clock?: Clock;
	/** Is told that everything is looked at anew from now on. */
	readonly lookAgain?: () => void;
	/** What leads back to a host that was given up, where only the person can open its door; undefined: nobody has to. */
	readonly wayBack?: () => WayBack | undefined;
	/** Hears of the way to the host: lost, found again. A host that is always there has no news. */
	readonly hear?: (listener: (news: HostNews) => void) => void;
	/** Lets go of everything that leads there. */
	readonly close?: () => Promise<void>;
};

/** ssh has to ask on the terminal: for a password, a passphrase. */
export type WayBack = {
	/** What it will ask for: a sentence. */
	readonly asks: Words;
	/** Lets it ask; the terminal has to be free. */
	readonly login: () => Promise<unknown>;
};

/** The machine where the program runs. */
export type Here = {
	/** Its own addresses. */
	readonly addresses: readonly string[];
	readonly probe: Host['probe'];
};

/** What can happen on the way to a host; `why` is a sentence. */
export type HostNews =
	| {readonly is: 'lost'; readonly why: string; readonly triesForS: number}
	| {readonly is: 'back'; readonly afterS: number}
	/** The shells that a password opened are gone, and the password isn't kept: `as` is who looks from now on. */
	| {readonly is: 'rights-lost'; readonly as: string}
	/** `asks`: looking anew lets ssh ask for what it wants. */
	| {readonly is: 'given-up'; readonly why: string; readonly asks?: true | undefined};
