import type {Through} from './chain-order.ts';
import {type Exchange, flagsOf, noInterface, through} from './exchange.ts';
import type {Leg} from './moment.ts';
import {replyFlow, routeOut} from './route/route-out.ts';
import {setOut} from './set-out.ts';
import type {State} from './state.ts';
import {translatedBack} from './translated-back.ts';

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
	const flow = replyFlow(leg.delivery, exchange);
	return onward({states: [fresh], stopped: []}, answered =>
		routeOut(answered, flow, exchange).map(({state: leaving, out}) =>
			onward(through(exchange, leg, [leaving], [['output', {in: noInterface, out}]]), filtered => {
				const again =
					filtered.reroutedBy === undefined
						? [{state: filtered, out}]
						: routeOut(filtered, {...flow, isAgain: true}, exchange);
				return again.map(({state, out: last}) => {
					const at = {in: noInterface, out: last};
					return through(
						exchange,
						leg,
						[state],
						[
							['postrouting', at],
							['egress', at],
						],
					);
				});
			}),
		),
	);
}

/** A container's answer comes in by its own interface and is sent on. */
function fromBehind(exchange: Exchange, leg: Leg, fresh: State): Through {
	const {by} = leg.delivery;
	const back = {in: by, out: noInterface};
	const flow = {...replyFlow(leg.delivery, exchange), in: by};
	const entered = through(
		exchange,
		leg,
		[fresh],
		[
			['ingress', back],
			['prerouting', back],
		],
	);
	return onward(entered, answered =>
		routeOut(answered, flow, exchange).map(({state, out}) =>
			through(
				exchange,
				leg,
				[state],
				[
					['forward', {in: by, out}],
					['postrouting', {in: undefined, out}],
					['egress', {in: noInterface, out}],
				],
			),
		),
	);
}

/** Takes each that got through further; what was stopped stays stopped. */
const onward = ({states, stopped}: Through, next: (state: State) => readonly Through[]): Through => {
	const further = states.flatMap(next);
	return {
		states: further.flatMap(each => each.states),
		stopped: [...stopped, ...further.flatMap(each => each.stopped)],
	};
};
