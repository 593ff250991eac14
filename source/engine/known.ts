import type {Command, Observation} from './command.ts';
import {composed, type Words} from './words.ts';

/** Something that was looked up and read. */
export type Seen<T> = {
	readonly known: true;
	readonly value: T;
	readonly from: readonly Observation[];
	/** What the way that it was looked up can't show, as a sentence; absent when it shows everything. */
	readonly blindTo?: Words;
};

/** Something that could not be looked up. It is never replaced by a default: unknown is not green. */
export type Unseen = {
	readonly known: false;
	/** A sentence: why not. */
	readonly why: Words;
	readonly from: readonly Observation[];
	/** The one command that would tell. */
	readonly wouldTell?: Command;
};

/** A sentence as findings hold it: without its full stop. */
export const withoutStop = (words: Words): Words => composed(pick => pick(words).replace(/[.。]$/, ''));

/** The outcome of looking a fact up. */
export type Known<T> = Seen<T> | Unseen;
