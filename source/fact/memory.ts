import {command} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {whyNothing} from './ladder.ts';
import {type Pressure, readPressure} from './pressure.ts';
import {sampleTwice} from './sampling.ts';
import {unreadable} from './unreadable.ts';

/** The machine's memory, sizes in kB (of 1024 bytes). */
export type Memory = {
	readonly totalKb: number;
	/** What programs can still get without swapping. */
	readonly availableKb: number;
	readonly swapTotalKb: number;
	readonly swapFreeKb: number;
	/** Pages swapped in and out between two samples. */
	readonly swappedIn: number;
	readonly swappedOut: number;
	/** Processes killed for lack of memory: since the start, and between two samples; absent before kernel 4.13. */
	readonly oomKills?: number;
	readonly oomKillsNow?: number;
	/** The share of time in which some process waited for memory (PSI). */
	readonly pressure?: Pressure;
};

/** Reads `Name: 123 kB` or `name 123` lines (/proc/meminfo, /proc/vmstat, memory.stat) as name → number. */
export const readNumbers = (text: string): Readonly<Record<string, number>> =>
	Object.fromEntries(
		[...text.matchAll(/^([\w()]+):?\s+(-?\d+)(?: kB)?$/gm)].map(([, name, value]) => [name, Number(value)]),
	);

/** What programs can still get: MemAvailable, or before kernel 3.14 the estimate that `free` made of it. */
export const availableKb = (meminfo: Readonly<Record<string, number>>): number | undefined => {
	const {MemAvailable, MemFree, Buffers = 0, Cached = 0, Shmem = 0} = meminfo;
	if (MemAvailable !== undefined) return MemAvailable;
	return MemFree === undefined ? undefined : MemFree + Buffers + Math.max(0, Cached - Shmem);
};

/** The machine's memory, and whether it is short of it now. */
export const memory: Fact<Memory> = {
	id: 'memory',
	what: {en: 'the memory', zh: '内存'},
	lookUp: async look => {
		const [meminfo, pressure, {first, second}] = await Promise.all([
			look.run(command('cat', '/proc/meminfo')),
			look.run(command('cat', '/proc/pressure/memory')),
			sampleTwice(look, [command('cat', '/proc/vmstat')]),
		]);
		const sizes = readNumbers(meminfo.stdout);
		const available = availableKb(sizes);
		const from = [meminfo, ...second];
		if (available === undefined || !sizes.MemTotal) {
			return {known: false, why: unreadable({en: "the memory's size", zh: '内存大小'}, whyNothing(meminfo)), from};
		}

		const [before, after] = [readNumbers(first[0]?.stdout ?? ''), readNumbers(second[0]?.stdout ?? '')];
		const growth = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
		const waiting = readPressure(pressure.stdout);
		const value: Memory = {
			totalKb: sizes.MemTotal,
			availableKb: available,
			swapTotalKb: sizes.SwapTotal ?? 0,
			swapFreeKb: sizes.SwapFree ?? 0,
			swappedIn: growth('pswpin'),
			swappedOut: growth('pswpout'),
			...(after.oom_kill !== undefined && {oomKills: after.oom_kill, oomKillsNow: growth('oom_kill')}),
			...(waiting && {pressure: waiting}),
		};
		return {known: true, value, from};
	},
};
