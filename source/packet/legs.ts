import type {Words} from '../engine/words.ts';
import {type Family, formatAddress} from './address.ts';
import type {Through} from './chain-order.ts';
import type {Filters, Hook} from './filters.ts';
import {throughHook} from './hooks.ts';
import {atLoopback} from './loopback.ts';
import type {Leg} from './moment.ts';
import type {Delivery, HostNetwork, ProbePacket} from './passage.ts';
import type {Point} from './ranges.ts';
import {type Onward, replyFlow, routeIn, routeOut, type Seat} from './route/decide.ts';
import {takeIn} from './route/take-in.ts';
import {setOut} from './set-out.ts';
import {noted, type State} from './state.ts';
import {translatedBack} from './translated-back.ts';
import type {Stopped} from './walk.ts';

/** What all packets of an exchange have in common. */
export type Exchange = {
	readonly filters: Filters;
	readonly packet: ProbePacket;
	readonly network: HostNetwork;
	readonly destination: Point;
	readonly family: Family;
};

/** What became of the packets in one direction; each delivered one knows where it went. */
export type Crossed = {
	/** With a delivery for what is stopped after it was decided where it goes. */
	readonly stopped: ReadonlyArray<Stopped & {readonly delivery?: Delivery}>;
	readonly delivered: ReadonlyArray<{readonly state: State; readonly delivery: Delivery; readonly leg: Leg}>;
};

const nowhere: Leg['delivery'] = {to: 'local', address: 0, port: 0};

type Ways = {readonly in?: string | undefined; readonly out?: string | undefined};

const hooked = (exchange: Exchange, hook: Hook, leg: Leg, ways: Ways) => ({
	hook,
	leg,
	in: ways.in,
	out: ways.out,
	packet: exchange.packet,
	destination: exchange.destination,
	family: exchange.family,
	network: exchange.network,
});

/** Hooks one after the other; what is stopped at one doesn't reach the next. */
function through(
	exchange: Exchange,
	leg: Leg,
	states: readonly State[],
	hooks: ReadonlyArray<readonly [Hook, Ways]>,
): Through {
	const stopped: Stopped[] = [];
	let left = states;
	for (const [hook, ways] of hooks) {
		const next = throughHook(left, hooked(exchange, hook, leg, ways), exchange.filters);
		stopped.push(...next.stopped);
		left = next.states;
	}
	return {states: left, stopped};
}

/** SYN opens, SYN and ACK answer; a request and its answer carry PSH and ACK. */
const flagsOf = (direction: Leg['direction'], opening: boolean): number =>
	opening ? (direction === 'original' ? 2 : 18) : 24;

const noInterface = '';

/** Takes packets from the load balancer to where they are delivered. `earlier` is the first packet's way. */
export function cross(exchange: Exchange, states: readonly State[], earlier?: Leg): Crossed {
	const {packet, destination} = exchange;
	const first = earlier === undefined;
	const leg: Leg = {
		direction: 'original',
		first,
		tcpFlags: flagsOf('original', first),
		opened: earlier?.opened ?? 'tracked',
		openedMark: earlier === undefined ? 0 : earlier.openedMark,
		...(earlier?.answered === undefined ? {} : {answered: earlier.answered}),
		delivery: earlier?.delivery ?? nowhere,
	};
	const arrival = {in: packet.inInterface, out: noInterface};
	const starting = states.map(state => setOut(state, exchange, 'original', first));
	const entry = through(exchange, leg, starting, [
		['ingress', arrival],
		['prerouting', arrival],
	]);
	const stopped: Array<Crossed['stopped'][number]> = [...entry.stopped];
	const delivered: Array<Crossed['delivered'][number]> = [];
	for (const entered of entry.states) {
		const [state, refused] = atLoopback(entered, exchange);
		if (refused) stopped.push(refused);
		if (!state) continue;
		const seat: Seat = {address: state.dnat?.address ?? destination, port: state.dnat?.port ?? packet.port};
		for (const onward of routeIn(state, seat, exchange)) {
			const crossed = inward(exchange, leg, seat, onward);
			stopped.push(...crossed.stopped);
			delivered.push(...crossed.delivered);
		}
	}
	return {stopped, delivered};
}

/** From the routing decision to the socket, or to the interface that leads to the container. */
function inward(exchange: Exchange, leg: Leg, {address, port}: Seat, onward: Onward): Crossed {
	const {inInterface} = exchange.packet;
	const {to, out} = onward;
	const by = onward.usual ?? out;
	const end = {to, address, port, ...(by === undefined ? {} : {by})};
	const {dnat} = onward.state;
	const {usual} = onward;
	const delivery: Delivery = {
		to,
		address: formatAddress(address),
		port,
		...(dnat ? {by: dnat.by} : {}),
		...(usual === undefined || out === undefined ? {} : {astray: {interface: out, usual}}),
	};
	const rest = through(
		exchange,
		leg,
		takeIn(onward, exchange),
		to === 'local'
			? [['input', {in: inInterface, out: noInterface}]]
			: [
					['forward', {in: inInterface, out}],
					// Kernels since 5.7 still know here where the packet came in, older ones don't.
					['postrouting', {in: undefined, out}],
				],
	);
	const place: Words =
		to === 'local'
			? {en: `delivered to port ${port} of this host`, zh: `送达本机端口 ${port}`}
			: {en: `sent on to ${delivery.address}:${port}`, zh: `转发到 ${delivery.address}:${port}`};
	return {
		stopped: rest.stopped.map(each => ({...each, delivery})),
		delivered: rest.states.map(state => ({
			state: noted(state, {at: 'delivery', did: place}),
			delivery,
			leg: {
				...leg,
				opened: leg.first ? state.tracking : leg.opened,
				openedMark: leg.first ? state.mark : leg.openedMark,
				delivery: end,
			},
		})),
	};
}

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
