import {existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {putIntoGroup} from './control-group.ts';
import {waitFor} from './execute.ts';
import type {Lab} from './lab.ts';

/** The two kinds of freezer: the controller of version 1, and the file that each group of version 2 has. */
export type FreezerKind = 1 | 2;

const version1 = '/sys/fs/cgroup/freezer';
const version2 = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'];

const topOf = (kind: FreezerKind): string | undefined =>
	kind === 1
		? existsSync(version1)
			? version1
			: undefined
		: version2.find(folder => existsSync(join(folder, 'cgroup.controllers')));

/** Why nothing can be frozen that way here; undefined when it can. */
export const lacksFreezer = (kind: FreezerKind) => (): string | undefined =>
	topOf(kind) === undefined ? `this machine has no freezer of control groups, version ${kind}` : undefined;

/** Puts processes into a control group of their own and freezes it. */
export const freeze = async (lab: Lab, pids: readonly number[], kind: FreezerKind): Promise<void> => {
	const top = topOf(kind);
	if (top === undefined) throw new Error('There is no freezer here.');
	const group = join(top, lab.name);
	await putIntoGroup(lab, group, pids);
	writeFileSync(join(group, kind === 1 ? 'freezer.state' : 'cgroup.freeze'), kind === 1 ? 'FROZEN' : '1');
	await waitFor('the group to freeze', () => existsSync(group));
};
