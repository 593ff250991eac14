import ipaddr from 'ipaddr.js';
import {command, type Observation, succeeded} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import {addresses, holderOf} from './addresses.ts';
import {windowsRoutes} from './windows/routes.ts';

/**
 * How the host routes a packet to one address:
 * - `routed`: it leaves by an interface
 * - `local`: the address is one of the host's own
 * - `none`: no route
 * - `blackhole`, `unreachable`, `prohibit`: a route of that kind (ip-route(8))
 */
export type RouteKind = 'routed' | 'local' | 'none' | 'blackhole' | 'unreachable' | 'prohibit';

/** The way of the answer to probes from one part of the sources. */
export type SourceRoute = {
	/** The address that was asked for, as a sample of its part. */
	readonly source: string;
	/** The part of the sources that shares the route's destination, in CIDR notation. */
	readonly part: string;
	readonly kind: RouteKind;
	readonly interface?: string;
	readonly gateway?: string;
	/** The routing table, when it isn't the main one. */
	readonly table?: string;
	/** What `ip route get` printed. */
	readonly line: string;
	readonly observation: Observation;
};

export type Routes = {
	readonly replies: readonly SourceRoute[];
	/** The interface that probes are taken to arrive on; undefined when it can't be told. */
	readonly arrival?: string;
	/** Policy rules beyond the three that every host has, as `ip rule` prints them. */
	readonly policyRules: readonly string[];
	/** All IPv4 routes, as `ip route show table all` prints them. */
	readonly lines: readonly string[];
};

/** The error words of `ip route get` (RTNETLINK answers: …) for each kind of route that leads nowhere. */
const kindsByError: ReadonlyArray<readonly [RegExp, RouteKind]> = [
	[/Network is unreachable|Network unreachable/i, 'none'],
	[/No route to host|Host is unreachable/i, 'unreachable'],
	[/Invalid argument/i, 'blackhole'],
	[/Permission denied|Operation not permitted|prohibited/i, 'prohibit'],
];

/** Reads `ip route get ADDRESS`; undefined when it says something that isn't known. */
export const readRouteGet = (
	observation: Observation,
): Pick<SourceRoute, 'kind' | 'interface' | 'gateway' | 'table' | 'line'> | undefined => {
	const [line = ''] = observation.stdout.trim().split('\n');
	const said = observation.stderr.trim().split('\n').at(-1) ?? '';
	if (!succeeded(observation)) {
		const kind = kindsByError.find(([words]) => words.test(said))?.[1];
		return kind === undefined || observation.failure !== undefined ? undefined : {kind, line: said};
	}

	const typed = /^(blackhole|unreachable|prohibit)\b/.exec(line)?.[1];
	if (typed === 'blackhole' || typed === 'unreachable' || typed === 'prohibit') return {kind: typed, line};
	const device = /\bdev (\S+)/.exec(line)?.[1];
	if (device === undefined) return undefined;
	const gateway = /\bvia (?:inet6 )?(\S+)/.exec(line)?.[1];
	const table = /\btable (\S+)/.exec(line)?.[1];
	return {
		kind: line.startsWith('local ') || device === 'lo' ? 'local' : 'routed',
		interface: device,
		...(gateway === undefined ? {} : {gateway}),
		...(table === undefined ? {} : {table}),
		line,
	};
};

/** The parts of the sources that may be routed apart: cut wherever a route or a policy rule for a part begins or ends. */
export const partsOf = (sources: readonly string[], lines: readonly string[]): readonly string[] => {
	const parts = sources.flatMap(source => {
		const [begin, end] = rangeOf(source);
		const cuts = new Set([begin]);
		for (const line of lines) {
			for (const match of line.matchAll(/(?<![\d.])(\d+\.\d+\.\d+\.\d+)(?:\/(\d+))?(?![\d.])/g)) {
				if (!ipaddr.IPv4.isValidFourPartDecimal(match[1] ?? '')) continue;
				// Gateways and preferred sources cut too; that costs a question more and is never wrong.
				const [first, last] = rangeOf(`${match[1]}/${match[2] ?? 32}`);
				if (first > begin && first <= end) cuts.add(first);
				if (last >= begin && last < end) cuts.add(last + 1);
			}
		}

		const starts = [...cuts].sort((one, other) => one - other);
		return starts.map((start, index) => ({start, end: (starts[index + 1] ?? end + 1) - 1}));
	});
	return parts
		.toSorted((one, other) => other.end - other.start - (one.end - one.start))
		.slice(0, mostParts)
		.map(({start, end}) => `${addressOf(start)}/${prefixFor(start, end)}`);
};

