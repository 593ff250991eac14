import type {Target} from '../../../source/engine/target.ts';
import {passages} from '../../../source/fact/passages.ts';
import {parseAddress, parseRanges} from '../../../source/packet/address.ts';
import type {Passage} from '../../../source/packet/passage.ts';
import {holds} from '../../../source/packet/ranges.ts';
import {backend, clients, openArena} from './arena.ts';
import {ipsets, iptablesRules} from './iptables-rules.ts';
import {nftRules} from './nft-rules.ts';
import {drawFrom} from './random.ts';

export type Kind = 'iptables' | 'iptables-legacy' | 'nft' | 'mixed';

/** Where the simulation says one thing and the kernel does another. */
export type Disagreement = {
	readonly seed: number;
	readonly client: string;
	readonly check: 'tcp' | 'http';
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

const target = (protocol: 'tcp' | 'http'): Target => ({
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

const script = (seed: number, kind: Kind): string => {
	const draw = drawFrom(seed);
	switch (kind) {
		case 'nft':
			return nftRules(draw);
		case 'mixed':
			return [
				ipsets(draw),
				iptablesRules(draw, 'iptables'),
				iptablesRules(draw, 'iptables-legacy'),
				nftRules(draw),
			].join('');
		default:
			return `${ipsets(draw)}${iptablesRules(draw, kind)}`;
	}
};

const passageOf = (all: readonly Passage[], client: string): Passage | undefined =>
	all.find(({sources}) => holds(parseRanges(sources, 4), parseAddress(client)?.value ?? 0));

/** Whether the simulation says that a client gets through; undefined when it doesn't say. */
function verdictOf(passage: Passage | undefined): {readonly passes: boolean | undefined; readonly words: string} {
	if (!passage) return {passes: undefined, words: 'no passage'};
	const words = JSON.stringify({probe: passage.probe, reply: passage.reply, delivery: passage.delivery}, undefined, 1);
	const {probe, reply} = passage;
	if (probe.is === 'stop') return {passes: false, words};
	if (probe.is === 'accept' && reply?.is === 'stop') return {passes: false, words};
	return {passes: probe.is === 'accept' && reply?.is === 'accept' ? true : undefined, words};
}

const isRejected = (passage: Passage | undefined): boolean =>
	passage?.probe.is === 'stop' && passage.probe.how === 'reject';

/** Loads a random rule set into a fresh backend, connects from every client, and compares. */
export async function compare(seed: number, kind: Kind): Promise<Comparison> {
	const arena = await openArena();
	const rules = script(seed, kind);
	try {
		const loaded = await arena.load(rules);
		if (loaded.exitCode !== 0) {
			if (process.env.KERNEL_SHOW) process.stderr.write(`seed ${seed} refused: ${loaded.stderr}\n`);
			return {judged: 0, unknown: 0, refused: 1, wrong: []};
		}
		const checks = ['tcp', 'http'] as const;
		const looks = await Promise.all(checks.map(check => arena.look(target(check)).know(passages)));
		let [judged, unknown] = [0, 0];
		const wrong: Disagreement[] = [];
		let reached = await arena.connect(80, 0.5);
		for (const [index, check] of checks.entries()) {
			const known = looks[index];
			for (const client of clients) {
				// An ICMP error for the handshake's last packet reaches curl with the connection: it says neither yes nor no.
				if (check === 'tcp' && looks[1]?.known && isRejected(passageOf(looks[1].value, client))) continue;
				const {passes, words} = known?.known
					? verdictOf(passageOf(known.value, client))
					: {passes: undefined, words: known?.why ?? ''};
				if (passes === undefined) {
					if (process.env.KERNEL_SHOW) process.stderr.write(`seed ${seed} ${check} ${client} unknown: ${words}\n`);
					unknown++;
					continue;
				}
				judged++;
				const through = (): boolean => {
					const got = reached.get(client);
					return (check === 'tcp' ? got?.connected : got?.answered) ?? false;
				};
				// A slow machine can make a connection late: what disagrees is asked again, with patience.
				if (through() !== passes) reached = await arena.connect(80, 2.5);
				if (through() !== passes)
					wrong.push({seed, client, check, simulated: words, kernel: through() ? 'passes' : 'is stopped', rules});
			}
		}
		return {judged, unknown, refused: 0, wrong};
	} finally {
		await arena.close();
	}
}
