import {command, type Observation, succeeded} from '../../engine/command.ts';
import type {Fact, Look} from '../../engine/fact.ts';
import type {ProbeObservation} from '../../engine/probe.ts';
import {effectiveTimeoutMs} from '../../engine/target.ts';
import type {Passage} from '../../packet/passage.ts';
import {simulate} from '../../packet/simulate.ts';
import {addresses} from '../addresses.ts';
import {checkShape} from '../check-shape.ts';
import {connections} from '../connections.ts';
import {type Health, healthOf} from '../health.ts';
import {hostNetwork} from '../host-network.ts';
import {whyNothing} from '../ladder.ts';
import {neighbours, readNeighbours} from '../neighbours.ts';
import {packetFilters} from '../packet-filters.ts';
import {passages, probePacket} from '../passages.ts';
import {routing} from '../routing.ts';
import {witness} from '../witness/witness.ts';
import {freeAddresses} from './free-address.ts';
import {closeSeat, type OpenSeat, openSeat, readSeat} from './script.ts';

/** The check as it went from the load balancer's seat, for one part of the sources. */
export type Seated = {
	readonly passage: Passage;
	/** The address that it was sent from, and the interface that it arrived on. */
	readonly source: string;
	readonly link: string;
	readonly observation: ProbeObservation;
	readonly health: Health;
	/** What the rules that were read do with a probe from that address on that interface. */
	readonly simulated?: Passage;
	/** What the host did with the seat afterwards; `left`: it could not be taken away at once. */
	readonly after: 'gone' | 'left';
};

export type Seats = {
	/** Nobody has asked for it: it sets something up on the host for a moment. */
	readonly is: 'not-asked' | 'tried';
	readonly seated: readonly Seated[];
	/** Why there was none for a part of the sources. */
	readonly not: readonly string[];
};

/** So many parts of the sources get a seat, the largest first. */
const mostParts = 3;

/** For how much longer than the probe a seat stands, in seconds: programs have to start, and the line may be slow. */
const spareS = 15;

/**
 * The check from the load balancer's seat: from an address of the sources that nobody has, through the host's real
 * filters, and back by its real rules for the way out. It changes nothing lasting.
 */
export const seat: Fact<Seats> = {
	id: 'seat',
	what: "the check from the load balancer's seat",
	lookUp: async look => {
		const {target, temporary} = look;
		if (temporary === undefined) return {known: true, value: {is: 'not-asked', seated: [], not: []}, from: []};
		if (target.platform === 'windows')
			return {known: false, why: 'the load balancer’s seat needs network namespaces, which Windows has not', from: []};
		const ways = await look.know(passages);
		if (!ways.known) return ways;
		// Probes from here would be taken for the load balancer's own.
		await look.know(witness);
		const seated: Seated[] = [];
		const not: string[] = [];
		const from: Observation[] = [];
		for (const passage of ways.value.slice(0, mostParts)) {
			const tried = await temporary(run => sit({...look, runAgain: run}, passage));
			if ('why' in tried) not.push(`${passage.sources.slice(0, 2).join(', ')}: ${tried.why}`);
			else seated.push(tried);
			from.push(...tried.from);
			// The person has stopped it: what was set up is gone, and nothing more is.
			if (tried.from.some(({failure}) => failure === 'cancelled')) break;
		}
		return {known: true, value: {is: 'tried', seated, not}, from};
	},
};

type Tried = (Seated | {readonly why: string}) & {readonly from: readonly Observation[]};

const sit = async (look: Look, passage: Passage): Promise<Tried> => {
	const {target} = look;
	const source = await freeSource(look, passage);
	if (source === undefined) return {why: 'no address was found there that surely nobody has', from: []};
	const timeoutMs = effectiveTimeoutMs(target);
	const limitS = Math.ceil(timeoutMs / 1000) + spareS;
	const isRedirected = /\bredirect\b/i.test(passage.delivery?.by?.text ?? '');
	const near = isRedirected ? 'addressed' : 'bare';
	const opened = await look.runAgain(openSeat({source, backend: target.backend, limitS, near}));
	const stands = readSeat(opened.stdout);
	if ('why' in stands) return {why: succeeded(opened) ? stands.why : whyNot(opened), from: [opened]};
	const own = {address: target.backend, port: target.healthCheck.port};
	const misled = misleading(stands);
	const observation =
		misled === undefined
			? await look.probe({...checkShape(target, own, timeoutMs), namespaceOf: stands.holder})
			: undefined;
	const closed = await look.runAgain(closeSeat(stands));
	const from = [opened, ...(observation === undefined ? [] : [observation]), closed];
	if (observation === undefined) return {why: misled ?? '', from};
	if (observation.failure !== undefined)
		return {why: `no probe could be sent from there (${observation.reply.detail ?? whyNothing(observation)})`, from};
	const simulated = await simulatedFor(look, source, stands.link);
	return {
		passage,
		source,
		link: stands.link,
		observation,
		health: healthOf(observation, target, timeoutMs),
		...(simulated === undefined ? {} : {simulated}),
		after: /^gone$/m.test(closed.stdout) ? 'gone' : 'left',
		from,
	};
};

const whyNot = ({failure, stderr, exitCode}: Observation): string =>
	failure === 'timeout'
		? 'it was not set up in time'
		: stderr.trim().split('\n')[0] || `it could not be set up (exit ${exitCode ?? '?'})`;

/** The kernel's own word on whether a probe from the seat meets what the load balancer's meets at all. */
const misleading = ({link, back, in: arriving}: OpenSeat): string | undefined => {
	if (/^\S/.test(back) && !new RegExp(`\\bdev ${link}\\b`).test(back))
		return `a rule of the routing policy leads answers elsewhere than to the seat (${back}), so it would prove nothing`;
	if (!/^local\b/.test(arriving))
		return `the kernel doesn't take probes for this address from another interface (${arriving})`;
	return undefined;
};

/** An address of the part that nobody has, as far as the host knows; one on the host's own link is asked for first. */
const freeSource = async (look: Look, passage: Passage): Promise<string | undefined> => {
	const [held, routes, near, peers] = await Promise.all([
		look.know(addresses),
		look.know(routing),
		look.know(neighbours),
		look.know(connections),
	]);
	if (!held.known || !routes.known) return undefined;
	const candidates = freeAddresses(passage.sources, look.target.sources, {
		routing: routes.value.routing,
		addresses: [
			...held.value.map(({address}) => address),
			...(near.known ? Object.keys(near.value) : []),
			...(peers.known ? peers.value.map(({peer}) => peer.address) : []),
		],
	});
	for (const candidate of candidates) {
		const way = await look.run(command('ip', '-4', 'route', 'get', candidate));
		// Behind a gateway nobody can be asked; no route at all means that nobody is reached there.
		if (!succeeded(way) || / via /.test(way.stdout)) return candidate;
		await look.run({...command('ping', '-c', '1', '-W', '1', candidate), timeoutMs: 3000});
		const asked = await look.runAgain(command('ip', '-4', 'neigh', 'show', candidate));
		const state = succeeded(asked) ? readNeighbours(asked.stdout)[candidate] : 'unread';
		if (state === 'FAILED' || state === 'INCOMPLETE') return candidate;
	}
	return undefined;
};

const simulatedFor = async (look: Look, source: string, link: string): Promise<Passage | undefined> => {
	const [filters, around] = await Promise.all([look.know(packetFilters), look.know(hostNetwork)]);
	if (!filters.known || !around.known) return undefined;
	const packet = {...probePacket(look.target), sources: [`${source}/32`], inInterface: link};
	return simulate({filters: filters.value.filters, packet, network: around.value.network})[0];
};
