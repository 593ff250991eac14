import {verbatim, type Words} from '../../engine/words.ts';
import {parseSpan} from '../address.ts';
import type {Leg} from '../moment.ts';
import {isOwn} from '../own.ts';
import type {HostNetwork, ProbePacket, ReplyRoute} from '../passage.ts';
import type {Point, Ranges} from '../ranges.ts';
import {noted, type State} from '../state.ts';
import {lookUp} from './look-up.ts';
import type {RouteEnd} from './routed.ts';
import type {Hop, Routing} from './routing.ts';
import type {Flow} from './selectors.ts';

/** Where a packet is addressed to when it is routed. */
export type Seat = {readonly address: Point; readonly port: number};

/** A packet that came in, after the decision whether it stays: `out` is the interface that it is sent on by. */
export type Onward = {
	readonly state: State;
	readonly to: 'local' | 'forward';
	readonly out: string | undefined;
	/** The routing policy leads it out by another interface than the one that is behind: this one. */
	readonly usual?: string;
};

/** What all packets of an exchange have in common, as far as routing asks. */
export type Routable = {
	readonly packet: ProbePacket;
	readonly network: HostNetwork;
	readonly destination: Point;
	readonly family: 4 | 6;
};

/** Clients take a port from here on; which one can't be told. */
const clientPorts: Ranges = [1024, 65_535];

const protocols = {tcp: 6, udp: 17, icmp: 1} as const;

/** Ports and protocol, as rules of the routing policy may ask for them. */
export const portsOf = (
	{protocol}: ProbePacket,
	own: number,
	direction: 'in' | 'out',
): Pick<Flow, 'protocol' | 'sourcePort' | 'destinationPort'> => {
	if (protocol === 'icmp') return {protocol: protocols.icmp};
	return direction === 'in'
		? {protocol: protocols[protocol], sourcePort: clientPorts, destinationPort: [own, own]}
		: {protocol: protocols[protocol], sourcePort: [own, own], destinationPort: clientPorts};
};

/**
 * The same for a packet that comes in: the kernel looks at them only where a rule that isn't for the host's own packets
 * asks for them (fib_rule_requires_fldissect).
 */
export const portsOfArriving = (
	packet: ProbePacket,
	own: number,
	direction: 'in' | 'out',
	routing: Routing,
): ReturnType<typeof portsOf> => (asksArriving(routing) ? portsOf(packet, own, direction) : {});

/** Whether a rule that isn't for the host's own packets asks for ports or a protocol. */
const asksArriving = ({rules}: Routing): boolean =>
	rules.some(rule => rule.in !== 'lo' && (rule.protocol ?? rule.sourcePort ?? rule.destinationPort) !== undefined);

/** The VRF that packets of the interface where probes arrive belong to. */
export const vrfOf = ({network, packet}: Routable): string | undefined =>
	packet.inInterface === undefined ? undefined : network.vrfs?.get(packet.inInterface);

/** Whether a packet that came in stays here, or where it is sent on to. */
export function routeIn(state: State, seat: Seat, exchange: Routable): readonly Onward[] {
	const {network, packet} = exchange;
	const own = isOwn(seat.address, exchange);
	const byAddress = (left: State): Onward => ({state: left, to: own ? 'local' : 'forward', out: undefined});
	const {routing} = network;
	// Without the table of local addresses (no `ip`), the host's own list has to do.
	if (!routing || (own && !routing.tables.has('local'))) return [byAddress(state)];
	const flow: Flow = {
		to: seat.address,
		from: 'sources',
		in: packet.inInterface,
		vrf: vrfOf(exchange),
		mark: state.mark,
		...portsOfArriving(packet, seat.port, 'in', routing),
	};
	return lookUp(routing, flow, state.sources).flatMap(({sources, ends, doubt}): readonly Onward[] => {
		const here = {...state, sources};
		const [end] = ends;
		if (doubt !== undefined || end === undefined)
			return [byAddress({...here, arrival: {is: 'unknown', why: doubt ?? noRouteFound}})];
		const noLead = end.hops.length === 0 ? [undefined] : end.hops;
		if (end.is === 'local') return [{state: here, to: 'local', out: undefined}];
		if (end.is === 'unicast')
			return noLead.map(hop => {
				const usual = usualWay(seat.address, exchange);
				const words = routeWords(end, hop);
				const did = {en: `routed on by ${words.en}`, zh: `由路由转发：${words.zh}`};
				return {
					state: noted(here, {at: 'routing', did}),
					to: 'forward',
					out: hop?.interface,
					...(usual === undefined || usual === hop?.interface ? {} : {usual}),
				};
			});
		const route = replyRoute(end, undefined, state.mark);
		return [byAddress({...here, arrival: {is: 'refused', why: 'no-route', route}})];
	});
}

