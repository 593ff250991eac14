import {chinese} from '../engine/chinese.ts';
import type {Fact, Look} from '../engine/fact.ts';
import type {Seen} from '../engine/known.ts';
import type {Words} from '../engine/words.ts';
import {listRepeatedly} from './list-again.ts';
import {type Listener, listeners} from './listeners.ts';
import {processes} from './processes.ts';
import {checkedListeners, serviceProcess} from './service-process.ts';
import {inRestart, lookAtUnits, stoppedUnit} from './units.ts';

/** Whether the listener comes and goes. */
export type Restarts = {
	readonly isRestarting: boolean;
	/** What was seen, as a sentence. */
	readonly seen?: Words;
	/** Units that systemd is about to start again after a failure. */
	readonly units: readonly string[];
	/** The unit that would serve the port if it ran, where nothing listens. */
	readonly stopped?: string;
};

const pauseMs = 250;
const samples = 12;
/** A listener that is younger than this may be one of a series, in seconds. */
const youngS = 2;

/** Watches the listener for three seconds where there is none, or a very young one. */
export const restarts: Fact<Restarts> = {
	id: 'restarts',
	what: {en: 'whether the service keeps restarting', zh: '服务是否反复重启'},
	lookUp: async look => {
		const sockets = await look.know(listeners);
		if (!sockets.known) return sockets;
		const first = checkedListeners(sockets.value, look.target);
		const steady = {known: true, value: {isRestarting: false, units: []}, from: sockets.from} as const;
		if (first.length > 0) {
			const [holders, all] = await Promise.all([look.know(serviceProcess), look.know(processes)]);
			const ages = holders.known ? holders.value.flatMap(({ageS}) => (ageS === undefined ? [] : [ageS])) : [];
			const pids = first.flatMap(listener => listener.processes.map(({pid}) => pid));
			// A process that was seen and is gone a moment later is the youngest of all, and so is one that had not come yet when
			// the processes were listed.
			const isGone = pids.length > 0 && (!holders.known || holders.value.length === 0);
			const isNew = pids.length > 0 && all.known && !all.value.some(({pid}) => pids.includes(pid));
			if (!isGone && !isNew && (ages.length === 0 || Math.max(...ages) >= youngS)) return steady;
		}

		const before = pidsOf(first);
		const [change, units] = await Promise.all([watch(look, sockets, before), lookAtUnits(look)]);
		const stopped = first.length === 0 ? stoppedUnit(units) : undefined;
		return {
			known: true,
			value: {
				isRestarting: change !== undefined,
				units: inRestart(units),
				...(change === undefined ? {} : {seen: change}),
				...(stopped === undefined ? {} : {stopped}),
			},
			from: sockets.from,
		};
	},
};

const pidsOf = (all: ReadonlyArray<{readonly processes: ReadonlyArray<{readonly pid: number}>}>): string =>
	all.length === 0 ? 'nobody' : all.flatMap(({processes}) => processes.map(({pid}) => pid)).join();

/**
 * Whether others listen now than before (pids with commas between, or `nobody`). While one of them stays, nothing was started
 * anew: a child holds the socket too for the moment between fork(2) and its own program, and workers come and go.
 */
export const isReplaced = (before: string, now: string): boolean => {
	if (now === before) return false;
	const listened = new Set(before.split(','));
	return now === '' || before === '' || !now.split(',').some(pid => listened.has(pid));
};

/** Who listens now; its number isn't known where the sockets are listed without their owners. */
const someone = (pids: string): Words =>
	pids === '' ? {en: 'another process', zh: '另一个进程'} : {en: `pid ${pids}`, zh: `进程 ${pids}`};

const watch = async (look: Look, sockets: Seen<readonly Listener[]>, before: string): Promise<Words | undefined> => {
	for await (const all of listRepeatedly(look, sockets, {times: samples, pauseMs})) {
		const now = pidsOf(checkedListeners(all, look.target));
		if (!isReplaced(before, now)) continue;
		const {port} = look.target.healthCheck;
		const late = someone(now);
		if (before === 'nobody')
			return {
				en: `nothing listened on port ${port}, and a moment later ${late.en} did`,
				zh: chinese`端口 ${port} 上先是没有监听，片刻后由 ${late.zh} 监听`,
			};
		if (now === 'nobody')
			return {
				en: `pid ${before} listened on port ${port}, and a moment later nothing did`,
				zh: `端口 ${port} 先由进程 ${before} 监听，片刻后没有监听`,
			};
		return {
			en: `pid ${before} listened on port ${port}, and a moment later ${late.en} did`,
			zh: chinese`端口 ${port} 先由进程 ${before} 监听，片刻后由 ${late.zh} 监听`,
		};
	}

	return undefined;
};
