import {common, nothing, type Ranges, union, without} from '../ranges.ts';
import {overlay, type Routed} from './routed.ts';
import type {PolicyRule, Route, Routing} from './routing.ts';
import {type Flow, meets, type Question} from './selectors.ts';

/** Doubtful rules double the ways; beyond so many of them nothing is said any more. */
const mostDoubts = 5;

/** Where the kernel sends packets of a flow, for each part of the sources (fib_rules_lookup, fib_table_lookup). */
export const lookUp = (routing: Routing, flow: Flow, sources: Ranges): readonly Routed[] =>
	askRules({routing, flow}, sources, 0, 0);

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
