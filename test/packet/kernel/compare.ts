import type {Look} from '../../../source/engine/fact.ts';
import type {Known} from '../../../source/engine/known.ts';
import type {Protocol, Target} from '../../../source/engine/target.ts';
import {passages, pingPassages} from '../../../source/fact/passages.ts';
import {parseAddress, parseRanges} from '../../../source/packet/address.ts';
import type {Table} from '../../../source/packet/filters.ts';
import {type NftListing, readNft, readNftText} from '../../../source/packet/nft/listing.ts';
import type {Passage} from '../../../source/packet/passage.ts';
import {holds} from '../../../source/packet/ranges.ts';
import {type Arena, backend, clients, device, openArena, type PacketKind, packetKinds, type Way} from './arena.ts';
import type {RuleText} from './iptables-rules.ts';

/** Where the simulation says one thing and the kernel does another. */
export type Disagreement = {
	/** Which rule set: its seed, or its claim. */
	readonly of: string;
	readonly client: string;
	readonly way: Way;
	readonly simulated: string;
	readonly kernel: string;
	readonly rules: string;
};

export type Comparison = {
	readonly judged: number;
	readonly unknown: number;
	readonly refused: number;
	readonly wrong: readonly Disagreement[];
};

const target = (protocol: Protocol): Target => ({
	host: 'local',
	platform: 'linux',
	product: 'clb',
	backend,
	port: 80,
	sources: ['100.64.0.0/10'],
	healthCheck: {
		protocol,
		port: 80,
		path: '/',
		domain: null,
		method: 'head',
		codes: ['http_2xx'],
		timeoutS: 5,
		intervalS: 2,
		healthyThreshold: 3,
		unhealthyThreshold: 3,
	},
});

/** The line that a tool complains of, in the words of nft and of both kinds of iptables. */
const complaint = /\/dev\/stdin:(\d+):|\bline:? (\d+)/g;

const mostTries = 25;

/** Loads rules; a line that the kernel doesn't take where it stands is left out. The text that was taken. */
async function load(arena: Arena, {command, text}: RuleText): Promise<string | undefined> {
	const lines = text.split('\n');
	for (let tries = 0; tries < mostTries; tries++) {
		const {exitCode, stderr} = await arena.run(command, lines.join('\n'));
		if (exitCode === 0) return lines.join('\n');
		const wrong = [...stderr.matchAll(complaint)].map(found => Number(found[1] ?? found[2]) - 1);
		const rules = wrong.filter(at => /^(-A|\t\t)/.test(lines[at] ?? ''));
		if (process.env.KERNEL_SHOW === 'all') process.stderr.write(`${stderr}\n`);
		if (rules.length === 0) return undefined;
		for (const at of rules) lines[at] = '';
	}
	return undefined;
}

const passageOf = (all: readonly Passage[], client: string): Passage | undefined =>
	all.find(({sources}) => holds(parseRanges(sources, 4), parseAddress(client)?.value ?? 0));

/** Whether the simulation says that a client gets through; undefined when it doesn't say. */
function verdictOf(passage: Passage | undefined): {readonly passes: boolean | undefined; readonly words: string} {
	if (!passage) return {passes: undefined, words: 'no passage'};
	const {probe, reply, delivery, arrival, routes = [], routeDoubt} = passage;
	const words = JSON.stringify({probe, reply, delivery, arrival, routes, routeDoubt}, undefined, 1);
	const back = routes.map(({is, interface: name}) => is === 'unicast' && name === device);
	if (probe.is === 'stop' || arrival?.is === 'refused' || delivery?.astray) return {passes: false, words};
	if (probe.is !== 'accept' || arrival || !reply) return {passes: undefined, words};
	if (reply.is === 'stop' || back.every(isRight => !isRight)) return {passes: false, words};
	return {passes: reply.is === 'accept' && back.every(isRight => isRight) ? true : undefined, words};
}

const mayBeRejected = (passage: Passage | undefined): boolean =>
	passage?.probe.is === 'unknown' || (passage?.probe.is === 'stop' && passage.probe.how === 'reject');

/** The simulation's word on every way. */
const knownOf = async (look: (of: Target) => Look): Promise<Readonly<Record<Way, Known<readonly Passage[]>>>> => {
	const [connected, answered, udp, ping] = await Promise.all([
		look(target('tcp')).know(passages),
		look(target('http')).know(passages),
		look(target('udp')).know(passages),
		look(target('udp')).know(pingPassages),
	]);
	return {connected, answered, udp, ping};
};

