import type {Words} from '../engine/words.ts';
import {formatAddress} from './address.ts';
import {type Exchange, flagsOf, noInterface, through} from './exchange.ts';
import {atLoopback} from './loopback.ts';
import type {Leg} from './moment.ts';
import type {Delivery} from './passage.ts';
import {type Onward, routeIn, type Seat} from './route/route-in.ts';
import {takeIn} from './route/take-in.ts';
import {setOut} from './set-out.ts';
import {noted, type State} from './state.ts';
import type {Stopped} from './walk.ts';

/** What became of the packets in one direction; each delivered one knows where it went. */
export type Crossed = {
	/** With a delivery for what is stopped after it was decided where it goes. */
	readonly stopped: ReadonlyArray<Stopped & {readonly delivery?: Delivery}>;
	readonly delivered: ReadonlyArray<{readonly state: State; readonly delivery: Delivery; readonly leg: Leg}>;
};

const nowhere: Leg['delivery'] = {to: 'local', address: 0, port: 0};

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
