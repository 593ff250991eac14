import type {Family} from './address.ts';
import type {Through} from './chain-order.ts';
import type {Filters, Hook} from './filters.ts';
import {throughHook} from './hooks.ts';
import type {Leg} from './moment.ts';
import type {HostNetwork, ProbePacket} from './passage.ts';
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

/** The interfaces by which a packet comes and goes, as a hook sees them. */
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
export function through(
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
export const flagsOf = (direction: Leg['direction'], opening: boolean): number =>
	opening ? (direction === 'original' ? 2 : 18) : 24;

/** What a hook calls an interface that a packet doesn't have there. */
export const noInterface = '';
