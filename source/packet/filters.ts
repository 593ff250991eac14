import type {Words} from '../engine/words.ts';
import type {Family} from './address.ts';
import type {Doubt} from './doubt.ts';
import type {Limit, RuleRef} from './passage.ts';
import type {Point, Ranges} from './ranges.ts';

/** What a rule can look at. */
export type FieldName =
	| 'source'
	| 'destination'
	| 'source-port'
	| 'destination-port'
	/** The same bytes, whatever the protocol is. */
	| 'th-source-port'
	| 'th-destination-port'
	| 'protocol'
	| 'family'
	| 'in'
	| 'out'
	| 'mark'
	| 'ct-mark'
	| 'state'
	| 'status'
	| 'direction'
	| 'original-source'
	| 'original-destination'
	| 'original-destination-port'
	| 'tcp-flags'
	| 'icmp-type'
	| 'icmp-code'
	/** Type and code as IP sets have them in place of a port: type * 256 + code. */
	| 'icmp-port'
	/** An option or extension header of IP: 0, since probes have none. */
	| 'extension'
	/** A field within one: there is none. */
	| 'extension-field'
	| 'packet-type'
	| 'fragment'
	/** A number that is drawn for each packet. */
	| 'chance';

/** A field, and the bits of it that count. */
export type Field = {readonly of: FieldName; readonly mask?: number};

/** One dimension of one element: a range of numbers, or a name (of an interface; `+` or `*` at its end stands for anything). */
export type Cell = readonly [Point, Point] | string;

/** One element of a set. `weight` orders elements where the more exact one wins, which matters only with `not`. */
export type Row = {
	readonly cells: readonly Cell[];
	/** An exception: what matches it is not in the set. */
	readonly not?: boolean;
	readonly weight?: number;
	/** What a map leads to. */
	readonly to?: Action;
};

/** Values that fields are compared with. */
export type Values =
	| {readonly kind: 'ranges'; readonly ranges: Ranges}
	| {readonly kind: 'names'; readonly names: readonly string[]}
	/** At least one of these bits is set. */
	| {readonly kind: 'bits'; readonly any: number}
	| {readonly kind: 'rows'; readonly rows: readonly Row[] /** What is in no other row. */; readonly rest?: Row}
	/** An address of one of these kinds (local, unicast, …), perhaps only counting the addresses of one interface. */
	| {readonly kind: 'address-types'; readonly types: readonly string[]; readonly onInterface?: 'in' | 'out'}
	/** An IP set, as `family/name/directions`. */
	| {readonly kind: 'ipset'; readonly name: string};

/** A match. */
export type Condition =
	| {
			readonly is: 'in';
			readonly fields: readonly Field[];
			readonly values: Values;
			readonly not: boolean;
			/** The set that the values are of, by which rules may change it while packets pass. */
			readonly set?: string;
	  }
	/** One of these. */
	| {readonly is: 'either'; readonly of: readonly Condition[]; readonly not: boolean}
	/** Whether there is a route to one end of the packet, and by which interface (nft's fib, iptables' rpfilter). */
	| RouteCondition
	/** Matches a part of the packets. */
	| {readonly is: 'limit'; readonly limit: Limit}
	| {readonly is: 'never'}
	/** Can't be told. */
	| ({readonly is: 'unknown'} & Doubt);

export type RouteCondition = {
	readonly is: 'routed';
	readonly asks: 'fib' | 'rpfilter';
	readonly end: 'source' | 'destination';
	/** Only a route by the interface that the packet came in by, or goes out by, counts. */
	readonly by?: 'in' | 'out';
	/** The interfaces that it may be by; absent: any. */
	readonly names?: readonly string[];
	/** The packet's mark is asked with. */
	readonly marked: boolean;
	/** An address of the host's own counts as routed. */
	readonly takesLocal: boolean;
	readonly not: boolean;
};

/** A number that a rule computes; undefined can't be told. */
export type Computed = number | Field | undefined;

/** What a rule does. */
export type Action =
	| {readonly do: 'accept' | 'drop' | 'return' | 'continue'}
	| {readonly do: 'untrack'}
	| {readonly do: 'reject'; readonly with: string}
	| {readonly do: 'jump' | 'goto'; readonly chain: string}
	/** `field = (field & ~mask) ^ value`, and for a field as the value, `value & valueMask`. */
	| {
			readonly do: 'set';
			readonly field: 'mark' | 'ct-mark';
			readonly mask: number;
			readonly value: Computed;
			readonly valueMask?: number;
	  }
	/** Absent address or port: unchanged. `self`: this host's address on the interface that the packet came in by. */
	| {readonly do: 'dnat'; readonly address?: Point | 'self'; readonly port?: number}
	/** Rewrites the source; `undefined` for an address that isn't known. */
	| {readonly do: 'snat'; readonly address?: Point}
	/** Changes a set while packets pass: what is in it later isn't what was listed. */
	| {readonly do: 'change-set'; readonly set: string}
	/** Goes on with the action of the first element that holds the fields. */
	| {readonly do: 'map'; readonly fields: readonly Field[]; readonly values: Values; readonly set?: string}
	/** What it does can't be told, e.g. a queue to a program. */
	| ({readonly do: 'unknown'} & Doubt);

/** A rule: matches and actions in the order in which they are worked through. */
export type Rule = {readonly ref: Omit<RuleRef, 'hook'>; readonly parts: ReadonlyArray<Condition | Action>};

export type Chain = {readonly name: string; readonly rules: readonly Rule[]};

export type Hook = 'ingress' | 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting' | 'egress';

/** A chain that the kernel calls at a hook. */
export type BaseChain = {
	readonly chain: string;
	readonly hook: Hook;
	readonly priority: number;
	readonly type: 'filter' | 'nat' | 'route';
	readonly policy: 'accept' | 'drop';
	/** How the policy is shown. */
	readonly ref: Omit<RuleRef, 'hook'>;
	/** Only for packets of these devices. */
	readonly devices?: readonly string[];
};

/** One table of one tool. */
export type Table = {
	readonly tool: RuleRef['tool'];
	readonly family: RuleRef['family'];
	readonly name: string;
	readonly bases: readonly BaseChain[];
	readonly chains: ReadonlyMap<string, Chain>;
};

/** Everything that filters packets of one version of IP on a host. */
export type Filters = {
	readonly family: Family;
	readonly tables: readonly Table[];
	/** The kernel's IP sets, which the rules of iptables look up by name. */
	readonly sets: IpSets;
};

/** The IP sets, or why they can't be told. */
export type IpSets =
	| {readonly known: true; readonly sets: ReadonlyMap<string, IpSet>}
	| {readonly known: false; readonly why: Words};

/** One IP set: its dimensions as its type names them (`ip`, `net`, `port`, `iface`, `mark`, `mac`). */
export type IpSet = {
	readonly name: string;
	readonly type: string;
	readonly dimensions: readonly string[];
	/** The version of its addresses; absent for a set without any. */
	readonly family?: Family;
	readonly rows: readonly Row[];
	/** All its addresses, for a set of single addresses and networks without exceptions; `rows` is empty then. */
	readonly plain?: Ranges;
	/** The names of the sets that a `list:set` holds. */
	readonly members: readonly string[];
	/** Why elements are missing, when the listing couldn't be read whole. */
	readonly unread?: Words;
};

/** Whether a part of a rule is an action. */
export const isAction = (part: Condition | Action): part is Action => 'do' in part;
