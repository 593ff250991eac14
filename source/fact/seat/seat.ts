import {type Observation, succeeded} from '../../engine/command.ts';
import type {Fact, Look} from '../../engine/fact.ts';
import type {ProbeObservation} from '../../engine/probe.ts';
import {effectiveTimeoutMs} from '../../engine/target.ts';
import type {Passage} from '../../packet/passage.ts';
import {simulate} from '../../packet/simulate.ts';
import {checkShape} from '../check-shape.ts';
import {type Health, healthOf} from '../health.ts';
import {hostNetwork} from '../host-network.ts';
import {whyNothing} from '../ladder.ts';
import {packetFilters} from '../packet-filters.ts';
import {passages, probePacket} from '../passages.ts';
import {witness} from '../witness/witness.ts';
import {freeSource} from './free-source.ts';
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

const simulatedFor = async (look: Look, source: string, link: string): Promise<Passage | undefined> => {
	const [filters, around] = await Promise.all([look.know(packetFilters), look.know(hostNetwork)]);
	if (!filters.known || !around.known) return undefined;
	const packet = {...probePacket(look.target), sources: [`${source}/32`], inInterface: link};
	return simulate({filters: filters.value.filters, packet, network: around.value.network})[0];
};
