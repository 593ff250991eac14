import {command} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import {type CgroupFolder, type CgroupMembership, cgroupMounts, foldersOf} from './cgroups.ts';

/** The file that says whether a control group itself, not a parent, was told to freeze. */
const switchOf = ({version, folder}: CgroupFolder): string =>
	`${folder}/${version === 2 ? 'cgroup.freeze' : 'freezer.self_freezing'}`;

/**
 * The control group that keeps a process frozen: its own one or a parent (`docker pause`, `systemctl freeze`, the
 * version 1 freezer). Undefined when none does. A process that is frozen this way is in state D or S, as if it waited
 * for a disk or for work: the state alone doesn't tell (cgroup-v1/freezer-subsystem.rst; cgroup-v2.rst, cgroup.freeze).
 */
export async function frozenBy(
	look: Look,
	memberships: readonly CgroupMembership[],
): Promise<CgroupFolder | undefined> {
	const mounts = await cgroupMounts(look);
	const folders = foldersOf(memberships, {controller: 'freezer', mounts});
	if (folders.length === 0) return undefined;
	const {stdout} = await look.run(command('grep', '-sH', '^1', ...folders.map(switchOf)));
	const frozen = new Set(stdout.split('\n').flatMap(line => /^(.*):1$/.exec(line)?.[1] ?? []));
	return folders.findLast(folder => frozen.has(switchOf(folder)));
}
