import type {CauseCode} from './cause-code.ts';
import {type Command, commandLine, type Observation} from './command.ts';

/** A command and the part of its output that matters. */
export type Evidence = {readonly command: string; readonly excerpt: string};

/**
 * - `proven`: observed, or the only thing that the observations allow
 * - `likely`: what the observations fit best; something else could still explain them
 * - `possible`: consistent, not shown; alone it never makes the verdict unhealthy
 */
export type Certainty = 'proven' | 'likely' | 'possible';

/** `failure`: the check fails. `risk`: it passes now, and breaks later or under load. */
export type Severity = 'failure' | 'risk';

/** This host's own values, for the words of a cause. Each entry of the catalogue says which it uses. */
export type Values = Readonly<Record<string, string>>;

/** What a step found. */
export type Finding =
	/** `say` is a sentence in the present that holds the values which were seen. */
	| {readonly is: 'ok'; readonly say: string}
	| {readonly is: 'not-applicable'; readonly why: string}
	/** Something that is worth saying and is no cause: a contradiction explained, a thing that was ruled out. */
	| {readonly is: 'note'; readonly say: string}
	| {
			readonly is: 'unknown';
			readonly why: string;
			readonly wouldTell?: Command;
			/** Whether "the check passes" can be said without it. Load of a service that answers fast doesn't matter. */
			readonly matters: boolean;
	  }
	| CauseFinding;

export type CauseFinding = {
	readonly is: 'cause';
	readonly code: CauseCode;
	readonly certainty: Certainty;
	/** Absent: the catalogue's own. */
	readonly severity?: Severity;
	readonly values: Values;
	readonly evidence: readonly Evidence[];
};

/** Quotes the lines of an observation that show something; all of a short output without a choice of lines. */
export const evidence = (observation: Observation, excerpt?: string): Evidence => ({
	command: commandLine(observation.command),
	excerpt: excerpt ?? (observation.stdout || observation.stderr).trim().split('\n').slice(0, 6).join('\n'),
});
