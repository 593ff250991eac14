import type {Words} from '../../engine/words.ts';
import {common, type Ranges} from '../ranges.ts';
import type {Hop, PolicyRule, Route} from './routing.ts';

/** Where packets end up. */
export type RouteEnd = {
	/** `none`: no route at all. */
	readonly is: Exclude<Route['type'], 'throw'> | 'none';
	/** Several where chance decides, packet flow by packet flow. */
	readonly hops: readonly Hop[];
	/** The route, or the policy rule, that decided; neither where there is none. */
	readonly route?: Route;
	readonly rule?: PolicyRule;
};

/** A part of the sources, and where their packets may end up; several ends where it can't be told, because of `doubt`. */
export type Routed = {readonly sources: Ranges; readonly ends: readonly RouteEnd[]; readonly doubt?: Words};

/** Two answers for the same sources, one of which is the right one: where they agree there is no doubt. */
export function overlay(some: readonly Routed[], others: readonly Routed[], doubt: Words): readonly Routed[] {
	const pieces: Routed[] = [];
	for (const one of some)
		for (const other of others) {
			const sources = common(one.sources, other.sources);
			if (sources.length === 0) continue;
			const ends = distinct([...one.ends, ...other.ends]);
			const inner = one.doubt ?? other.doubt;
			pieces.push({sources, ends, ...(ends.length > 1 ? {doubt: inner ?? doubt} : inner ? {doubt: inner} : {})});
		}
	return pieces;
}

/** Ends that lead to the same place. */
const distinct = (ends: readonly RouteEnd[]): readonly RouteEnd[] => [
	...new Map(ends.map(one => [endKey(one), one])).values(),
];

/** Names where an end leads: two ends with the same key can't be told apart by the packet. */
const endKey = ({is, hops}: RouteEnd): string =>
	[is, ...hops.map(({interface: name = '', gateway = ''}) => `${name} ${gateway}`)].join('|');
