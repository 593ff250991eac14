import {familyOf, parseAddress, parseRanges, toPrefixes} from './address.ts';
import type {Exchange} from './exchange.ts';
import type {Filters} from './filters.ts';
import {type Crossed, cross} from './legs.ts';
import {arriving, ending, partsOf, type RoundTrip, stepsOf, verdictOf, type Way} from './outcome.ts';
import type {Delivery, FilterVerdict, HostNetwork, Passage, ProbePacket, RuleRef, TraceStep} from './passage.ts';
import {pairs, type Ranges, rangesOf, sizeOf} from './ranges.ts';
import {answer} from './reply-legs.ts';
import {arrivalKey, routeKey, type State, type Trace} from './state.ts';

export type Simulation = {
	readonly filters: Filters;
	readonly packet: ProbePacket;
	readonly network: HostNetwork;
};

/**
 * What becomes of probes and their answers in the filters, for each part of the sources: the largest part first. Parts
 * that fare alike are one. Empty when no source is of the destination's version of IP.
 */
export function simulate({filters, packet, network}: Simulation): readonly Passage[] {
	const family = familyOf(packet.destination);
	const destination = parseAddress(packet.destination)?.value;
	const sources = parseRanges(packet.sources, family);
	if (destination === undefined || sources.length === 0) return [];
	const exchange: Exchange = {filters, packet, network, destination, family};
	const start: State = {sources, mark: 0, ctMark: 0, tracking: 'tracked'};
	const whole = sizeOf(sources);
	const parts = partsOf(roundTripsAgain(exchange, start)).map(({sources: part, ways}) => ({
		part,
		passage: passageOf(ways),
	}));
	return joinAlike(parts)
		.map(({part, passage, size}) => ({...passage, sources: toPrefixes(part), share: size / whole}))
		.sort((a, b) => b.share - a.share);
}

/** Prefixes as the fewest that hold the same addresses; all of one version of IP. */
export const joinPrefixes = (prefixes: readonly string[]): readonly string[] =>
	toPrefixes(parseRanges(prefixes, familyOf(prefixes[0] ?? '')));

/** Where rules change sets as packets pass, the next probe may fare otherwise than the first: both count. */
function roundTripsAgain(exchange: Exchange, start: State): readonly RoundTrip[] {
	const trips = roundTrips(exchange, start);
	const changed = new Set(trips.flatMap(trip => [...(trip.changed ?? []), ...(trip.reply?.changed ?? [])]));
	return changed.size === 0 ? trips : [...trips, ...roundTrips(exchange, {...start, changed})];
}

/** The ways of the first packet and of its answer; then, for a request over the connection, of that and its answer. */
function roundTrips(exchange: Exchange, start: State): readonly RoundTrip[] {
	const opening = cross(exchange, [start]);
	const trips: RoundTrip[] = opening.stopped.map(notDelivered);
	const isRequest = exchange.packet.exchange === 'request' && exchange.packet.protocol === 'tcp';
	for (const {state, delivery, leg} of opening.delivered) {
		const replies = answer(exchange, state, leg);
		trips.push(...replies.stopped.map(stopped => answered(state, delivery, ending(stopped))));
		if (!isRequest) {
			trips.push(...replies.states.map(reply => answered(state, delivery, arriving(reply))));
			continue;
		}
		for (const opened of replies.states) {
			const trace = onTopOf(state.trace, stepsOf(opened.trace));
			const again: State = {...opened, mark: 0, tracking: 'tracked', trace};
			const request = cross(exchange, [again], {...leg, answered: opened.tracking});
			trips.push(...request.stopped.map(notDelivered));
			for (const sent of request.delivered) {
				const last = answer(exchange, sent.state, sent.leg);
				const ways = [...last.stopped.map(ending), ...last.states.map(arriving)];
				trips.push(...ways.map(way => answered(sent.state, delivery, way)));
			}
		}
	}
	return trips;
}

/** The handshake's answer was met after its first packet, and before the request. */
const onTopOf = (trace: Trace | undefined, steps: readonly TraceStep[]): Trace | undefined =>
	steps.reduce<Trace | undefined>((earlier, step) => ({step, earlier}), trace);

const answered = (state: State, delivery: Delivery, reply: Way): RoundTrip => ({
	...arriving(state),
	delivery,
	reply,
	sources: reply.sources,
});

const notDelivered = (stopped: Crossed['stopped'][number]): RoundTrip => ({
	...ending(stopped),
	...(stopped.delivery ? {delivery: stopped.delivery} : {}),
});

type Undivided = Omit<Passage, 'sources' | 'share'>;

