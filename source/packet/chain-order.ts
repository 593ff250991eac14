import type {BaseChain, Table} from './filters.ts';
import type {RuleRef} from './passage.ts';
import {sameRanges} from './ranges.ts';
import {type Fork, merge, type State, sameWay} from './state.ts';
import type {Stopped} from './walk.ts';

/** A base chain in its table. */
export type Placed = {readonly base: BaseChain; readonly table: Table};

/** What came through a hook, and what was stopped there. */
export type Through = {readonly states: readonly State[]; readonly stopped: readonly Stopped[]};

/** Chains of one priority together, the lowest first. */
export function byPriority(chains: readonly Placed[]): readonly (readonly Placed[])[] {
	const groups = new Map<number, Placed[]>();
	for (const placed of chains) groups.set(placed.base.priority, [...(groups.get(placed.base.priority) ?? []), placed]);
	return [...groups.values()];
}

/** All orders of so many chains are tried; of more, the listed one and the reverse. */
const mostPermuted = 4;

/**
 * The kernel calls chains of one priority in the order in which they were made, the youngest first, which no listing
 * tells. Where the order matters, what becomes of the packet is unknown.
 */
export function inAnyOrder(group: readonly Placed[], run: (order: readonly Placed[]) => Through): Through {
	const listed = run(group);
	if (group.length < 2) return listed;
	const orders = group.length > mostPermuted ? [[...group].reverse()] : permutations(group).slice(1);
	const others = orders.map(run).filter(({states}) => !sameStates(listed.states, states));
	if (others.length === 0) return listed;
	const outcomes = [listed, ...others];
	const doubt: Fork = {
		kind: 'unknown',
		by: orderDependent(outcomes) ?? {...(group[0]?.base.ref ?? noRule), hook: group[0]?.base.hook ?? ''},
		why: {
			en: 'it depends on the order of chains with the same priority, which no listing tells',
			zh: '结果取决于优先级相同的链的先后顺序，而规则列表不显示该顺序',
		},
	};
	const doubtful = (state: State): State => ({...state, fork: doubt});
	return {
		states: merge(outcomes.flatMap(({states}) => states).map(doubtful)),
		stopped: outcomes.flatMap(({stopped}) => stopped).map(each => ({...each, state: doubtful(each.state)})),
	};
}

/** Every order, the given one first. */
const permutations = <T>(all: readonly T[]): readonly (readonly T[])[] =>
	all.length < 2
		? [all]
		: all.flatMap((first, index) => permutations(all.toSpliced(index, 1)).map(rest => [first, ...rest]));

/** A rule that stops or translates in one of the orders. */
const orderDependent = (outcomes: readonly Through[]): RuleRef | undefined =>
	outcomes.flatMap(({stopped}) => stopped)[0]?.by ??
	outcomes.flatMap(({states}) => states.flatMap(({dnat, snat}) => dnat?.by ?? snat?.by ?? []))[0];

const noRule = {tool: 'nft', family: 'inet', table: '', chain: '', text: '', owner: 'hand-made'} as const;

const sameStates = (some: readonly State[], others: readonly State[]): boolean =>
	some.length === others.length &&
	some.every(one => others.some(other => sameWay(one, other) && sameRanges(one.sources, other.sources)));
