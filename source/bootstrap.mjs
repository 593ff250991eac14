import {existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist', 'cli.mjs');
const lock = join(root, '.building');

/** When a file was last changed, in milliseconds since 1970; 0 for one that isn't there. */
const changedAt = path => statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? 0;

/** When a folder or anything in it was last changed. (`recursive: true` of readdir takes five times as long.) */
const changedWithin = folder =>
	Math.max(
		changedAt(folder),
		...readdirSync(folder, {withFileTypes: true}).map(entry =>
			entry.isDirectory() ? changedWithin(join(folder, entry.name)) : changedAt(join(folder, entry.name)),
		),
	);

/** Whether the built program is missing, or older than anything that it is made from. */
const isStale = () => {
	const changes = [changedWithin(join(root, 'source')), changedAt(join(root, 'package.json'))];
	return Math.max(...changes, changedAt(join(root, 'package-lock.json'))) > changedAt(program);
};

/** npm's own variables would make the inner npm take the outer one's folder and settings. */
const environment = () =>
	Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_')));

/** Runs a command with its output on standard error: standard output belongs to the answer. */
const isDone = async (file, args, options = {}) => {
	// Loaded only now: every start of a checkout comes through this file, and few of them build.
	const {spawnSync} = await import('node:child_process');
	return spawnSync(file, args, {cwd: root, env: environment(), stdio: ['ignore', 2, 2], ...options}).status === 0;
};

/** npm as a program for this very Node where that is known, as under `npx`. */
const install = () => {
	const args = ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'];
	const npm = process.env.npm_execpath;
	return npm?.endsWith('.js')
		? isDone(process.execPath, [npm, ...args])
		: isDone('npm', args, {shell: process.platform === 'win32'});
};

const isAlive = pid => {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return error.code === 'EPERM';
	}
};

/** Takes the lock; when another process has it, waits for that process to finish or to die. */
const takeLock = async () => {
	for (;;) {
		try {
			writeFileSync(lock, String(process.pid), {flag: 'wx'});
			return;
		} catch (error) {
			if (error.code !== 'EEXIST') {
				throw error;
			}
		}

		await new Promise(resolve => setTimeout(resolve, 200));
		if (existsSync(lock) && !isAlive(Number(readFileSync(lock, 'utf8')))) {
			rmSync(lock, {force: true});
		}
	}
};

const build = async () => {
	if (!isStale()) {
		return true;
	}

	const hasTools = existsSync(join(root, 'node_modules', 'rolldown'));
	process.stderr.write(
		hasTools ? 'slb-wizard: building …\n' : 'slb-wizard: first start: installing and building, about 10 seconds …\n',
	);
	const isBuilt =
		(hasTools || (await install())) && (await isDone(process.execPath, [join(root, 'source', 'build.mjs')]));
	if (!isBuilt) {
		process.stderr.write('slb-wizard could not be built from this checkout. `npm ci && npm run build` shows why.\n');
	}

	return isBuilt;
};

/** Makes the built program of a checkout current. Says whether there is one. */
export const bootstrap = async () => {
	if (!isStale()) {
		return true;
	}

	try {
		await takeLock();
	} catch (error) {
		// Somebody else's checkout, or a read-only one: what was built there is better than nothing.
		process.stderr.write(`slb-wizard: this checkout can't be built by you (${error.code}).\n`);
		return existsSync(program);
	}

	try {
		return await build();
	} finally {
		rmSync(lock, {force: true});
	}
};
