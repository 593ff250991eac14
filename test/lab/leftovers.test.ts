import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {putIntoGroup} from './harness/control-group.ts';
import {waitFor} from './harness/execute.ts';
import {openLab} from './harness/lab.ts';
import {clean} from './harness/leftovers.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';

const freezer = '/sys/fs/cgroup/freezer';
const lacks = labLacks() ?? (existsSync(freezer) ? undefined : 'no freezer of control groups');

const started: Array<ReturnType<typeof spawn>> = [];
afterEach(() => {
	for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A process of this machine that no lab has to do with. */
const bystander = (): number => {
	const child = spawn('sleep', ['60'], {stdio: 'ignore'});
	started.push(child);
	if (child.pid === undefined) throw new Error('sleep could not be started');
	return child.pid;
};

const isThere = (pid: number): boolean => existsSync(`/proc/${pid}`);

describe.skipIf(lacks !== undefined)('what a lab ends with', () => {
	test('its own processes go, also those of an inner group; who got into its group by mistake stays', async () => {
		const lab = await openLab();
		const group = join(freezer, lab.name, 'inner');
		const own = await startNginx(lab);
		await putIntoGroup(lab, group, [own.pid]);
		const pid = bystander();
		writeFileSync(join(group, 'cgroup.procs'), `${pid}`);
		await clean(lab.name);
		await waitFor('nginx to end', () => !isThere(own.pid));
		expect(isThere(pid)).toBe(true);
		expect(readFileSync(`/proc/${pid}/cgroup`, 'utf8')).toMatch(/:freezer:\/\n/);
		expect(existsSync(join(freezer, lab.name))).toBe(false);
	});

	test('a group left by a lab that was killed is removed by its name alone', async () => {
		const name = `slbw-${bystander()}-1`;
		mkdirSync(join(freezer, name, 'inner'), {recursive: true});
		await clean(name);
		expect(existsSync(join(freezer, name))).toBe(false);
	});

	test.for(['whoever writes it (0)', 'init', 'a bystander'])('%s is never put into a group', async who => {
		const lab = await openLab();
		try {
			const pid = who === 'init' ? 1 : who === 'a bystander' ? bystander() : 0;
			await expect(putIntoGroup(lab, join(freezer, lab.name), [pid])).rejects.toThrow('none of its own');
			expect(existsSync(join(freezer, lab.name))).toBe(false);
		} finally {
			await lab.close();
		}
	});
});
