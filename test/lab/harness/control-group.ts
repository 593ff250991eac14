import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {must} from './execute.ts';
import type {Lab} from './lab.ts';

/**
 * Makes a control group and puts processes of the lab's backend into it. Throws for any other process: 0 means whoever
 * writes it (cgroups(7)), and whatever is in a lab's group ends with the lab.
 */
export const putIntoGroup = async (lab: Lab, group: string, pids: readonly number[]): Promise<void> => {
	const own = new Set((await must('ip', ['netns', 'pids', lab.backend.name])).split('\n').map(Number));
	const [foreign] = pids.filter(pid => pid === 0 || !own.has(pid));
	if (foreign !== undefined)
		throw new Error(`The lab was to put process ${foreign} into ${group}: it is none of its own.`);
	mkdirSync(group, {recursive: true});
	for (const pid of pids) writeFileSync(join(group, 'cgroup.procs'), String(pid));
};
