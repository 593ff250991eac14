import type {Words} from '../engine/words.ts';
import type {Arrival, Limit, ReplyRoute, RuleRef, TraceStep} from './passage.ts';
import {type Point, type Ranges, union} from './ranges.ts';

/** A place where the packet may have gone either way: because of a limit, or because a match can't be told. */
export type Fork = {
	readonly kind: 'limit' | 'unknown';
	readonly by: RuleRef;
	readonly why: Words;
	readonly limit?: Limit;
};

/** What was met so far, the last first. */
export type Trace = {readonly step: TraceStep; readonly earlier?: Trace | undefined};

/** The packets from some sources, on one of the ways that they can take through the filters. */
export type State = {
	readonly sources: Ranges;
	/** undefined: can't be told. */
	readonly mark: number | undefined;
	readonly ctMark: number | undefined;
	readonly tracking: 'tracked' | 'untracked';
	/** The rule that keeps the packet from connection tracking. */
	readonly untrackedBy?: RuleRef;
	readonly dnat?: {readonly address?: Point | undefined; readonly port?: number | undefined; readonly by: RuleRef};
	readonly snat?: {readonly address?: Point | undefined; readonly by: RuleRef};
	/** Why the kernel doesn't take the packets in. */
	readonly arrival?: Arrival;
	/** A filter changed the answer's mark, so that the kernel routes it anew with this one; `?` can't be told. */
	readonly reroutedBy?: number | '?';
	/** The answer's way. */
	readonly route?: ReplyRoute;
	readonly routeDoubt?: Words;
	/** The sets that rules have changed since they were listed. */
	readonly changed?: ReadonlySet<string>;
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
	sameNames(a.changed, b.changed) &&
	a.dnat?.address === b.dnat?.address &&
	a.dnat?.port === b.dnat?.port &&
	a.dnat?.by === b.dnat?.by &&
	a.snat?.by === b.snat?.by &&
	a.reroutedBy === b.reroutedBy &&
	sameArrival(a.arrival, b.arrival) &&
	sameRoute(a.route, b.route);

const sameNames = (a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): boolean =>
	a.size === b.size && [...a].every(name => b.has(name));

const sameRoute = (a: ReplyRoute | undefined, b: ReplyRoute | undefined): boolean =>
	a === b || (a !== undefined && b !== undefined && routeKey(a) === routeKey(b));

/** Routes with the same key lead to the same place, for the same reason. */
export const routeKey = ({is, interface: name, gateway, table, line, mark}: ReplyRoute): string =>
	[is, name, gateway, table, line, mark].join('|');

const sameArrival = (a: Arrival | undefined, b: Arrival | undefined): boolean =>
	a === b || arrivalKey(a) === arrivalKey(b);

/** The same for what is taken in. */
export const arrivalKey = (arrival: Arrival | undefined): string =>
	arrival === undefined ? '-' : arrival.is === 'unknown' ? arrival.why.en : `${arrival.why} ${routeKey(arrival.route)}`;

/** The state after a decision of the kernel's own. */
export const noted = (state: State, step: Extract<TraceStep, {readonly at: string}>): State => ({
	...state,
	trace: {step, earlier: state.trace},
});

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
