import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Command, Observation} from '../../source/engine/command.ts';
import {localHost} from '../../source/host/local.ts';

const host = localHost();
const shell = (script: string, more: Partial<Command> = {}): Command => ({file: 'sh', args: ['-c', script], ...more});

const essence = ({stdout, exitCode, failure}: Observation) => ({stdout, exitCode, failure});

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'slb-wizard-host-'));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

/** A zombie is dead; who has to bury it is another question. */
const isAlive = async (pid: number): Promise<boolean> => {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State: Z');
	return !/^State:\s*[ZX]/m.test(status);
};

describe('what a command does is data', () => {
	it.each<[string, Command, Partial<Observation>]>([
		['succeeds', shell('echo yes'), {stdout: 'yes\n', exitCode: 0}],
		['fails', shell('echo no; exit 3'), {stdout: 'no\n', exitCode: 3}],
		['is not there', {file: 'slb-wizard-no-such-command', args: []}, {stdout: '', failure: 'not-found'}],
		['hangs', shell('sleep 30', {timeoutMs: 200}), {stdout: '', failure: 'timeout'}],
		['ignores signals', shell('trap "" TERM INT; sleep 30', {timeoutMs: 200}), {stdout: '', failure: 'timeout'}],
		['prints without an end', shell('yes', {timeoutMs: 20_000}), {failure: 'too-much-output'}],
	])('one that %s', async (_, command, expected) => {
		const observation = essence(await host.run(command));
		expect(observation).toMatchObject(expected);
		if (expected.exitCode === undefined) expect(observation.exitCode).toBeUndefined();
	});

	it('one that may not be run is denied', async () => {
		const file = join(folder, 'not-executable');
		await writeFile(file, '');
		await chmod(file, 0o600);
		expect(await host.run({file, args: []})).toMatchObject({failure: 'denied'});
	});

	it('a command speaks English, whatever the locale', async () => {
		const {stdout} = await host.run(shell('echo $LC_ALL'));
		expect(stdout).toBe('C\n');
	});

	it('arguments reach it as they are: no shell reads them', async () => {
		const words = ['a b', "it's", '$(id)', '`id`', '-n', '*', 'x\ny'];
		const {stdout} = await host.run({file: 'printf', args: ['%s\\0', ...words]});
		expect(stdout.split('\0').slice(0, -1)).toEqual(words);
	});
});

describe('a command that is ended', () => {
	it('takes its children along when its time is over', async () => {
		const file = join(folder, 'pid');
		await host.run(shell(`sleep 30 & echo $! > ${file}; wait`, {timeoutMs: 300}));
		const {stdout} = await host.run(shell(`cat ${file}`));
		await expect.poll(() => isAlive(Number(stdout))).toBe(false);
	});

	it('is cancelled when the person stops it', async () => {
		const controller = new AbortController();
		const running = host.run(shell('sleep 30'), controller.signal);
		controller.abort();
		expect(essence(await running)).toMatchObject({failure: 'cancelled'});
	});

	// A child is in the terminal's process group for a moment: what is sent to that in this moment is not meant for it.
	it.each(['HUP', 'INT'])('by SIG%s, as the terminal does before it has begun, is run once more', async signal => {
		const once = shell(`mkdir ${folder}/${signal} && kill -${signal} $$; echo done`);
		expect(essence(await host.run(once))).toEqual({stdout: 'done\n', exitCode: 0, failure: undefined});
	});

	it('by that each time has given no answer, and one that something else ended is not tried again', async () => {
		const each = await host.run(shell(`echo x >> ${folder}/each; kill -HUP $$`));
		expect(essence(each)).toMatchObject({failure: 'cancelled'});
		expect((await readFile(join(folder, 'each'), 'utf8')).length).toBe(10);
		const killed = await host.run(shell(`echo x >> ${folder}/killed; kill -KILL $$`));
		expect(essence(killed)).toMatchObject({failure: 'cancelled'});
		expect((await readFile(join(folder, 'killed'), 'utf8')).length).toBe(2);
	});

	it('does not begin when the person had stopped before', async () => {
		const controller = new AbortController();
		controller.abort();
		expect(essence(await host.run(shell('sleep 30'), controller.signal))).toMatchObject({failure: 'cancelled'});
	});
});

describe('a file is read without a process, as cat would', () => {
	it('that is there', async () => {
		const file = join(folder, 'file');
		await writeFile(file, 'text');
		expect(essence(await host.run({file: 'cat', args: [file]}))).toEqual({stdout: 'text', exitCode: 0});
	});

	it('that is not there', async () => {
		const observation = await host.run({file: 'cat', args: ['/no/such/file']});
		expect(observation).toMatchObject({exitCode: 1, stderr: 'cat: /no/such/file: No such file or directory\n'});
	});

	it('that never comes to an end gives up after its time', async () => {
		const file = join(folder, 'fifo');
		await host.run({file: 'mkfifo', args: [file]});
		const reading = host.run({file: 'cat', args: [file], timeoutMs: 200});
		expect(essence(await reading)).toMatchObject({failure: 'timeout'});
		// The reader of a pipe that nobody writes to would keep a thread of this process.
		await host.run(shell(`echo > ${file}`, {timeoutMs: 1000}));
	});
});
