import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {execute} from './execute.ts';

const script = fileURLToPath(new URL('clean.sh', import.meta.url));
const open = new Set<string>();

/** The directory of the lab with this name. */
export const directoryOf = (name: string) => join(tmpdir(), name);

/** Notes that a lab was opened, so that it goes even when the tests are interrupted. */
export const noteOpened = (name: string) => open.add(name);

/** Removes everything that the lab made. */
export const clean = async (name: string) => {
	await execute('sh', [script, name, directoryOf(name)]);
	open.delete(name);
};

const cleanNow = () => {
	for (const name of open) {
		spawnSync('sh', [script, name, directoryOf(name)]);
	}

	open.clear();
};

process.once('exit', cleanNow);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => {
		cleanNow();
		process.exit(130);
	});
}

const isAlive = (pid: number) => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

const namesIn = (directory: string) => {
	try {
		return readdirSync(directory);
	} catch {
		return [];
	}
};

/** Removes what earlier runs left that were killed: their labs carry the pid of an owner that is no more. */
export const sweepLeftovers = async () => {
	const names = [
		tmpdir(),
		'/run/netns',
		'/sys/fs/cgroup',
		'/sys/fs/cgroup/cpu',
		'/sys/fs/cgroup/freezer',
		'/sys/fs/cgroup/unified',
	].flatMap(namesIn);
	const labs = new Map(names.flatMap(name => [...name.matchAll(/^(slbw-(\d+)-\d+)(-\w+)?$/g)]).map(m => [m[1], m[2]]));
	for (const [lab, owner] of labs) {
		if (lab !== undefined && !isAlive(Number(owner))) {
			await clean(lab);
		}
	}
};
