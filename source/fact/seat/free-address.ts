import {familyOf, formatAddress, parseRanges} from '../../packet/address.ts';
import {before, common, type Point, pairs, type Ranges, rangesOf, sizeOf, union, without} from '../../packet/ranges.ts';
import type {Routing} from '../../packet/route/routing.ts';
import {seatAddresses} from './reserved.ts';

/** What the host knows of addresses that somebody has. */
export type Taken = {
	readonly routing?: Routing | undefined;
	/** Addresses of the host, of its neighbours, and of peers of its connections. */
	readonly addresses: readonly string[];
};

/** Where the cloud has services of its own within 100.64.0.0/10: instance metadata and DNS among them (ECS documentation). */
const cloudServices = ['100.100.0.0/16'];

/** So many addresses of a part are proposed. */
const most = 5;

/**
 * Addresses within a part of the sources that nothing on the host speaks of: no route that is narrower than the sources
 * (a container network's, say), no neighbour, no peer. The last ones of the part come first; nodes have others as a rule.
 */
export const freeAddresses = (
	part: readonly string[],
	sources: readonly string[],
	{routing, addresses}: Taken,
): readonly string[] => {
	const family = familyOf(part[0] ?? '');
	const whole = sizeOf(parseRanges(sources, family));
	// Where the sources are one address, it is the load balancer's own.
	if (whole <= 1) return [];
	const narrow = [...(routing?.tables.values() ?? [])]
		.flat()
		.map(({range}) => rangesOf([range]))
		.filter(range => sizeOf(range) < whole);
	const held = parseRanges(addresses, family);
	const known = [held, parseRanges(cloudServices, family), ...narrow].reduce(union);
	const reserved = seatAddresses(parseRanges(sources, family));
	const free = without(parseRanges(part, family), known);
	return pick(reserved.length > 0 ? common(free, reserved) : free);
};

/** The last addresses, without those that end in 0 or 255, which may stand for a network. */
const pick = (ranges: Ranges): readonly string[] => {
	const found: string[] = [];
	for (const [first, last] of [...pairs(ranges)].reverse()) {
		for (let point: Point = last; point >= first && found.length < most; point = before(point)) {
			const address = formatAddress(point);
			if (!/\.(0|255)$/.test(address)) found.push(address);
			if (point === first) break;
		}
	}
	return found;
};
