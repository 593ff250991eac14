import type {Leg} from '../moment.ts';
import {noted, type State} from '../state.ts';
import {lookUp} from './look-up.ts';
import {asksArriving, portsOf} from './ports.ts';
import {type Routable, vrfOf} from './routable.ts';
import {replyRoute, routeWords} from './route-end.ts';
import type {RouteEnd} from './routed.ts';
import type {Hop} from './routing.ts';
import type {Flow} from './selectors.ts';

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