function passageOf(trips: readonly RoundTrip[]): Undivided {
	const probe = deliveriesAgree(trips) ?? verdictOf(trips);
	const arrived = trips.filter(({stopped}) => !stopped);
	const shown =
		(probe.is === 'stop' || probe.is === 'limited' ? trips.find(({stopped}) => stopped) : arrived[0]) ?? trips[0];
	const delivery = (arrived[0] ?? trips.find(trip => trip.delivery))?.delivery;
	const trace = stepsOf(shown?.trace);
	const arrival = (arrived[0] ?? shown)?.arrival;
	const taken = arrival ? {arrival} : {};
	if (probe.is === 'stop' || !delivery || arrived.length === 0)
		return {probe, ...(delivery ? {delivery} : {}), ...taken, trace};
	const replies = arrived.flatMap(trip => trip.reply ?? []);
	const reply = verdictOf(replies);
	const away = (reply.is === 'stop' ? replies.find(({stopped}) => stopped) : replies[0])?.trace;
	const others = otherPlaces(arrived, delivery);
	return {
		probe,
		delivery,
		reply,
		...(others.length > 0 ? {others} : {}),
		...taken,
		...routesOf(replies),
		trace: [...trace, ...stepsOf(away)],
	};
}

/** The routes that the answer may take. */
function routesOf(replies: readonly Way[]): Pick<Passage, 'routes' | 'routeDoubt'> {
	const routes = new Map(replies.flatMap(({route}) => (route ? [[routeKey(route), route] as const] : [])));
	const doubt = replies.find(({routeDoubt}) => routeDoubt !== undefined)?.routeDoubt;
	return routes.size === 0 ? {} : {routes: [...routes.values()], ...(doubt === undefined ? {} : {routeDoubt: doubt})};
}

const placeOf = ({to, address, port, astray}: Delivery): string =>
	[to, address, port, astray?.interface ?? ''].join(' ');

/** Where else chance may send a probe. */
const otherPlaces = (arrived: readonly RoundTrip[], chosen: Delivery): readonly Delivery[] => [
	...new Map(
		arrived.flatMap(({delivery}) =>
			delivery && placeOf(delivery) !== placeOf(chosen) ? [[placeOf(delivery), delivery] as const] : [],
		),
	).values(),
];

/** Where a rule that can't be told decides where a probe goes, nothing can be said of what follows. */
function deliveriesAgree(trips: readonly RoundTrip[]): FilterVerdict | undefined {
	const places = new Set(trips.flatMap(({delivery, stopped}) => (delivery && !stopped ? [placeOf(delivery)] : [])));
	if (places.size < 2) return undefined;
	const doubt = trips.find(({fork}) => fork?.kind === 'unknown')?.fork;
	return doubt && {is: 'unknown', by: doubt.by, why: doubt.why};
}

const numbers = new WeakMap<RuleRef, number>();
let latest = 0;

/** A number that stands for a rule, which is always the same object. */
function numberOf(rule: RuleRef): number {
	const known = numbers.get(rule) ?? ++latest;
	numbers.set(rule, known);
	return known;
}

const verdictKey = (verdict: FilterVerdict | undefined): string =>
	verdict ? `${verdict.is} ${verdict.is === 'accept' ? '' : numberOf(verdict.by)}` : '-';

/** Passages with the same key differ in nothing but their sources. */
const keyOf = ({probe, reply, delivery, others = [], arrival, routes = []}: Undivided): string =>
	[
		verdictKey(probe),
		verdictKey(reply),
		...[delivery, ...others].map(place => (place ? placeOf(place) : '-')),
		arrivalKey(arrival),
		...routes.map(routeKey).sort(),
	].join('|');

type Part = {readonly part: Ranges; readonly passage: Undivided};

/** Puts parts that fare alike together; the largest of them gives its trace. */
function joinAlike(parts: readonly Part[]): readonly (Part & {readonly size: number})[] {
	const joined = new Map<string, {readonly parts: Part[]; largest: Part; size: number; largestSize: number}>();
	for (const part of parts) {
		const [key, size] = [keyOf(part.passage), sizeOf(part.part)];
		const group = joined.get(key);
		if (!group) joined.set(key, {parts: [part], largest: part, size, largestSize: size});
		else {
			group.parts.push(part);
			group.size += size;
			if (size > group.largestSize) [group.largest, group.largestSize] = [part, size];
		}
	}
	return [...joined.values()].map(group => ({
		part: rangesOf(group.parts.flatMap(({part}) => [...pairs(part)])),
		passage: group.largest.passage,
		size: group.size,
	}));
}
