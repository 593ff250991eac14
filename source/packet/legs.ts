import {type Family, formatAddress} from './address.ts';
import type {Through} from './chain-order.ts';
import type {Filters, Hook} from './filters.ts';
import {throughHook} from './hooks.ts';
import {type Leg, localAddresses} from './moment.ts';
import type {Delivery, HostNetwork, ProbePacket} from './passage.ts';
import type {Point} from './ranges.ts';
import type {State} from './state.ts';
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

const hooked = (
	exchange: Exchange,
	hook: Hook,
	leg: Leg,
	ways: {readonly in?: string | undefined; readonly out?: string | undefined},
) => ({
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
	hooks: ReadonlyArray<readonly [Hook, {readonly in?: string | undefined; readonly out?: string | undefined}]>,
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
	const {packet, network, destination} = exchange;
	const first = earlier === undefined;
	const leg: Leg = {
		direction: 'original',
		first,
		tcpFlags: flagsOf('original', first),
		opened: earlier?.opened ?? 'tracked',
		delivery: earlier?.delivery ?? nowhere,
	};
	const arrival = {in: packet.inInterface, out: noInterface};
	const entry = through(exchange, leg, states, [
		['ingress', arrival],
		['prerouting', arrival],
	]);
	const stopped: Array<Crossed['stopped'][number]> = [...entry.stopped];
	const delivered: Array<Crossed['delivered'][number]> = [];
	for (const entered of entry.states) {
		const [state, refused] = atLoopback(entered, network);
		if (refused) stopped.push(refused);
		if (!state) continue;
		const address = state.dnat?.address ?? destination;
		const local = isLocal(address, exchange);
		const end = {to: local ? 'local' : 'forward', address, port: state.dnat?.port ?? packet.port} as const;
		const delivery: Delivery = {
			to: end.to,
			address: formatAddress(address),
			port: end.port,
			...(state.dnat ? {by: state.dnat.by} : {}),
		};
		const out = local ? noInterface : network.interfaceTo(formatAddress(address));
		const away = {in: packet.inInterface, out};
		const rest = through(
			exchange,
			leg,
			[state],
			local
				? [['input', away]]
				: [
						['forward', away],
						['postrouting', {in: noInterface, out}],
					],
		);
		stopped.push(...rest.stopped.map(each => ({...each, delivery})));
		for (const arrived of rest.states) {
			const opened = first ? arrived.tracking : leg.opened;
			delivered.push({state: arrived, delivery, leg: {...leg, opened, delivery: end}});
		}
	}
	return {stopped, delivered};
}

/** Takes the answers back to the load balancer. */
export function answer(exchange: Exchange, state: State, earlier: Leg): Through {
	const {network} = exchange;
	const leg: Leg = {...earlier, direction: 'reply', first: false, tcpFlags: flagsOf('reply', earlier.first)};
	const [start] = state.sources;
	const out = start === undefined ? undefined : network.interfaceTo(formatAddress(start));
	const leaving = {in: noInterface, out};
	const fresh: State = {...state, mark: 0, tracking: 'tracked', trace: undefined};
	if (leg.delivery.to === 'local')
		return through(
			exchange,
			leg,
			[fresh],
			[
				['output', leaving],
				['postrouting', leaving],
				['egress', leaving],
			],
		);
	const back = {in: network.interfaceTo(formatAddress(leg.delivery.address)), out: noInterface};
	return through(
		exchange,
		leg,
		[fresh],
		[
			['ingress', back],
			['prerouting', back],
			['forward', {...back, out}],
			['postrouting', leaving],
			['egress', leaving],
		],
	);
}

/** Packets from outside for 127.0.0.0/8 are thrown away after translation, unless route_localnet is set. */
function atLoopback(state: State, network: HostNetwork): readonly [State | undefined, Stopped | undefined] {
	const by = state.dnat?.by;
	if (!by || state.dnat?.address === undefined || !isLoopback(state.dnat.address)) return [state, undefined];
	const taken = network.takesLoopback?.();
	if (taken === 'yes') return [state, undefined];
	const why = 'whether packets from outside may go to the loopback interface (route_localnet) is not known';
	const doubt: State = {...state, fork: {kind: 'unknown', by, why}};
	return taken === 'no' ? [undefined, {state, how: 'drop', by}] : [doubt, {state: doubt, how: 'drop', by}];
}

function isLocal(address: Point, exchange: Exchange): boolean {
	const moment = {
		...hooked(
			exchange,
			'prerouting',
			{direction: 'original', first: true, tcpFlags: 2, opened: 'tracked', delivery: nowhere},
			{},
		),
		priority: 0,
		translated: true,
	};
	return localAddresses(moment).includes(address) || isLoopback(address);
}

const isLoopback = (address: Point): boolean =>
	typeof address === 'number' && address >= 0x7f_00_00_00 && address <= 0x7f_ff_ff_ff;
