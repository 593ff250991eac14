import {type Observation, succeeded} from '../../engine/command.ts';
import type {Fact, Look} from '../../engine/fact.ts';
import type {ProbeObservation} from '../../engine/probe.ts';
import {effectiveTimeoutMs} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';
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
import {misleading, noAddress, noNamespaces, whyNotSetUp} from './no-seat.ts';
import {closeSeat, openSeat, readSeat} from './script.ts';

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
	readonly not: readonly Words[];
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
	what: {en: "the check from the load balancer's seat", zh: '在负载均衡位置上的检查'},
	lookUp: async look => {
		const {target, temporary} = look;
		if (temporary === undefined) return {known: true, value: {is: 'not-asked', seated: [], not: []}, from: []};
		if (target.platform === 'windows') return {known: false, why: noNamespaces, from: []};
		const ways = await look.know(passages);
		if (!ways.known) return ways;
		// Probes from here would be taken for the load balancer's own.
		await look.know(witness);
		const seated: Seated[] = [];
		const not: Words[] = [];
		const from: Observation[] = [];
		for (const passage of ways.value.slice(0, mostParts)) {
			const tried = await temporary(run => sit({...look, runAgain: run}, passage));
			if ('why' in tried) not.push(reasonFor(passage, tried.why));
			else seated.push(tried);
			from.push(...tried.from);
			// The person has stopped it: what was set up is gone, and nothing more is.
			if (tried.from.some(({failure}) => failure === 'cancelled')) break;
		}
		return {known: true, value: {is: 'tried', seated, not}, from};
	},
};

const reasonFor = ({sources}: Passage, why: Words): Words => ({
	en: `${sources.slice(0, 2).join(', ')}: ${why.en}`,
	zh: `${sources.slice(0, 2).join('、')}：${why.zh}`,
});

type Tried = (Seated | {readonly why: Words}) & {readonly from: readonly Observation[]};

const sit = async (look: Look, passage: Passage): Promise<Tried> => {
	const {target} = look;
	const source = await freeSource(look, passage);
	if (source === undefined) return {why: noAddress, from: []};
	const timeoutMs = effectiveTimeoutMs(target);
	const limitS = Math.ceil(timeoutMs / 1000) + spareS;
	const isRedirected = /\bredirect\b/i.test(passage.delivery?.by?.text ?? '');
	const near = isRedirected ? 'addressed' : 'bare';
	const opened = await look.runAgain(openSeat({source, backend: target.backend, limitS, near}));
	const stands = readSeat(opened.stdout);
	if ('why' in stands) return {why: succeeded(opened) ? stands.why : whyNotSetUp(opened), from: [opened]};
	const own = {address: target.backend, port: target.healthCheck.port};
	const shape = {...checkShape(target, own, timeoutMs), namespaceOf: stands.holder};
	const met = misleading(stands) ?? (await look.probe(shape));
	const closed = await look.runAgain(closeSeat(stands));
	if ('en' in met) return {why: met, from: [opened, closed]};
	const observation = met;
	const from = [opened, observation, closed];
	if (observation.failure !== undefined) {
		const {reply} = observation;
		const why = reply.detail === undefined ? whyNothing(observation) : verbatim(reply.detail);
		return {
			why: {en: `no probe could be sent from there (${why.en})`, zh: `无法从那里发送探测（${why.zh}）`},
			from,
		};
	}

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

const simulatedFor = async (look: Look, source: string, link: string): Promise<Passage | undefined> => {
	const [filters, around] = await Promise.all([look.know(packetFilters), look.know(hostNetwork)]);
	if (!filters.known || !around.known) return undefined;
	const packet = {...probePacket(look.target), sources: [`${source}/32`], inInterface: link};
	return simulate({filters: filters.value.filters, packet, network: around.value.network})[0];
};
