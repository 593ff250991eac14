import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {putIntoGroup} from './control-group.ts';
import type {Lab} from './lab.ts';

const version1 = '/sys/fs/cgroup/cpu';
const version2 = '/sys/fs/cgroup';

const isVersion1 = () => existsSync(join(version1, 'cpu.cfs_quota_us'));

const isVersion2 = () => {
	try {
		return /\bcpu\b/.test(readFileSync(join(version2, 'cgroup.subtree_control'), 'utf8'));
	} catch {
		return false;
	}
};

/** Why no CPU quota can be set here; undefined when it can. */
export const lacksCpuQuota = (): string | undefined =>
	isVersion1() || isVersion2() ? undefined : 'this machine has no control group for the CPU';

/** Puts a process into a control group that gives it only so many percent of one CPU. */
export const throttle = async (lab: Lab, pid: number, percent: number): Promise<void> => {
	const group = join(isVersion1() ? version1 : version2, lab.name);
	await putIntoGroup(lab, group, [pid]);
	const quotaUs = percent * 1000;
	if (isVersion1()) {
		writeFileSync(join(group, 'cpu.cfs_period_us'), '100000');
		writeFileSync(join(group, 'cpu.cfs_quota_us'), String(quotaUs));
	} else {
		writeFileSync(join(group, 'cpu.max'), `${quotaUs} 100000`);
	}
};
