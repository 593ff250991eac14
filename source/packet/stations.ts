import type {Station} from '../engine/exhibit.ts';
import {verbatim, type Words} from '../engine/words.ts';
import type {Passage, RuleRef, TraceStep} from './passage.ts';
import {outcomeOf} from './trace.ts';

/** A packet of the exchange, and the places that it came to. */
export type PacketStations = {readonly name: Words; readonly stations: readonly Station<Words>[]};

type Group = {readonly name: Words; readonly steps: TraceStep[]};

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
			name: placeNames.get(place.name) ?? verbatim(place.name),
			state: place === doubt ? 'unknown' : outcome === 'stopped' && place === places.at(-1) ? 'stopped' : 'passed',
			note: noteOf(place),
		})),
	}));
};

/** The rest of an exchange whose first answer has no way back never happens. */
const untilLost = ({trace, probe, reply, routes = []}: Passage): readonly TraceStep[] => {
	if (probe.is === 'stop' || reply?.is === 'stop' || routes.length === 0 || routes.some(({is}) => is === 'unicast'))
		return trace;
	const answer = trace.findIndex(step => 'at' in step && step.at === 'packet' && step.direction === 'reply');
	const lost = trace.findIndex((step, index) => index > answer && 'at' in step && step.at === 'routing');
	return answer < 0 || lost < 0 ? trace : trace.slice(0, lost + 1);
};

/** What is no hook of netfilter's. */
const placeNames: ReadonlyMap<string, Words> = new Map([
	['routing', {en: 'routing', zh: '路由'}],
	['service', {en: 'service', zh: '服务'}],
]);

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
const noteOf = ({steps}: Place): Words => {
	const rules = steps.filter(step => 'rule' in step).length;
	const last = steps.at(-1);
	if (last === undefined) return verbatim('');
	if ('at' in last) return last.did;
	const {did, rule} = last;
	const by = rule.number === undefined ? did : {en: `${did.en}: ${rule.text}`, zh: `${did.zh}：${rule.text}`};
	return rules > 1
		? {
				en: `${rules} rules and policies met; the last one: ${by.en}`,
				zh: `经过 ${rules} 条规则和默认策略；最后一条：${by.zh}`,
			}
		: by;
};
