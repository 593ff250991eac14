import {say} from '../engine/words.ts';
import type {Arrival, FilterVerdict, Passage, TraceStep} from './passage.ts';

/** A passage in the language that is spoken, as it is printed for programs. */
export const saidPassage = ({probe, reply, arrival, routeDoubt, trace, ...rest}: Passage): Passage<string> => ({
	...rest,
	probe: saidVerdict(probe),
	...(reply ? {reply: saidVerdict(reply)} : {}),
	...(arrival ? {arrival: saidArrival(arrival)} : {}),
	...(routeDoubt ? {routeDoubt: say(routeDoubt)} : {}),
	trace: trace.map(saidStep),
});

const saidVerdict = (verdict: FilterVerdict): FilterVerdict<string> =>
	verdict.is === 'unknown' ? {...verdict, why: say(verdict.why)} : verdict;

const saidArrival = (arrival: Arrival): Arrival<string> =>
	arrival.is === 'unknown' ? {...arrival, why: say(arrival.why)} : arrival;

const saidStep = (step: TraceStep): TraceStep<string> => ({...step, did: say(step.did)});
