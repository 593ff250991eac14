import type {Words} from '../../engine/words.ts';
import {operandOf} from '../field-value.ts';
import type {RouteCondition} from '../filters.ts';
import type {Answer} from '../match.ts';
import type {Moment} from '../moment.ts';
import {common, nothing, type Point, union, without} from '../ranges.ts';
import type {State} from '../state.ts';
import {lookUp} from './look-up.ts';
import {portsOf} from './ports.ts';
import type {RouteEnd} from './routed.ts';
import type {Flow} from './selectors.ts';

/**
 * From which sources a route to one end of the packet exists (nft_fib_ipv4.c, ipt_rpfilter.c). What can't be told is in
 * `maybe`.
 */
export function routedAnswer(condition: RouteCondition, state: State, moment: Moment): Answer {
	const perhaps = (why: Words): Answer => ({yes: nothing, maybe: state.sources, why});
	const {network, packet} = moment;
	const {routing} = network;
	if (!routing) return perhaps({en: 'the routes are not known', zh: '路由未知'});
	const device = condition.by === undefined ? undefined : condition.by === 'in' ? moment.in : moment.out;
	if (condition.by !== undefined && device === undefined)
		return perhaps({en: 'the interface is not known', zh: '网卡未知'});
	const [to, from] = ends(condition, state, moment);
	if (to === undefined || from === undefined)
		return perhaps({en: "the packet's addresses can't be told", zh: '无法确定报文的地址'});
	const through = moment.hook === 'forward' && condition.by === 'in' && condition.end === 'source';
	const flow: Flow = {
		to,
		from,
		// rpfilter leaves the incoming interface open, so that no rule for one is met.
		in: condition.asks === 'rpfilter' ? '' : through ? moment.out : 'lo',
		vrf: packet.inInterface === undefined ? undefined : network.vrfs?.get(packet.inInterface),
		mark: condition.marked ? state.mark : 0,
	};
	// Since Linux 6.16 a packet of an open connection isn't looked up: its interface counts (nft_fib_can_skip).
	const shortcut = mayBeSkipped(condition, moment)
		? (condition.names === undefined || (moment.in !== undefined && condition.names.includes(moment.in))) !==
			condition.not
		: undefined;
	const answers = flowsOf(flow, moment).map(each => answerOf(lookUp(routing, each, state.sources)));
	return answers.reduce(agreed);

	function answerOf(found: ReturnType<typeof lookUp>): Answer {
		let answer: Answer = {yes: nothing, maybe: nothing};
		for (const {sources, ends: reached, doubt} of found) {
			const verdicts = reached.map(end => counts(end, condition, device) !== condition.not);
			if (shortcut !== undefined) verdicts.push(shortcut);
			if (verdicts.every(verdict => verdict)) answer = {...answer, yes: union(answer.yes, sources)};
			else if (verdicts.some(verdict => verdict))
				answer = {...answer, maybe: union(answer.maybe, sources), why: doubt ?? disagreement};
		}
		return answer;
	}
}

const disagreement: Words = {
	en: 'kernels differ in how they look up the route',
	zh: '不同内核版本查找该路由的方式不同',
};

/** Only newer kernels tell a rule for a protocol, `ipproto tcp`, which one the packet has (nft_fib4_eval, flowi4_proto). */
const flowsOf = (flow: Flow, {network, packet, family}: Moment): readonly Flow[] => {
	if (network.routing?.rules.every(rule => rule.protocol === undefined)) return [flow];
	const {protocol} = portsOf(packet, 0, 'in');
	const told: Flow = protocol === undefined ? flow : {...flow, protocol};
	return family === 6 ? [told] : [flow, told];
};

/** What is true by both, and what isn't false by both. */
const agreed = (one: Answer, other: Answer): Answer => {
	const yes = common(one.yes, other.yes);
	const all = union(union(one.yes, one.maybe), union(other.yes, other.maybe));
	return {yes, maybe: without(all, yes), why: one.why ?? other.why ?? disagreement};
};

const mayBeSkipped = ({asks}: RouteCondition, {hook, leg, packet}: Moment): boolean =>
	asks === 'fib' && hook === 'input' && packet.protocol === 'tcp' && !leg.first && leg.direction === 'original';

const counts = ({is, hops}: RouteEnd, condition: RouteCondition, device: string | undefined): boolean => {
	if (is === 'local') {
		if (!condition.takesLocal) return false;
	} else if (is !== 'unicast') return false;
	const names = device === undefined ? hops.slice(0, 1) : hops.filter(hop => hop.interface === device);
	if (condition.names === undefined) return device === undefined || names.length > 0;
	return names.some(hop => hop.interface !== undefined && condition.names?.includes(hop.interface));
};

type End = Point | 'sources' | undefined;

/** Where the route leads to, and where from. */
function ends({end}: RouteCondition, state: State, moment: Moment): readonly [End, End] {
	const of = (field: 'source' | 'destination'): End => {
		const operand = operandOf(field, state, moment);
		if (operand.kind === 'sources') return 'sources';
		return operand.kind === 'range' && operand.first === operand.last ? operand.first : undefined;
	};
	return end === 'source' ? [of('source'), of('destination')] : [of('destination'), of('source')];
}
