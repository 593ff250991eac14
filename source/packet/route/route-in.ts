import type {Words} from '../../engine/words.ts';
import {parseSpan} from '../address.ts';
import {isOwn} from '../own.ts';
import type {Point} from '../ranges.ts';
import {noted, type State} from '../state.ts';
import {lookUp} from './look-up.ts';
import {portsOfArriving} from './ports.ts';
import {type Routable, vrfOf} from './routable.ts';
import {replyRoute, routeWords} from './route-end.ts';
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

const noRouteFound: Words = {en: 'no route was found', zh: '没有找到路由'};
