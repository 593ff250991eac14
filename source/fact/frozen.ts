import {command} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import {type CgroupFolder, type CgroupMembership, cgroupMounts, foldersOf} from './cgroups.ts';
import {type ServiceProcess, serviceProcess} from './service-process.ts';

/** A process of the service that can't run, and not for want of anything. */
export type FrozenProcess = ServiceProcess & {
	/** The control group that keeps it frozen; absent when a signal (state T) or a tracer (state t) does. */
	readonly freezer?: CgroupFolder;
};

/** The processes of the service that a signal, a tracer or a control group keeps from running. */
export const frozenProcesses: Fact<readonly FrozenProcess[]> = {
	id: 'frozen-processes',
	what: {en: 'which processes of the service are frozen', zh: '服务进程的冻结情况'},
	lookUp: async look => {
		const [service, mounts] = await Promise.all([look.know(serviceProcess), cgroupMounts(look)]);
		if (!service.known) return service;
		const looks = await Promise.all(
			service.value.map(async (process): Promise<readonly FrozenProcess[]> => {
				const {state, cgroups} = process;
				const freezer = state === 'R' ? undefined : await frozenBy(look, cgroups, mounts);
				if (freezer !== undefined) return [{...process, freezer}];
				return state.toUpperCase() === 'T' ? [process] : [];
			}),
		);
		return {...service, value: looks.flat()};
	},
};

/** The file that says whether a control group itself, not a parent, was told to freeze. */
const switchOf = ({version, folder}: CgroupFolder): string =>
	`${folder}/${version === 2 ? 'cgroup.freeze' : 'freezer.self_freezing'}`;

/**
 * The control group that keeps a process frozen: its own one or a parent (`docker pause`, `systemctl freeze`, the
 * version 1 freezer). Undefined when none does. A process that is frozen this way is in state D or S, as if it waited
 * for a disk or for work: the state alone doesn't tell (cgroup-v1/freezer-subsystem.rst; cgroup-v2.rst, cgroup.freeze).
 */
async function frozenBy(
	look: Look,
	memberships: readonly CgroupMembership[],
	mounts: string,
): Promise<CgroupFolder | undefined> {
	const folders = foldersOf(memberships, {controller: 'freezer', mounts});
	if (folders.length === 0) return undefined;
	const {stdout} = await look.run(command('grep', '-sH', '^1', ...folders.map(switchOf)));
	const frozen = new Set(stdout.split('\n').flatMap(line => /^(.*):1$/.exec(line)?.[1] ?? []));
	return folders.findLast(folder => frozen.has(switchOf(folder)));
}
