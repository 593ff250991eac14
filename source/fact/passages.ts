import {command, type Observation} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import {isLayer7, type Target} from '../engine/target.ts';
import {familyOf, parseAddress, parseRanges} from '../packet/address.ts';
import type {HostNetwork, Passage, ProbePacket} from '../packet/passage.ts';
import {holds} from '../packet/ranges.ts';
import {simulate} from '../packet/simulate.ts';
import {addresses, type HostAddress, holderOf} from './addresses.ts';
import {packetFilters} from './packet-filters.ts';
import {type Routes, readRouteGet, routes} from './routes.ts';
import {windowsPassages} from './windows/inbound.ts';

/** What becomes of the probes in the packet filters, for each part of the sources; the largest part first. */
export const passages: Fact<readonly Passage[]> = {
	id: 'passages',
	what: "the probes' way through the packet filters",
	lookUp: look =>
		look.target.platform === 'windows' ? windowsPassages(look) : passThrough(look, probePacket(look.target)),
};

/** The same for the pings that NLB sends before a UDP check. */
export const pingPassages: Fact<readonly Passage[]> = {
	id: 'ping-passages',
	what: "the pings' way through the packet filters",
	lookUp: look => passThrough(look, {...probePacket(look.target), protocol: 'icmp'}),
};

/** A layer-7 check needs the connection's later packets as well as its first ones. */
const probePacket = (target: Target): ProbePacket => ({
	sources: target.sources,
	destination: target.backend,
	protocol: target.healthCheck.protocol === 'udp' ? 'udp' : 'tcp',
	port: target.healthCheck.port,
	exchange: isLayer7(target) ? 'request' : 'handshake',
});

async function passThrough(look: Look, packet: ProbePacket): Promise<Known<readonly Passage[]>> {
	const [filters, held, back] = await Promise.all([look.know(packetFilters), look.know(addresses), look.know(routes)]);
	if (!filters.known) return filters;
	const own = held.known ? held.value : [];
	const inInterface = (back.known ? back.value.arrival : undefined) ?? holderOf(own, packet.destination)?.interface;
	const arriving: ProbePacket = {...packet, ...(inInterface === undefined ? {} : {inInterface})};
	const known = new Map<string, string | undefined>();
	const asked: Observation[] = [];
	// A port that is forwarded leads to an address whose interface has to be asked for; a map may name several.
	for (let round = 0; ; round++) {
		const missing = new Set<string>();
		const network = networkOf({own, back, known, missing, packet: arriving});
		const value = simulate({filters: filters.value.filters, packet: arriving, network});
		if (missing.delete(loopback)) {
			const settings = await Promise.all(
				['all', inInterface ?? 'default'].map(name =>
					look.run(command('cat', `/proc/sys/net/ipv4/conf/${name}/route_localnet`)),
				),
			);
			asked.push(...settings);
			const values = settings.map(({stdout}) => stdout.trim());
			known.set(loopback, values.includes('1') ? 'yes' : values.every(value => value === '0') ? 'no' : undefined);
			continue;
		}
		if (missing.size === 0 || round === 3) {
			const from = [...filters.from, ...asked];
			return {known: true, value, from, ...(filters.blindTo === undefined ? {} : {blindTo: filters.blindTo})};
		}
		for (const address of [...missing].slice(0, mostForwarded)) {
			const observation = await look.run(command('ip', `-${familyOf(address)}`, 'route', 'get', address));
			asked.push(observation);
			known.set(address, readRouteGet(observation)?.interface);
		}
		for (const address of missing) if (!known.has(address)) known.set(address, undefined);
	}
}

/** Stands among the addresses for the question whether packets from outside may go to 127.0.0.0/8. */
const loopback = '127.0.0.0/8';

/** A service with more endpoints than this is judged by some of them. */
const mostForwarded = 8;

type Seen = {
	readonly own: readonly HostAddress[];
	readonly back: Known<Routes>;
	/** The interfaces of addresses that were asked for, and whether loopback takes packets. */
	readonly known: ReadonlyMap<string, string | undefined>;
	/** The addresses that still have to be asked for. */
	readonly missing: Set<string>;
	readonly packet: ProbePacket;
};

function networkOf({own, back, known, missing, packet}: Seen): HostNetwork {
	const family = familyOf(packet.destination);
	const sources = parseRanges(packet.sources, family);
	const replies = back.known
		? back.value.replies.map(reply => ({...reply, ranges: parseRanges([reply.part], family)}))
		: [];
	return {
		addresses: own,
		takesLoopback: () => {
			if (!known.has(loopback)) missing.add(loopback);
			const taken = known.get(loopback);
			return taken === 'yes' || taken === 'no' ? taken : undefined;
		},
		interfaceTo: address => {
			const parsed = parseAddress(address);
			if (parsed && holds(sources, parsed.value)) {
				const reply = replies.find(({ranges}) => holds(ranges, parsed.value)) ?? replies[0];
				// Without a route the answer doesn't leave at all; the filters are judged as if it left where probes come in.
				return reply?.interface ?? packet.inInterface;
			}
			if (!known.has(address)) missing.add(address);
			return known.get(address);
		},
	};
}
