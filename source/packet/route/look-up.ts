import {verbatim, type Words} from '../../engine/words.ts';
import {common, nothing, type Point, type Ranges, union, without} from '../ranges.ts';
import type {Hop, PolicyRule, Route, Routing} from './routing.ts';

/** The question that the kernel's routing is asked: one end of the packet is any of the sources. */
export type Flow = {
	readonly to: Point | 'sources';
	/** undefined: a UDP service may leave the choice of its own address to the route. */
	readonly from: Point | 'sources' | undefined;
	/** The interface that the packet came in by; `lo` for the host's own. */
	readonly in: string | undefined;
	/** The VRF that it belongs to. */
	readonly vrf?: string | undefined;
	/** undefined: can't be told. */
	readonly mark: number | undefined;
	/** Absent where the kernel doesn't look at them: when it routes a packet anew because a filter has changed it. */
	readonly protocol?: number;
	readonly sourcePort?: Ranges;
	readonly destinationPort?: Ranges;
};

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

/** Doubtful rules double the ways; beyond so many of them nothing is said any more. */
const mostDoubts = 5;

/** Where the kernel sends packets of a flow, for each part of the sources (fib_rules_lookup, fib_table_lookup). */
export const lookUp = (routing: Routing, flow: Flow, sources: Ranges): readonly Routed[] =>
	askRules({routing, flow}, sources, 0, 0);

type Question = {readonly routing: Routing; readonly flow: Flow};

function askRules(question: Question, sources: Ranges, from: number, doubts: number): readonly Routed[] {
	const {rules} = question.routing;
	const found: Routed[] = [];
	let left = sources;
	for (let at = from; at < rules.length && left.length > 0; at++) {
		const rule = rules[at];
		if (!rule) break;
		const {yes, doubt} = meets(rule, question, left);
		if (yes.length === 0) continue;
		if (doubt !== undefined) {
			left = without(left, yes);
			const why = {
				en: `whether “${rule.line}” is met can't be told (${doubt.en})`,
				zh: `无法判断是否匹配“${rule.line}”（${doubt.zh}）`,
			};
			if (doubts === mostDoubts) {
				found.push({sources: yes, ends: [{is: 'none', hops: []}], doubt: why});
				continue;
			}
			const met = follow(rule, question, yes, at, doubts + 1);
			found.push(...overlay(met, askRules(question, yes, at + 1, doubts + 1), why));
			continue;
		}
		left = without(left, yes);
		found.push(...follow(rule, question, yes, at, doubts));
	}
	if (left.length > 0) found.push({sources: left, ends: [{is: 'none', hops: []}]});
	return found;
}

/** What becomes of sources that meet a rule: what its table doesn't hold goes on with the next rule. */
function follow(rule: PolicyRule, question: Question, sources: Ranges, at: number, doubts: number): readonly Routed[] {
	const {does} = rule;
	const {routing, flow} = question;
	const on = (left: Ranges): readonly Routed[] => (left.length === 0 ? [] : askRules(question, left, at + 1, doubts));
	switch (does.do) {
		case 'nothing':
			return on(sources);
		case 'goto': {
			const target = routing.rules.findIndex(({preference}, index) => index > at && preference >= does.preference);
			return target < 0 ? on(sources) : askRules(question, sources, target, doubts);
		}
		case 'vrf': {
			const table = flow.vrf === undefined ? undefined : routing.vrfs.get(flow.vrf);
			const {found, left} = askTable(table ?? '', question, sources, rule);
			return [...found, ...on(left)];
		}
		case 'lookup': {
			const {found, left} = askTable(does.table, question, sources, rule);
			if (does.doubt === undefined) return [...found, ...on(left)];
			const doubt = {
				en: `“${rule.line}” can't be evaluated (${does.doubt})`,
				zh: `无法判断“${rule.line}”(${does.doubt})`,
			};
			return [...found.flatMap(each => overlay([each], on(each.sources), doubt)), ...on(left)];
		}
		default:
			return [{sources, ends: [{is: does.do, hops: [], rule}]}];
	}
}

