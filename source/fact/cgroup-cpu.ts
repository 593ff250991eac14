import {command, type Observation} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import {type CgroupFolder, cgroupMounts, foldersOf} from './cgroups.ts';
import {sampleTwice} from './sampling.ts';
import {serviceProcess} from './service-process.ts';

/** How often a control group ran, and how often it was stopped because its quota was used up. */
export type Throttling = {readonly periods: number; readonly throttled: number; readonly throttledMs: number};

/** A control group of the service, or a parent of it, with a CPU quota. */
export type CpuQuota = {
	readonly folder: string;
	/** The quota, in processors: 0.5 is half of one. */
	readonly cores: number;
	/** Since the group was made. */
	readonly ever: Throttling;
	/** Between two samples, around the probes. */
	readonly now: Throttling;
};

/** The quota in processors from `cpu.max` (`50000 100000`, `max 100000`); undefined without a quota. */
export const readCpuMax = (text: string): number | undefined => {
	const match = /^(\d+) (\d+)\s*$/.exec(text);
	return match ? Number(match[1]) / Number(match[2]) : undefined;
};

/** The quota in processors from version 1's `cpu.cfs_quota_us` and `cpu.cfs_period_us`; undefined without a quota (-1). */
export const readCfsQuota = (quota: string, period: string): number | undefined =>
	Number(quota) > 0 && Number(period) > 0 ? Number(quota) / Number(period) : undefined;

/** Reads `cpu.stat`: version 1 counts nanoseconds, version 2 microseconds. */
export const readThrottling = (text: string): Throttling => {
	const count = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
	return {
		periods: count('nr_periods'),
		throttled: count('nr_throttled'),
		throttledMs: count('throttled_time') / 1e6 + count('throttled_usec') / 1e3,
	};
};

const quotaOf = async (look: Look, {version, folder}: CgroupFolder): Promise<number | undefined> => {
	if (version === 2) return readCpuMax((await look.run(command('cat', `${folder}/cpu.max`))).stdout);
	const [quota, period] = await Promise.all(
		['quota', 'period'].map(name => look.run(command('cat', `${folder}/cpu.cfs_${name}_us`))),
	);
	return readCfsQuota(quota?.stdout ?? '', period?.stdout ?? '');
};

const lookAtGroup = async (
	look: Look,
	group: CgroupFolder,
): Promise<ReadonlyArray<{readonly quota: CpuQuota; readonly from: readonly Observation[]}>> => {
	const cores = await quotaOf(look, group);
	if (cores === undefined) return [];
	const {first, second} = await sampleTwice(look, [command('cat', `${group.folder}/cpu.stat`)]);
	const before = readThrottling(first[0]?.stdout ?? '');
	const ever = readThrottling(second[0]?.stdout ?? '');
	const now = {
		periods: ever.periods - before.periods,
		throttled: ever.throttled - before.throttled,
		throttledMs: ever.throttledMs - before.throttledMs,
	};
	return [{quota: {folder: group.folder, cores, ever, now}, from: second}];
};

/** The CPU quotas that the service is under; an empty list when there are none. */
export const cgroupCpu: Fact<readonly CpuQuota[]> = {
	id: 'cgroup-cpu',
	what: {en: 'the CPU quota of the service', zh: '服务的 CPU 配额'},
	lookUp: async look => {
		const service = await look.know(serviceProcess);
		if (!service.known) return service;
		const mounts = await cgroupMounts(look);
		const groups = service.value.flatMap(({cgroups}) => foldersOf(cgroups, {controller: 'cpu', mounts}));
		const once = [...new Map(groups.map(group => [group.folder, group])).values()];
		const found = (await Promise.all(once.map(group => lookAtGroup(look, group)))).flat();
		return {known: true, value: found.map(({quota}) => quota), from: found.flatMap(({from}) => from)};
	},
};
