import type {Family} from '../address.ts';
import type {Point} from '../ranges.ts';

/** What a route does with packets for its prefix (ip-route(8), TYPE). */
export type RouteType =
	| 'unicast'
	| 'local'
	| 'broadcast'
	| 'anycast'
	| 'multicast'
	| 'blackhole'
	| 'unreachable'
	| 'prohibit'
	| 'throw';

/** One next hop of a route. */
export type Hop = {
	readonly interface?: string;
	readonly gateway?: string;
	/** `dead`: its interface is down, so that the route isn't used. `linkdown`: nothing at the other end of the line. */
	readonly state: 'usable' | 'linkdown' | 'dead';
};

export type Route = {
	readonly type: RouteType;
	readonly range: readonly [Point, Point];
	/** Length of the prefix in bits. */
	readonly length: number;
	/** Among routes for one prefix the lowest wins. */
	readonly metric: number;
	/** A route for packets of one type of service only, as `0x10`. */
	readonly tos?: string;
	/** Several for a multipath route; none for types that lead nowhere. */
	readonly hops: readonly Hop[];
	/** As `ip route show table all` prints it, a multipath route in one line. */
	readonly line: string;
};

type Numbers = readonly [Point, Point];

/** A rule of the routing policy (ip-rule(8)): every selector that is there has to be met. */
export type PolicyRule = {
	readonly preference: number;
	readonly not: boolean;
	readonly from?: Numbers;
	readonly to?: Numbers;
	readonly in?: string;
	readonly out?: string;
	readonly mark?: {readonly value: number; readonly mask: number};
	readonly protocol?: number;
	readonly sourcePort?: Numbers;
	readonly destinationPort?: Numbers;
	/** A selector that can't be evaluated, in the rule's own words. */
	readonly doubt?: string;
	readonly does:
		| {readonly do: 'lookup'; readonly table: string; readonly suppressLength?: number; readonly doubt?: string}
		/** Looks into the table of the VRF that the packet belongs to. */
		| {readonly do: 'vrf'}
		| {readonly do: 'goto'; readonly preference: number}
		| {readonly do: 'nothing'}
		| {readonly do: 'blackhole' | 'unreachable' | 'prohibit'};
	/** As `ip rule` prints it. */
	readonly line: string;
};

/** Everything that decides where the kernel sends packets of one version of IP. */
export type Routing = {
	readonly family: Family;
	/** In the order in which they are asked. */
	readonly rules: readonly PolicyRule[];
	/** By the table's name, as `ip` prints it. */
	readonly tables: ReadonlyMap<string, readonly Route[]>;
	/** The table of each VRF, by the VRF's name. */
	readonly vrfs: ReadonlyMap<string, string>;
};
