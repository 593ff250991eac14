import type {Limit, RuleRef} from './passage.ts';
import {type Point, type Ranges, union} from './ranges.ts';

/** A place where the packet may have gone either way: because of a limit, or because a match can't be told. */
export type Fork = {
	readonly kind: 'limit' | 'unknown';
	readonly by: RuleRef;
	readonly why: string;
	readonly limit?: Limit;
};

/** The rules that were met so far, the last one first. */
export type Trace = {readonly rule: RuleRef; readonly did: string; readonly earlier?: Trace | undefined};

/** The packets from some sources, on one of the ways that they can take through the filters. */
export type State = {
	readonly sources: Ranges;
	/** undefined: can't be told. */
	readonly mark: number | undefined;
	readonly ctMark: number | undefined;
	readonly tracking: 'tracked' | 'untracked';
	readonly dnat?: {readonly address?: Point | undefined; readonly port?: number | undefined; readonly by: RuleRef};
	readonly snat?: {readonly address?: Point | undefined; readonly by: RuleRef};
	/** The last place where another way was possible. */
	readonly fork?: Fork;
	readonly trace?: Trace | undefined;
};

const sameFork = (a: Fork | undefined, b: Fork | undefined): boolean => a?.kind === b?.kind && a?.by === b?.by;

/** Whether no rule can tell two states apart, their sources aside. */
export const sameWay = (a: State, b: State): boolean =>
	a.mark === b.mark &&
	a.ctMark === b.ctMark &&
	a.tracking === b.tracking &&
	a.dnat?.address === b.dnat?.address &&
	a.dnat?.port === b.dnat?.port &&
	a.dnat?.by === b.dnat?.by &&
	a.snat?.by === b.snat?.by;

/** So many states are told apart by their forks; beyond, only what rules can see counts. */
const many = 48;

/** Puts states together that no later rule can tell apart, so that their number stays small. */
export function merge(states: readonly State[]): readonly State[] {
	if (states.length < 2) return states;
	const merged: State[] = [];
	for (const state of states) {
		if (state.sources.length === 0) continue;
		const at = merged.findIndex(
			other => sameWay(other, state) && (states.length > many || sameFork(other.fork, state.fork)),
		);
		const other = merged[at];
		if (!other) {
			merged.push(state);
			continue;
		}
		// A doubt must not get lost: the state that has one gives the words.
		const words = other.fork?.kind !== 'unknown' && state.fork ? state : other;
		merged[at] = {...words, sources: union(other.sources, state.sources)};
	}
	return merged;
}
