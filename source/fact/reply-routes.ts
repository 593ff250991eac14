import {command, type Observation} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import type {Words} from '../engine/words.ts';
import {familyOf, formatAddress, parseSpan} from '../packet/address.ts';
import type {Arrival, Passage, ReplyRoute} from '../packet/passage.ts';
import {after} from '../packet/ranges.ts';
import {joinPrefixes, simulate} from '../packet/simulate.ts';
import {arrivalKey, routeKey} from '../packet/state.ts';
import {addresses, holderOf} from './addresses.ts';
import {flowWords} from './flow-words.ts';
import {hostNetwork} from './host-network.ts';
import {passages, probePacket} from './passages.ts';
import {readRouteGet} from './route-get.ts';
import {routing} from './routing.ts';

/** The way of the answers to probes from one part of the sources. */
export type SourceRoute = {
	/** The part of the sources, in CIDR notation, and its share of all of them. */
	readonly sources: readonly string[];
	readonly share: number;
	/** An address of the part, as a sample. */
	readonly source: string;
	/** The way that answers take; several where chance decides, or where it can't be told, because of `doubt`. */
	readonly routes: readonly ReplyRoute[];
	readonly doubt?: Words;
	/** Why the kernel doesn't take probes of this part in the first place. */
	readonly arrival?: Arrival;
	/** The kernel's own answer for the sample: `ip route get`. */
	readonly asked?: Observation;
};

/** The ways of the answers, the largest part of the sources first, and where probes come in. */
export type ReplyRoutes = {
	readonly parts: readonly SourceRoute[];
	/** The interface that probes are taken to arrive on; undefined when it can't be told. */
	readonly arrival?: string;
};

/** An address inside a prefix that a load balancer's node could have: not the first, which names the network. */
export const sampleOf = (prefix: string): string => {
	const [first, last] = parseSpan(prefix)?.range ?? [];
	if (first === undefined || last === undefined) return prefix;
	let address = first;
	for (let step = 0; step < 10 && address < last; step++) address = after(address);
	return formatAddress(address);
};

/** A host with more parts than this has a routing table that only its owner understands; the largest are asked for. */
const mostAsked = 8;

const unknownMarks: Words = {
	en: 'the routing policy asks for marks, and what packet filters mark isn’t known',
	zh: '策略路由按标记选路，而包过滤设置的标记未知',
};

/** The ways of the answers to every part of the sources, with the marks that packet filters put on them. */
export const replyRoutes: Fact<ReplyRoutes> = {
	id: 'reply-routes',
	what: {en: 'the routes back to the load balancer', zh: '到负载均衡的回程路由'},
	lookUp: async look => {
		const [tables, around, way] = await Promise.all([look.know(routing), look.know(hostNetwork), look.know(passages)]);
		if (!tables.known) return tables;
		if (!around.known) return around;
		const {network, arrival} = around.value;
		const packet = {...probePacket(look.target), ...(arrival === undefined ? {} : {inInterface: arrival})};
		const family = familyOf(packet.destination);
		const filters = {family, tables: [], sets: {known: true, sets: new Map()}} as const;
		const unfiltered = (sources: readonly string[]) => simulate({filters, packet: {...packet, sources}, network});
		// Filters matter to routes by the marks that they set, and by where they send a packet on to.
		const answered = way.known ? way.value.filter(({routes}) => routes) : [];
		const others = way.known ? way.value.filter(each => !answered.includes(each)) : [];
		const rest = others.flatMap(({sources}) => sources);
		const restShare = others.reduce((sum, {share}) => sum + share, 0);
		const ways = way.known
			? [...answered, ...unfiltered(rest).map(each => ({...each, share: each.share * restShare}))]
			: unfiltered(packet.sources);
		const minds = tables.value.routing.rules.some(({mark}) => mark !== undefined && mark.mask !== 0);
		const doubt = minds && !way.known ? unknownMarks : undefined;
		const parts = partsOf(ways, doubt);
		const asked = await Promise.all(
			parts
				.slice(0, mostAsked)
				.map(async part => askKernel(look, part, flowWords(tables.value.routing, packet, {from: part.port}))),
		);
		const all = [...asked, ...parts.slice(mostAsked)];
		return {
			known: true,
			value: {parts: all, ...(arrival === undefined ? {} : {arrival})},
			from: [...tables.from, ...all.flatMap(({asked: observation}) => observation ?? [])],
			...(tables.blindTo === undefined ? {} : {blindTo: tables.blindTo}),
		};
	},
};

