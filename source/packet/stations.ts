import type {Station} from '../engine/exhibit.ts';
import type {Passage, RuleRef, TraceStep} from './passage.ts';
import {outcomeOf} from './trace.ts';

/** A packet of the exchange, and the places that it came to. */
export type PacketStations = {readonly name: string; readonly stations: readonly Station[]};

type Group = {readonly name: string; readonly steps: TraceStep[]};

/** A packet's way as places, in the order in which they were met: hooks, routing, the service. */
export const stationsOf = (passage: Passage): readonly PacketStations[] => {
	const groups: Group[] = [];
	for (const step of untilLost(passage)) {
		if ('at' in step && step.at === 'packet') groups.push({name: step.did, steps: []});
		else groups.at(-1)?.steps.push(step);
	}

	const outcome = outcomeOf(passage);
	const packets = groups.map(({name, steps}) => ({name, places: placesOf(steps)}));
	const places = packets.flatMap(packet => packet.places);
	const doubt =
		outcome === 'unknown' ? (places.findLast(place => isDoubted(place, passage)) ?? places.at(-1)) : undefined;
	return packets.map(packet => ({
		name: packet.name,
		stations: packet.places.map(place => ({
			name: place.name,
			state: place === doubt ? 'unknown' : outcome === 'stopped' && place === places.at(-1) ? 'stopped' : 'passed',
			note: noteOf(place),
		})),
	}));
};

/** The rest of an exchange whose first answer has no way back never happens. */
const untilLost = ({trace, probe, reply, routes = []}: Passage): readonly TraceStep[] => {
	if (probe.is === 'stop' || reply?.is === 'stop' || routes.length === 0 || routes.some(({is}) => is === 'unicast'))
		return trace;
	const answer = trace.findIndex(step => 'at' in step && step.at === 'packet' && step.did.startsWith('answer'));
	const lost = trace.findIndex((step, index) => index > answer && 'at' in step && step.at === 'routing');
	return answer < 0 || lost < 0 ? trace : trace.slice(0, lost + 1);
};

type Place = {readonly name: string; readonly steps: TraceStep[]};

const placesOf = (steps: readonly TraceStep[]): readonly Place[] => {
	const places: Place[] = [];
	for (const step of steps) {
		const name = 'rule' in step ? step.rule.hook : step.at === 'routing' ? 'routing' : 'service';
		const last = places.at(-1);
		if (last?.name === name) last.steps.push(step);
		else places.push({name, steps: [step]});
	}

	return places;
};

const isDoubted = ({steps}: Place, {probe, reply}: Passage): boolean =>
	[probe, reply].some(
		verdict =>
			verdict !== undefined &&
			verdict.is !== 'accept' &&
			steps.some(step => 'rule' in step && isSame(step.rule, verdict.by)),
	);

const isSame = (one: RuleRef, other: RuleRef): boolean =>
	one.text === other.text && one.chain === other.chain && one.table === other.table && one.hook === other.hook;

/** What the last thing that was met there did, and of how many. */
const noteOf = ({steps}: Place): string => {
	const rules = steps.filter(step => 'rule' in step).length;
	const last = steps.at(-1);
	if (last === undefined) return '';
	if ('at' in last) return last.did;
	const by = last.rule.number === undefined ? last.did : `${last.did}: ${last.rule.text}`;
	return rules > 1 ? `${rules} rules and policies met; the last one: ${by}` : by;
};
