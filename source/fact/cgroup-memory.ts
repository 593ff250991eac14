import {command, type Observation} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import {type CgroupFolder, cgroupMounts, foldersOf} from './cgroups.ts';
import {readNumbers} from './memory.ts';
import {sampleTwice} from './sampling.ts';
import {serviceProcess} from './service-process.ts';

/** A control group of the service, or a parent of it, with a memory limit. Sizes in bytes. */
export type MemoryLimit = {
	readonly folder: string;
	readonly limit: number;
	/** Without the file cache that the kernel can drop. */
	readonly used: number;
	/** How often the limit was hit: since the group was made, and between two samples. */
	readonly hits: number;
	readonly hitsNow: number;
	/** Processes of the group killed for lack of memory. */
	readonly oomKills: number;
	readonly oomKillsNow: number;
};

// The file names of the two versions (Documentation/admin-guide/cgroup-v1/memory.rst, cgroup-v2.rst).
const files = {
	1: {
		limit: 'memory.limit_in_bytes',
		sampled: ['memory.usage_in_bytes', 'memory.stat', 'memory.failcnt', 'memory.oom_control'],
	},
	2: {limit: 'memory.max', sampled: ['memory.current', 'memory.stat', 'memory.events']},
} as const;

/** Version 1 writes "no limit" as the largest multiple of a page. */
const noLimit = 2 ** 60;

/** Reads the usage, the droppable cache, the hits and the kills out of one version's files, in the order of `files`. */
export const readUsage = (
	version: 1 | 2,
	[current = '', stat = '', counts = '', control = '']: readonly string[],
): Pick<MemoryLimit, 'used' | 'hits' | 'oomKills'> => {
	const {total_inactive_file: oldCache, inactive_file: cache = 0} = readNumbers(stat);
	const used = Math.max(0, Number(current) - (oldCache ?? cache));
	if (version === 1) return {used, hits: Number(counts), oomKills: readNumbers(control).oom_kill ?? 0};
	const {max = 0, oom_kill: oomKills = 0} = readNumbers(counts);
	return {used, hits: max, oomKills};
};

const lookAtGroup = async (
	look: Look,
	{version, folder}: CgroupFolder,
): Promise<ReadonlyArray<{readonly found: MemoryLimit; readonly from: readonly Observation[]}>> => {
	const limit = Number.parseInt((await look.run(command('cat', `${folder}/${files[version].limit}`))).stdout, 10);
	// A missing file and `max` are no numbers.
	if (!Number.isFinite(limit) || limit >= noLimit) return [];
	const commands = files[version].sampled.map(name => command('cat', `${folder}/${name}`));
	const {first, second} = await sampleTwice(look, commands);
	const usage = (observations: readonly Observation[]) =>
		readUsage(
			version,
			observations.map(({stdout}) => stdout),
		);
	const [before, after] = [usage(first), usage(second)];
	const found = {
		folder,
		limit,
		...after,
		hitsNow: after.hits - before.hits,
		oomKillsNow: after.oomKills - before.oomKills,
	};
	return [{found, from: second}];
};

/** The memory limits that the service is under; an empty list when there are none. */
export const cgroupMemory: Fact<readonly MemoryLimit[]> = {
	id: 'cgroup-memory',
	what: {en: 'the memory limit of the service', zh: '服务的内存限制'},
	lookUp: async look => {
		const service = await look.know(serviceProcess);
		if (!service.known) return service;
		const mounts = await cgroupMounts(look);
		const groups = service.value.flatMap(({cgroups}) => foldersOf(cgroups, {controller: 'memory', mounts}));
		const once = [...new Map(groups.map(group => [group.folder, group])).values()];
		const found = (await Promise.all(once.map(group => lookAtGroup(look, group)))).flat();
		return {known: true, value: found.map(one => one.found), from: found.flatMap(({from}) => from)};
	},
};