/** The interface that leads to an address: of a network that the host is in itself, or as its own packets go. */
function usualWay(address: Point, {network, family}: Routable): string | undefined {
	const own = network.addresses
		.flatMap(each => {
			const span = parseSpan(`${each.address}/${each.prefix}`);
			return span?.family === family && span.range[0] <= address && address <= span.range[1] ? [each] : [];
		})
		.toSorted((one, other) => other.prefix - one.prefix)[0];
	if (own !== undefined || !network.routing) return own?.interface;
	const flow: Flow = {to: address, from: undefined, in: 'lo', vrf: undefined, mark: 0};
	// The way doesn't depend on where the packet is from: any sources will do.
	const [plain] = lookUp(network.routing, flow, family === 4 ? [0, 0] : [0n, 0n]);
	return plain?.ends[0]?.hops[0]?.interface;
}

/** What the answer's route is asked by. */
export type ReplyFlow = Pick<Flow, 'from' | 'in' | 'vrf' | 'protocol' | 'sourcePort' | 'destinationPort'> & {
	/** A filter has changed the packet, and the kernel routes it anew (ip_route_me_harder). */
	readonly isAgain?: boolean;
};

/** The answer's own addresses and ports. */
export const replyFlow = ({address, port}: Leg['delivery'], exchange: Routable): ReplyFlow => ({
	from: exchange.packet.protocol === 'udp' ? undefined : address,
	in: 'lo',
	vrf: vrfOf(exchange),
	...portsOf(exchange.packet, port, 'out'),
});

/** The ways that an answer takes out; where there is none, filters are judged as if it left where probes come in. */
export function routeOut(
	state: State,
	{isAgain, protocol, sourcePort, destinationPort, ...ends}: ReplyFlow,
	{network, packet}: Routable,
): ReadonlyArray<{readonly state: State; readonly out: string | undefined}> {
	const {routing} = network;
	if (!routing) return [{state, out: packet.inInterface}];
	const mark = isAgain ? (state.reroutedBy === '?' ? undefined : state.reroutedBy) : state.mark;
	// Routed anew, it is looked at as a packet that comes in would be (ip_route_me_harder, fib4_rules_early_flow_dissect).
	const ports =
		isAgain && !asksArriving(routing)
			? {}
			: {
					...(protocol === undefined ? {} : {protocol}),
					...(sourcePort ? {sourcePort} : {}),
					...(destinationPort ? {destinationPort} : {}),
				};
	const flow: Flow = {...ends, ...ports, to: 'sources', mark};
	return lookUp(routing, flow, state.sources).flatMap(({sources, ends: found, doubt}) =>
		found.flatMap(end =>
			(end.hops.length === 0 ? [undefined] : end.hops).map(hop => {
				const route = replyRoute(end, hop, mark);
				const words = routeWords(end, hop);
				const did = isAgain
					? {en: `routed anew: ${words.en}`, zh: `重新选路：${words.zh}`}
					: {en: `routed: ${words.en}`, zh: `选路：${words.zh}`};
				const {routeDoubt: _, ...rest} = state;
				return {
					state: noted(
						{...rest, sources, route, ...(doubt === undefined ? {} : {routeDoubt: doubt})},
						{at: 'routing', did},
					),
					out: outOf(end, hop) ?? packet.inInterface,
				};
			}),
		),
	);
}

const outOf = ({is}: RouteEnd, hop: Hop | undefined): string | undefined => (is === 'local' ? 'lo' : hop?.interface);

/** An end in the terms of a passage. */
export const replyRoute = ({is, route, rule}: RouteEnd, hop: Hop | undefined, mark: number | undefined): ReplyRoute => {
	const table = rule?.does.do === 'lookup' && rule.does.table !== 'main' ? rule.does.table : undefined;
	const line = route?.line ?? rule?.line;
	return {
		is,
		...(hop?.interface === undefined ? {} : {interface: hop.interface}),
		...(hop?.gateway === undefined ? {} : {gateway: hop.gateway}),
		...(table === undefined ? {} : {table}),
		...(line === undefined ? {} : {line}),
		mark,
	};
};

const noRouteFound: Words = {en: 'no route was found', zh: '没有找到路由'};

const routeWords = ({is, route, rule}: RouteEnd, hop: Hop | undefined): Words => {
	const line = route?.line ?? rule?.line;
	const why = line === undefined ? '' : ` (${line})`;
	if (is === 'none') return {en: 'no route', zh: '没有路由'};
	if (is !== 'unicast') return verbatim(`${is}${why}`);
	return verbatim(`${hop?.interface ?? '?'}${hop?.gateway === undefined ? '' : ` via ${hop.gateway}`}${why}`);
};