/** Looks into a table: the longest prefix first, and of one prefix the lowest metric whose next hop is alive. */
function askTable(
	name: string,
	{routing, flow}: Question,
	sources: Ranges,
	rule: PolicyRule,
): {readonly found: readonly Routed[]; readonly left: Ranges} {
	const suppress = rule.does.do === 'lookup' ? (rule.does.suppressLength ?? -1) : -1;
	const found: Routed[] = [];
	let [left, passed]: readonly [Ranges, Ranges] = [sources, nothing];
	for (const route of ordered(routing, name)) {
		if (left.length === 0) break;
		const part = reach(route, flow, left);
		if (part.length === 0) continue;
		const hops = route.hops.filter(({state}) => state !== 'dead');
		// A route for one type of service is for nobody here, and one without a living next hop is passed over.
		if (route.tos !== undefined || (route.hops.length > 0 && hops.length === 0)) continue;
		left = without(left, part);
		const {type} = route;
		const leadsOn = type === 'unicast' || type === 'local' || type === 'broadcast' || type === 'multicast';
		if (type === 'throw' || (leadsOn && route.length <= suppress)) passed = union(passed, part);
		else found.push({sources: part, ends: [{is: type, hops, route, rule}]});
	}
	return {found, left: union(left, passed)};
}

const reach = ({range}: Route, {to}: Flow, left: Ranges): Ranges => {
	if (to === 'sources') return common(left, [...range]);
	return typeof to === typeof range[0] && to >= range[0] && to <= range[1] ? left : nothing;
};

const orders = new WeakMap<readonly Route[], readonly Route[]>();

function ordered({tables}: Routing, name: string): readonly Route[] {
	const routes = tables.get(name) ?? [];
	const known = orders.get(routes);
	if (known) return known;
	const sorted = routes.toSorted((one, other) => other.length - one.length || one.metric - other.metric);
	orders.set(routes, sorted);
	return sorted;
}

/** From which of the sources a rule's selectors are met; all of it in doubt where one of them can't be evaluated. */
function meets(
	rule: PolicyRule,
	{flow, routing}: Question,
	left: Ranges,
): {readonly yes: Ranges; readonly doubt?: Words} {
	const verdicts = [
		interfaceVerdict(rule.in, flow.in),
		// The host's own packets and those that come in aren't bound to an interface yet.
		rule.out === undefined ? 'yes' : flow.vrf === rule.out ? 'yes' : 'no',
		markVerdict(rule, flow),
		rule.protocol === undefined || flow.protocol === rule.protocol ? 'yes' : 'no',
		portVerdict(rule.sourcePort, flow.sourcePort),
		portVerdict(rule.destinationPort, flow.destinationPort),
		rule.does.do === 'vrf' && (flow.vrf === undefined || !routing.vrfs.has(flow.vrf)) ? 'no' : 'yes',
	];
	const parts = [end(rule.from, flow.from, left), end(rule.to, flow.to, left)];
	const never = verdicts.includes('no');
	const part = never ? nothing : common(parts[0] ?? nothing, parts[1] ?? nothing);
	const sure =
		verdicts.every(verdict => verdict === 'yes') &&
		rule.doubt === undefined &&
		(rule.from === undefined || flow.from !== undefined);
	const yes = rule.not ? (sure || never ? without(left, part) : left) : part;
	if (sure || never) return {yes};
	return {yes, doubt: rule.doubt === undefined ? unknownPart : verbatim(rule.doubt)};
}

const unknownPart: Words = {
	en: 'a mark, a port, an address or an interface is not known',
	zh: '标记、端口、地址或网卡未知',
};

type Verdict = 'yes' | 'no' | 'unknown';

const interfaceVerdict = (wanted: string | undefined, name: string | undefined): Verdict =>
	wanted === undefined ? 'yes' : name === undefined ? 'unknown' : name === wanted ? 'yes' : 'no';

const markVerdict = ({mark}: PolicyRule, flow: Flow): Verdict => {
	if (mark === undefined || mark.mask === 0) return 'yes';
	if (flow.mark === undefined) return 'unknown';
	return ((flow.mark ^ mark.value) & mark.mask) === 0 ? 'yes' : 'no';
};

/** A rule for ports isn't met where the kernel doesn't look at them. */
const portVerdict = (wanted: readonly [Point, Point] | undefined, ports: Ranges | undefined): Verdict => {
	if (wanted === undefined) return 'yes';
	const both = common(ports ?? nothing, [...wanted]);
	if (both.length === 0) return 'no';
	return without(ports ?? nothing, [...wanted]).length === 0 ? 'yes' : 'unknown';
};

const end = (wanted: readonly [Point, Point] | undefined, is: Point | 'sources' | undefined, left: Ranges): Ranges => {
	if (wanted === undefined || is === undefined) return left;
	if (is === 'sources') return common(left, [...wanted]);
	return is >= wanted[0] && is <= wanted[1] ? left : nothing;
};

/** Two answers for the same sources, one of which is the right one: where they agree there is no doubt. */
function overlay(some: readonly Routed[], others: readonly Routed[], doubt: Words): readonly Routed[] {
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
export const endKey = ({is, hops}: RouteEnd): string =>
	[is, ...hops.map(({interface: name = '', gateway = ''}) => `${name} ${gateway}`)].join('|');
