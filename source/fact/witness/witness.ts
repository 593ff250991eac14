import type {Fact} from '../../engine/fact.ts';
import {answers} from '../answers.ts';
import {watchPackets} from './capture.ts';
import {watchCounters} from './kernel.ts';
import {watchLog} from './log.ts';
import {watchRules} from './rules.ts';
import type {Sighting, Watched} from './sighting.ts';
import {watchSockets} from './sockets.ts';
import {watchTracking} from './tracking.ts';

/** What was seen of the load balancer's own probes, without sending anything. */
export type Witness = {
	/** For how long was watched, in seconds. */
	readonly watchedS: number;
	/** The strongest way of seeing first. */
	readonly sightings: readonly Sighting[];
	/** The ways by which any probe would have been seen, and none was. */
	readonly silent: readonly WayName[];
	/** Why ways could not see, or not everything. */
	readonly blind: readonly string[];
};

/** The ways of watching: the ones that see the packets themselves, or the whole request, come first. */
const ways = [
	['packets', watchPackets],
	['log', watchLog],
	['tracking', watchTracking],
	['sockets', watchSockets],
	['rules', watchRules],
	['counters', watchCounters],
] as const;

export type WayName = (typeof ways)[number][0];

/** The load balancer's own probes: whether they arrive, and what becomes of them. */
export const witness: Fact<Witness> = {
	id: 'witness',
	what: "the load balancer's own probes",
	lookUp: async look => {
		const {witnessS} = look;
		// A time of its own begins when no probe of this program is on its way any more; else it is theirs.
		if (witnessS !== undefined) await look.know(answers);
		const began = look.now();
		const looks = await Promise.all(ways.map(async ([name, begin]) => ({name, end: await begin(look)})));
		if (witnessS === undefined) await look.know(answers);
		else await look.wait(witnessS * 1000, 'watch for probes of the load balancer');
		const watchedS = (look.now() - began) / 1000;
		const seen = await Promise.all(looks.map(async ({name, end}) => ({name, ...(await end(watchedS))})));
		return {
			known: true,
			value: {
				watchedS,
				sightings: seen.flatMap(({sightings}) => sightings),
				silent: seen.filter(({isSilent}) => isSilent).map(({name}) => name),
				blind: seen.flatMap(({name, blind}: Watched & {readonly name: WayName}) =>
					blind === undefined ? [] : [`${names[name]}: ${blind}`],
				),
			},
			from: seen.flatMap(({from}) => from),
		};
	},
};

const names: Readonly<Record<WayName, string>> = {
	packets: 'packets',
	log: 'access log',
	tracking: 'connection tracking',
	sockets: 'sockets',
	rules: 'counters of rules',
	counters: 'counters of the kernel',
};