/** A host with more parts than this has a routing table that only its owner understands; the largest parts count. */
const mostParts = 24;

const rangeOf = (cidr: string): readonly [number, number] => {
	const [base = '0.0.0.0', bits = '32'] = cidr.split('/');
	const size = 2 ** (32 - Number(bits));
	const number = numberOf(base);
	const begin = number - (number % size);
	return [begin, begin + size - 1];
};

const numberOf = (address: string): number =>
	ipaddr.IPv4.parse(address).octets.reduce((number, octet) => number * 256 + octet, 0);

const addressOf = (number: number): string =>
	[24, 16, 8, 0].map(shift => Math.floor(number / 2 ** shift) % 256).join('.');

// Not every part is one block; the block that begins it is enough to name and to sample it.
const prefixFor = (start: number, end: number): number => {
	let bits = 32;
	while (bits > 0 && start % 2 ** (33 - bits) === 0 && start + 2 ** (33 - bits) - 1 <= end) bits--;
	return bits;
};

/** An address inside a part that a load balancer's node could have: not the first, which names the network. */
export const sampleOf = (part: string): string => {
	const [begin, end] = rangeOf(part);
	return addressOf(Math.min(begin + 10, end));
};

/** Interfaces on which nothing arrives from outside: an address on one says nothing of where probes come in. */
const holdsForOthers = (name: string): boolean => name === 'lo' || /^(?:dummy|kube-ipvs|nodelocaldns)/.test(name);

/** The routes back to the sources of probes, and the interface that probes arrive on. */
export const routes: Fact<Routes> = {
	id: 'routes',
	what: 'the routes back to the load balancer',
	lookUp: async look => {
		const {target} = look;
		if (target.platform === 'windows') return windowsRoutes(look);
		const [held, table, rules] = await Promise.all([
			look.know(addresses),
			look.run(command('ip', '-4', 'route', 'show', 'table', 'all')),
			look.run(command('ip', '-4', 'rule', 'show')),
		]);
		const lines = table.stdout.split('\n').filter(Boolean);
		const policyRules = rules.stdout
			.split('\n')
			.filter(
				line =>
					line.trim() !== '' &&
					!/^(?:0:\s+from all lookup local|32766:\s+from all lookup main|32767:\s+from all lookup default)\s*$/.test(
						line,
					),
			);
		const parts = partsOf(target.sources, [...lines, ...policyRules]);
		const isHeld = held.known && holderOf(held.value, target.backend) !== undefined;
		const replies = await Promise.all(parts.map(async part => replyTo(look, part, isHeld)));
		const seen = replies.filter(reply => reply !== undefined);
		const from = [table, rules, ...seen.map(({observation}) => observation)];
		if (seen.length < replies.length || seen.length === 0)
			return {
				known: false,
				why: `the routes back to ${target.sources.join(', ')} can’t be asked for (ip route get)`,
				from,
				wouldTell: command('ip', 'route', 'get', sampleOf(target.sources[0] ?? '')),
			};
		const arrival = arrivalOf(held, target.backend, seen);
		return {
			known: true,
			value: {replies: seen, policyRules, lines, ...(arrival === undefined ? {} : {arrival})},
			from,
		};
	},
};

const replyTo = async (look: Look, part: string, isHeld: boolean): Promise<SourceRoute | undefined> => {
	const source = sampleOf(part);
	// The answer's own source address decides where policy rules say `from`.
	const asks = [
		...(isHeld ? [command('ip', '-4', 'route', 'get', source, 'from', look.target.backend)] : []),
		command('ip', '-4', 'route', 'get', source),
	];
	for (const ask of asks) {
		const observation = await look.run(ask);
		const read = readRouteGet(observation);
		// "Invalid argument" with `from` can also mean that the address isn't the host's: ask without it.
		if (read !== undefined && !(read.kind === 'blackhole' && ask !== asks.at(-1)))
			return {source, part, observation, ...read};
	}

	return undefined;
};

const arrivalOf = (
	held: Known<ReadonlyArray<{readonly interface: string; readonly address: string}>>,
	backend: string,
	replies: readonly SourceRoute[],
): string | undefined => {
	const holder = held.known ? held.value.find(({address}) => address === backend)?.interface : undefined;
	if (holder !== undefined && !holdsForOthers(holder)) return holder;
	return replies.find(({kind}) => kind === 'routed')?.interface;
};
