import type {Through} from './chain-order.ts';
import {type Exchange, flagsOf, noInterface, through} from './exchange.ts';
import type {Leg} from './moment.ts';
import {replyFlow, routeOut} from './route/decide.ts';
import {setOut} from './set-out.ts';
import type {State} from './state.ts';
import {translatedBack} from './translated-back.ts';
import type {Stopped} from './walk.ts';

/** Takes the answers back to the load balancer. */
export function answer(exchange: Exchange, state: State, earlier: Leg): Through {
	const leg: Leg = {...earlier, direction: 'reply', first: false, tcpFlags: flagsOf('reply', earlier.first)};
	const {reroutedBy: _, route: __, routeDoubt: ___, ...rest} = state;
	const bare: State = {
		...rest,
		mark: markOfAnswer(exchange, earlier, state),
		tracking: 'tracked',
		trace: undefined,
	};
	const fresh = setOut(bare, exchange, 'reply', earlier.first);
	const out = leg.delivery.to === 'local' ? fromHere(exchange, leg, fresh) : fromBehind(exchange, leg, fresh);
	return translatedBack(out, leg, exchange);
}

/**
 * The mark that an answer begins with (ip-sysctl.rst, tcp_fwmark_accept and fwmark_reflect): that of the SYN for a
 * connection, that of the request for a ping. A container's answer is a new packet without any.
 */
function markOfAnswer({network, packet, family}: Exchange, {delivery, openedMark}: Leg, {mark}: State): State['mark'] {
	if (delivery.to !== 'local') return 0;
	if (packet.protocol === 'tcp') return network.setting('net.ipv4.tcp_fwmark_accept') === 1 ? openedMark : 0;
	const reflects = network.setting(`net.ipv${family}.fwmark_reflect`) === 1;
	return packet.protocol === 'icmp' && reflects ? mark : 0;
}

/** The host's own answer: it is routed, filtered, and routed anew where a filter has changed its mark. */
function fromHere(exchange: Exchange, leg: Leg, fresh: State): Through {
	const stopped: Stopped[] = [];
	const states: State[] = [];
	const take = (next: Through): readonly State[] => {
		stopped.push(...next.stopped);
		return next.states;
	};
	const flow = replyFlow(leg.delivery, exchange);
	for (const {state: leaving, out} of routeOut(fresh, flow, exchange)) {
		for (const filtered of take(through(exchange, leg, [leaving], [['output', {in: noInterface, out}]]))) {
			const again =
				filtered.reroutedBy === undefined
					? [{state: filtered, out}]
					: routeOut(filtered, {...flow, isAgain: true}, exchange);
			for (const {state, out: last} of again)
				states.push(
					...take(
						through(
							exchange,
							leg,
							[state],
							[
								['postrouting', {in: noInterface, out: last}],
								['egress', {in: noInterface, out: last}],
							],
						),
					),
				);
		}
	}
	return {states, stopped};
}

/** A container's answer comes in by its own interface and is sent on. */
function fromBehind(exchange: Exchange, leg: Leg, fresh: State): Through {
	const stopped: Stopped[] = [];
	const states: State[] = [];
	const take = (next: Through): readonly State[] => {
		stopped.push(...next.stopped);
		return next.states;
	};
	const back = {in: leg.delivery.by, out: noInterface};
	const entry = through(
		exchange,
		leg,
		[fresh],
		[
			['ingress', back],
			['prerouting', back],
		],
	);
	for (const entered of take(entry)) {
		const flow = {...replyFlow(leg.delivery, exchange), in: leg.delivery.by};
		for (const {state, out} of routeOut(entered, flow, exchange))
			states.push(
				...take(
					through(
						exchange,
						leg,
						[state],
						[
							['forward', {in: leg.delivery.by, out}],
							['postrouting', {in: undefined, out}],
							['egress', {in: noInterface, out}],
						],
					),
				),
			);
	}
	return {states, stopped};
}
