import {command, succeeded} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import type {Words} from '../engine/words.ts';
import {whyNothing} from './ladder.ts';
import {type Pressure, readPressure} from './pressure.ts';
import {sampleTwice} from './sampling.ts';
import {unreadable} from './unreadable.ts';

/** How the processors spend their time now. */
export type Cpu = {
	readonly cores: number;
	/** Shares of all processors' time between two samples, 0 to 1. `busy` counts neither idle nor waiting for disks. */
	readonly busy: number;
	readonly iowait: number;
	/** Taken by the hypervisor for other machines. */
	readonly steal: number;
	/** Processes that ran or wanted to run: the lower one of the two samples, as a moment's crowd says little. */
	readonly runnable?: number;
	/** The mean number of runnable or disk-bound processes over a minute. */
	readonly load1?: number;
	/** The share of time in which some process waited for a processor (PSI, kernel 4.20 and later). */
	readonly pressure?: Pressure;
	/** The share of time in which some process waited for a disk. */
	readonly ioPressure?: Pressure;
};

/** The ticks of all processors since the start, from /proc/stat (proc(5)). */
export type CpuTicks = {
	readonly total: number;
	readonly idle: number;
	readonly iowait: number;
	readonly steal: number;
	readonly cores: number;
	readonly runnable?: number;
};

/** Reads /proc/stat; undefined when it isn't that. */
export const readCpuTicks = (text: string): CpuTicks | undefined => {
	const line = /^cpu +(.*)$/m.exec(text)?.[1];
	if (line === undefined) return undefined;
	const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
		.trim()
		.split(/\s+/)
		.map(Number);
	const runnable = /^procs_running (\d+)$/m.exec(text)?.[1];
	return {
		// Guests' time, the last two columns, is already part of user and nice.
		total: user + nice + system + idle + iowait + irq + softirq + steal,
		idle,
		iowait,
		steal,
		cores: Math.max(1, (text.match(/^cpu\d+ /gm) ?? []).length),
		...(runnable !== undefined && {runnable: Number(runnable)}),
	};
};

/** The shares of time between two samples; undefined when no tick passed. */
export const cpuShares = (before: CpuTicks, after: CpuTicks): Pick<Cpu, 'busy' | 'iowait' | 'steal'> | undefined => {
	const total = after.total - before.total;
	if (total <= 0) return undefined;
	// Iowait may go backwards (proc(5)).
	const share = (ticks: number) => Math.min(1, Math.max(0, ticks / total));
	const [iowait, steal] = [share(after.iowait - before.iowait), share(after.steal - before.steal)];
	return {busy: share(total - (after.idle - before.idle)) - iowait - steal, iowait, steal};
};

const processorTimes: Words = {en: "the processors' times", zh: '处理器时间'};

/** What the processors do now. */
export const cpu: Fact<Cpu> = {
	id: 'cpu',
	what: {en: 'the load of the processors', zh: '处理器负载'},
	lookUp: async look => {
		const [loadavg, pressure, ioPressure, {first, second}] = await Promise.all([
			look.run(command('cat', '/proc/loadavg')),
			look.run(command('cat', '/proc/pressure/cpu')),
			look.run(command('cat', '/proc/pressure/io')),
			sampleTwice(look, [command('cat', '/proc/stat')]),
		]);
		const from = [...second, loadavg, ...[pressure, ioPressure].filter(succeeded)];
		const [before, after] = [readCpuTicks(first[0]?.stdout ?? ''), readCpuTicks(second[0]?.stdout ?? '')];
		const shares = before && after && cpuShares(before, after);
		if (!shares) {
			return {known: false, why: unreadable(processorTimes, ...second.map(whyNothing)), from};
		}

		const load = Number.parseFloat(loadavg.stdout);
		const [waiting, ioWaiting] = [readPressure(pressure.stdout), readPressure(ioPressure.stdout)];
		const value: Cpu = {
			cores: after.cores,
			...shares,
			...(before.runnable !== undefined &&
				after.runnable !== undefined && {runnable: Math.min(before.runnable, after.runnable)}),
			...(Number.isFinite(load) && {load1: load}),
			...(waiting && {pressure: waiting}),
			...(ioWaiting && {ioPressure: ioWaiting}),
		};
		return {known: true, value, from};
	},
};
