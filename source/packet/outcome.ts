import type {Words} from '../engine/words.ts';
import type {Arrival, Delivery, FilterVerdict, ReplyRoute, TraceStep} from './passage.ts';
import {type Point, pairs, type Ranges} from './ranges.ts';
import type {Fork, State, Trace} from './state.ts';
import type {Stopped} from './walk.ts';

/** One way that packets from some sources can take in one direction, to its end. */
export type Way = {
	readonly sources: Ranges;
	readonly fork?: Fork | undefined;
	readonly stopped?: Stopped;
	readonly arrival?: Arrival;
	readonly route?: ReplyRoute;
	readonly routeDoubt?: Words;
	readonly changed?: ReadonlySet<string>;
	readonly trace?: Trace | undefined;
};

/** A probe's way, and after it one way of its answer; the sources are those that take both. */
export type RoundTrip = Way & {readonly delivery?: Delivery; readonly reply?: Way};

/** Cuts the sources wherever a way begins or ends: each part with the ways that are open to it. */
export function partsOf<W extends {readonly sources: Ranges}>(
	ways: readonly W[],
): ReadonlyArray<{readonly sources: Ranges; readonly ways: readonly W[]}> {
	const edges: Array<{readonly at: Point; readonly way: number; readonly opens: boolean}> = [];
	for (const [way, {sources}] of ways.entries())
		for (const [first, last] of pairs(sources)) {
			edges.push(
				{at: first, way, opens: true},
				{at: typeof last === 'number' ? last + 1 : last + 1n, way, opens: false},
			);
		}
	edges.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
	const open = new Map<number, number>();
	const parts = new Map<string, {readonly ranges: Point[]; readonly ways: readonly W[]}>();
	let previous: Point | undefined;
	for (const {at, way, opens} of edges) {
		if (previous !== undefined && at !== previous && open.size > 0) {
			const numbers = [...open.keys()].sort((a, b) => a - b);
			const key = numbers.join(' ');
			const part = parts.get(key) ?? {ranges: [], ways: numbers.flatMap(number => ways[number] ?? [])};
			parts.set(key, part);
			const end = typeof at === 'number' ? at - 1 : at - 1n;
			// A part that goes on where it stopped is one range.
			if (part.ranges.at(-1) === (typeof previous === 'number' ? previous - 1 : previous - 1n))
				part.ranges[part.ranges.length - 1] = end;
			else part.ranges.push(previous, end);
		}
		const count = (open.get(way) ?? 0) + (opens ? 1 : -1);
		if (count > 0) open.set(way, count);
		else open.delete(way);
		previous = at;
	}
	return [...parts.values()].map(({ranges, ways: open}) => ({sources: ranges, ways: open}));
}

/** One verdict out of all ways that are open: definite only when they end alike. */
export function verdictOf(ways: readonly Way[]): FilterVerdict {
	const stops = ways.flatMap(({stopped}) => (stopped ? [stopped] : []));
	const [stop] = stops;
	if (!stop) return {is: 'accept'};
	const stopped = (): FilterVerdict => ({
		is: 'stop',
		how: stop.how,
		...(stop.with === undefined ? {} : {with: stop.with}),
		by: stop.by,
	});
	if (stops.length === ways.length) return stopped();
	const forks = [...ways]
		.sort((a, b) => Number(!a.stopped) - Number(!b.stopped))
		.flatMap(({fork}) => (fork ? [fork] : []));
	const doubt = forks.find(({kind}) => kind === 'unknown');
	if (doubt) return {is: 'unknown', by: doubt.by, why: doubt.why};
	const limit = forks[0];
	if (limit) return {is: 'limited', by: limit.by, ...(limit.limit ? {limit: limit.limit} : {})};
	return {
		is: 'unknown',
		by: stop.by,
		why: {en: 'the ways through the filters differ', zh: '经过各过滤规则的路径结果不一致'},
	};
}

/** Everything that was met, the first first. */
export function stepsOf(trace: Trace | undefined): readonly TraceStep[] {
	const met: TraceStep[] = [];
	for (let at = trace; at; at = at.earlier) met.push(at.step);
	return met.reverse();
}

/** The way of packets that arrive. */
export const arriving = ({sources, fork, arrival, route, routeDoubt, changed, trace}: State): Way => ({
	sources,
	fork,
	...(arrival ? {arrival} : {}),
	...(route ? {route} : {}),
	...(routeDoubt === undefined ? {} : {routeDoubt}),
	...(changed ? {changed} : {}),
	trace,
});

/** The way of packets that are stopped. */
export const ending = (stopped: Stopped): Way => ({...arriving(stopped.state), stopped});