/** nft's own language has to say the same as its JSON. */
async function languagesDiffer(arena: Arena): Promise<string | undefined> {
	const [json, text] = await Promise.all([
		arena.run(['nft', '-j', 'list', 'ruleset']),
		arena.run(['nft', '-a', 'list', 'ruleset']),
	]);
	// Rules of iptables show themselves to nft in part only, and in each language in another way.
	const own = (listing: NftListing | undefined) =>
		(listing?.tables ?? []).filter(({name}) => /^t\d$/.test(name)).flatMap(plain);
	const [said, meant] = [own(readNftText(text.stdout)), own(readNft(json.stdout))];
	const at = said.findIndex((line, index) => line !== meant[index]);
	return at < 0 && said.length === meant.length ? undefined : `${said[at]}\n${meant[at]}`;
}

/** A table's chains and rules, a line for each, without the rules' own words. */
const plain = ({name, chains, bases}: Table): readonly string[] => [
	...bases.map(({ref: _, ...base}) => `${name} ${JSON.stringify(base)}`),
	...[...chains].flatMap(([chain, {rules}]) =>
		rules.map(
			({ref: {number, handle}, parts}) =>
				// A plain reject is one for both versions of IP in tables of both, which the text leaves out.
				`${name} ${chain} ${number} ${handle} ${JSON.stringify(parts).replace('icmpx-', 'icmp-')}`,
		),
	),
];

const ways: readonly Way[] = ['connected', 'answered', 'udp', 'ping'];

/** How long to wait for what may be dropped, in seconds: at first, and where the kernel seems to disagree. */
const waitS = {first: 0.2, again: 2.5} as const;

const kindOf: Readonly<Record<Way, PacketKind>> = {connected: 'tcp', answered: 'tcp', udp: 'udp', ping: 'ping'};

/**
 * Asks with all kinds of packets at once; but where rules fill a set, what one kind has put there would decide over the
 * next: then each kind finds the sets empty.
 */
async function askEach(
	arena: Arena,
	rules: string,
	{waitedS, some}: {readonly waitedS: number; readonly some: readonly Way[]},
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
	const kinds = packetKinds.filter(kind => some.some(way => kindOf[way] === kind));
	if (!/(add|update) @seen/.test(rules)) return arena.connect(80, waitedS, kinds);
	const all = new Map<string, ReadonlySet<string>>();
	for (const kind of kinds) {
		for (const table of ['t0', 't1'])
			for (const family of ['ip', 'inet']) await arena.run(['nft', 'flush', 'set', family, table, 'seen']);
		for (const [client, reached] of await arena.connect(80, waitedS, [kind]))
			all.set(client, new Set([...(all.get(client) ?? []), ...reached]));
	}
	return all;
}

/** Loads a rule set into a fresh backend, asks from every client in every way, and compares. */
export async function compare(of: string, texts: readonly RuleText[]): Promise<Comparison> {
	const arena = await openArena();
	try {
		const taken: string[] = [];
		for (const each of texts) {
			const loaded = await load(arena, each);
			if (loaded === undefined) return {judged: 0, unknown: 0, refused: 1, wrong: []};
			taken.push(loaded);
		}
		const rules = taken.join('\n');
		const known = await knownOf(arena.look);
		let [judged, unknown] = [0, 0];
		const wrong: Disagreement[] = [];
		if (texts.some(({command}) => command[0] === 'nft')) {
			const difference = await languagesDiffer(arena);
			if (difference) wrong.push({of, client: '-', way: 'connected', simulated: difference, kernel: '-', rules});
		}
		const ask = (waitedS: number, some: readonly Way[]) => askEach(arena, rules, {waitedS, some});
		let reached = await ask(waitS.first, ways);
		for (const way of ways) {
			const said = known[way];
			for (const client of clients) {
				// An ICMP error for the handshake's last packet reaches the client with the connection: it says neither yes nor no.
				if (way === 'connected' && known.answered.known && mayBeRejected(passageOf(known.answered.value, client)))
					continue;
				const {passes, words} = said.known
					? verdictOf(passageOf(said.value, client))
					: {passes: undefined, words: said.why.en};
				if (passes === undefined) {
					if (process.env.KERNEL_SHOW) process.stderr.write(`${of} ${way} ${client} unknown: ${words}\n`);
					unknown++;
					continue;
				}
				judged++;
				const through = (): boolean => reached.get(client)?.has(way) ?? false;
				// A slow machine can make a connection late: what disagrees is asked again, with patience.
				if (through() !== passes) reached = new Map([...reached, ...(await ask(waitS.again, [way]))]);
				if (through() !== passes)
					wrong.push({of, client, way, simulated: words, kernel: through() ? 'passes' : 'is stopped', rules});
			}
		}
		return {judged, unknown, refused: 0, wrong};
	} finally {
		await arena.close();
	}
}
