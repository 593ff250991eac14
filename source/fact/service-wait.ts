import {command, type Observation} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import type {Words} from '../engine/words.ts';
import {sampleTwice} from './sampling.ts';
import {serviceProcess} from './service-process.ts';

/** What the service's threads did between two samples, in milliseconds summed over the threads. */
export type ServiceWait = {
	readonly ranMs: number;
	/** Ready to run, with no processor free. This tells a starved service from one that is idle on a busy machine. */
	readonly waitedMs: number;
	/** How long the samples are apart. */
	readonly duringMs: number;
};

/** Sums `run wait slices` (nanoseconds) of /proc/PID/task/TID/schedstat, a line for each thread. */
export const readSchedstat = (text: string): Omit<ServiceWait, 'duringMs'> =>
	[...text.matchAll(/^(\d+) (\d+) \d+$/gm)].reduce(
		(sum, [, ran, waited]) => ({
			ranMs: sum.ranMs + Number(ran) / 1e6,
			waitedMs: sum.waitedMs + Number(waited) / 1e6,
		}),
		{ranMs: 0, waitedMs: 0},
	);

const readSample = (observation: Observation | undefined) => {
	const text = observation?.stdout ?? '';
	return {...readSchedstat(text), uptimeMs: Number(/^(\d+\.\d+) \d/m.exec(text)?.[1]) * 1000};
};

const uptime = '/proc/uptime';

/** The clock comes from the same command: a moment between two of them would be taken for time of the service. */
const ofAllThreads = (pids: readonly number[]) =>
	command(
		'find',
		uptime,
		...pids.map(pid => `/proc/${pid}/task`),
		...['-maxdepth', '2', '(', '-path', uptime, '-o', '-name', 'schedstat', ')', '-exec', 'cat', '{}', '+'],
	);

const nobody: Words = {en: 'no process serves the port', zh: '没有进程服务该端口'};
const noSchedstat: Words = {en: 'this kernel has no schedstat', zh: '该内核没有 schedstat'};

/** How long the service itself waited for a processor while it was probed. */
export const serviceWait: Fact<ServiceWait> = {
	id: 'service-wait',
	what: {en: 'how long the service waits for a processor', zh: '服务等待处理器的时间'},
	lookUp: async look => {
		const service = await look.know(serviceProcess);
		if (!service.known) return service;
		if (service.value.length === 0) return {known: false, why: nobody, from: service.from};
		const pids = service.value.map(({pid}) => pid);
		const isPlain = service.value.every(({threads}) => threads === 1);
		const {first, second} = await sampleTwice(look, [
			isPlain ? command('cat', uptime, ...pids.map(pid => `/proc/${pid}/schedstat`)) : ofAllThreads(pids),
		]);
		const [before, after] = [readSample(first[0]), readSample(second[0])];
		if (after.ranMs === 0) return {known: false, why: noSchedstat, from: second};
		// A thread that ended takes its time along.
		const value = {
			ranMs: Math.max(0, after.ranMs - before.ranMs),
			waitedMs: Math.max(0, after.waitedMs - before.waitedMs),
			duringMs: after.uptimeMs - before.uptimeMs,
		};
		return {known: true, value, from: second};
	},
};
