import {command, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import {type Mount, readMounts} from './mounts.ts';

/** A control group that a process is in, as a line of /proc/PID/cgroup names it (cgroups(7)). */
export type CgroupMembership = {
	/** `v2`, or the controllers of a version 1 hierarchy: `['cpu', 'cpuacct']`. */
	readonly controllers: 'v2' | readonly string[];
	/** Beneath the hierarchy's mount point. */
	readonly path: string;
};

/** Reads /proc/PID/cgroup. */
export const readMemberships = (text: string): readonly CgroupMembership[] =>
	text.split('\n').flatMap(line => {
		const match = /^(\d+):([^:]*):(\/.*)$/.exec(line);
		if (!match) return [];
		const [, number, names = '', path = ''] = match;
		return [{controllers: number === '0' && names === '' ? 'v2' : names.split(','), path} as const];
	});

/** A control group's folder, with the version of the files in it. */
export type CgroupFolder = {readonly version: 1 | 2; readonly folder: string};

/**
 * The folders of the group and of its parents that can limit a resource, the innermost first. The top one has no
 * limits of its own and is left out, except in a container, where it is the container's own group.
 */
export const foldersOf = (
	memberships: readonly CgroupMembership[],
	{controller, mounts}: {readonly controller: string; readonly mounts: string},
): readonly CgroupFolder[] => {
	const hierarchies = readMounts(mounts).flatMap(({type, options, point}): readonly CgroupFolder[] => {
		if (type === 'cgroup2') return [{version: 2, folder: point}];
		return type === 'cgroup' && options.includes(controller) ? [{version: 1, folder: point}] : [];
	});
	return hierarchies.flatMap(({version, folder: top}) => {
		const membership = memberships.find(({controllers}) =>
			version === 2 ? controllers === 'v2' : controllers !== 'v2' && controllers.includes(controller),
		);
		// A path that begins with /.. is outside of what this mount shows.
		if (!membership || membership.path.startsWith('/..')) return [];
		const names = membership.path.split('/').filter(Boolean);
		const paths = names.map((_, index) => names.slice(0, names.length - index).join('/'));
		return [...paths.map(path => `${top}/${path}`), top].map(folder => ({version, folder}));
	});
};

const isCgroup = ({type}: Mount): boolean => type.startsWith('cgroup');

/**
 * The table of mounts where the control groups can be seen. `ip netns exec` and some containers hide them; the first
 * process and the kernel's own threads, whose root folder root may enter, still have them.
 */
export const cgroupMounts = async (look: Look): Promise<string> => {
	const [own, ...others] = await Promise.all([
		look.run(command('cat', '/proc/mounts')),
		...[1, 2].map(async pid => {
			const [table, root] = await Promise.all([
				look.run(command('cat', `/proc/${pid}/mounts`)),
				look.run(command('ls', '-d', `/proc/${pid}/root/`)),
			]);
			const mounts = succeeded(root) ? readMounts(table.stdout).filter(isCgroup) : [];
			return mounts.map(
				({device, point, type, options}) => `${device} /proc/${pid}/root${point} ${type} ${options.join()} 0 0`,
			);
		}),
	]);
	if (readMounts(own.stdout).some(isCgroup)) return own.stdout;
	return others.find(mounts => mounts.length > 0)?.join('\n') ?? '';
};
