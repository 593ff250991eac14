import type {Fact, Look} from '../../engine/fact.ts';
import type {Seen} from '../../engine/known.ts';
import type {Words} from '../../engine/words.ts';
import {answers} from '../answers.ts';
import {watchPackets} from './capture.ts';
import {watchCounters} from './kernel.ts';
import {watchLog} from './log.ts';
import {watchRules} from './rules.ts';
import type {Sighting, Watched, Way} from './sighting.ts';
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
	readonly blind: readonly Words[];
};

/** The ways of watching: the ones that see the packets themselves, or the whole request, come first. */
export const ways = [
	['packets', watchPackets],
	['log', watchLog],
	['tracking', watchTracking],
	['sockets', watchSockets],
	['rules', watchRules],
	['counters', watchCounters],
] as const;

export type WayName = (typeof ways)[number][0];

const watching: Words = {en: 'watch for probes of the load balancer', zh: '观察负载均衡的探测'};

/** The load balancer's own probes: whether they arrive, and what becomes of them. */
export const witness: Fact<Witness> = {
	id: 'witness',
	what: {en: "the load balancer's own probes", zh: '负载均衡自己的探测'},
	lookUp: async look => {
		const {witnessS} = look;
		// A time of its own begins when no probe of this program is on its way any more; else it is theirs.
		if (witnessS !== undefined) await look.know(answers);
		return watchBy(look, ways, async () => {
			if (witnessS === undefined) await look.know(answers);
			else await look.wait(witnessS * 1000, watching);
		});
	},
};

/** Looks in each of these ways, waits, and looks again: what was seen of the load balancer's own probes meanwhile. */
export const watchBy = async (
	look: Look,
	by: ReadonlyArray<readonly [WayName, Way]>,
	pass: () => Promise<void>,
): Promise<Seen<Witness>> => {
	const began = look.now();
	const looks = await Promise.all(by.map(async ([name, begin]) => ({name, end: await begin(look)})));
	await pass();
	const watchedS = (look.now() - began) / 1000;
	const seen = await Promise.all(looks.map(async ({name, end}) => ({name, ...(await end(watchedS))})));
	return {
		known: true,
		value: {
			watchedS,
			sightings: seen.flatMap(({sightings}) => sightings),
			silent: seen.filter(({isSilent}) => isSilent).map(({name}) => name),
			blind: seen.flatMap(({name, blind}: Watched & {readonly name: WayName}) =>
				blind === undefined ? [] : [{en: `${names[name].en}: ${blind.en}`, zh: `${names[name].zh}：${blind.zh}`}],
			),
		},
		from: seen.flatMap(({from}) => from),
	};
};

const names: Readonly<Record<WayName, Words>> = {
	packets: {en: 'packets', zh: '报文'},
	log: {en: 'access log', zh: '访问日志'},
	tracking: {en: 'connection tracking', zh: '连接跟踪'},
	sockets: {en: 'sockets', zh: '套接字'},
	rules: {en: 'counters of rules', zh: '规则计数器'},
	counters: {en: 'counters of the kernel', zh: '内核计数器'},
};