type Part = SourceRoute & {readonly isForwarded?: true; readonly port?: number};

/** Puts the parts of the sources together whose answers take the same way. */
function partsOf(ways: readonly Passage[], doubt: Words | undefined): readonly Part[] {
	const groups = new Map<string, Passage[]>();
	for (const way of ways) {
		const key = [arrivalKey(way.arrival), way.routeDoubt?.en, ...(way.routes ?? []).map(routeKey).sort()].join('\n');
		groups.set(key, [...(groups.get(key) ?? []), way]);
	}
	const parts = [...groups.values()].flatMap((group): readonly Part[] => {
		const [first] = group;
		const sources = joinPrefixes(group.flatMap(each => each.sources));
		const [sample] = sources;
		if (!first?.routes || sample === undefined) return [];
		const why = first.routeDoubt ?? doubt;
		return [
			{
				sources,
				share: Math.min(
					1,
					group.reduce((sum, {share}) => sum + share, 0),
				),
				source: sampleOf(sample),
				routes: first.routes,
				...(why === undefined ? {} : {doubt: why}),
				...(first.arrival ? {arrival: first.arrival} : {}),
				...(first.delivery?.to === 'forward' ? {isForwarded: true} : {}),
				...(first.delivery ? {port: first.delivery.port} : {}),
			},
		];
	});
	return parts.toSorted((one, other) => other.share - one.share);
}

/** Asks the kernel for the sample's route: what it says counts more than what was read in its tables. */
async function askKernel(
	look: Look,
	{isForwarded, port: _, ...part}: Part,
	words: readonly string[],
): Promise<SourceRoute> {
	const {target} = look;
	const [route] = part.routes;
	// A container's answer is routed as a packet that comes in from it: a question of its own that few `ip` can ask.
	if (target.platform === 'windows' || isForwarded || !route) return part;
	const held = await look.know(addresses);
	const isHeld = held.known && holderOf(held.value, target.backend) !== undefined;
	const mark = route.mark === undefined || route.mark === 0 ? [] : ['mark', `${route.mark}`];
	const version = `-${familyOf(target.backend)}`;
	const ask = (...from: readonly string[]) =>
		look.run(command('ip', version, 'route', 'get', part.source, ...from, ...words, ...mark));
	// The answer's own source address decides where policy rules say `from`.
	const first = await (isHeld ? ask('from', target.backend) : ask());
	const read = readRouteGet(first);
	// "Invalid argument" with `from` can also mean that the address isn't the host's: ask without it.
	const isDoubtful = isHeld && (read === undefined || read.is === 'blackhole') && route.is !== 'blackhole';
	const observation = isDoubtful ? await ask() : first;
	const said = isDoubtful ? readRouteGet(observation) : read;
	if (said === undefined) return part;
	const {line, ...where} = said;
	const leads = ({is}: Pick<ReplyRoute, 'is'>): boolean => is === 'unicast' || is === 'local';
	const agrees = part.routes.some(one =>
		leads(one) || leads(where)
			? one.is === where.is && (one.is !== 'unicast' || one.interface === where.interface)
			: true,
	);
	if (agrees || part.doubt !== undefined) return {...part, asked: observation};
	return {...part, routes: [{...where, line, mark: route.mark}], asked: observation};
}
