import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {waitFor} from '../lab/harness/execute.ts';
import {hostState} from '../lab/harness/host-state.ts';
import {type Lab, openLab} from '../lab/harness/lab.ts';
import {labLacks} from '../lab/harness/needs.ts';
import {build, hasTmux, openTerminal, type Terminal} from '../terminal/terminal.ts';

const why = hasTmux ? labLacks() : 'there is no tmux';

const nobody = 'setpriv --reuid=65534 --regid=65534 --clear-groups';

/** Whether users may have namespaces of their own here: not every distribution lets them. */
const mayHaveOwn = spawnSync('sh', ['-c', `${nobody} unshare --map-root-user --net ip link set lo up`]).status === 0;

type Process = {readonly pid: number; readonly parent: number; readonly spaces: readonly string[]};

/** Every process of this machine, with its network and its process namespace. */
const processes = (): readonly Process[] =>
	readdirSync('/proc')
		.filter(name => /^\d+$/.test(name))
		.flatMap((name): readonly Process[] => {
			try {
				const [, parent = ''] = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8')) ?? [];
				const spaces = ['net', 'pid'].map(space => readlinkSync(`/proc/${name}/ns/${space}`));
				return [{pid: Number(name), parent: Number(parent), spaces}];
			} catch {
				return [];
			}
		});

const own = new Set(['net', 'pid'].map(space => readlinkSync(`/proc/self/ns/${space}`)));

/** All that a process has started, and what these have. */
const under = (pid: number, all: readonly Process[]): readonly Process[] =>
	all.filter(({parent}) => parent === pid).flatMap(child => [child, ...under(child.pid, all)]);

describe.skipIf(why !== undefined)('whatever ends a drill, nothing of it is left', {timeout: 120_000}, () => {
	let lab: Lab;
	let at: Terminal;
	let before: Awaited<ReturnType<typeof hostState>>;

	beforeAll(build);
	beforeEach(async () => {
		// The drill's own machine is a namespace of the lab, so that nobody else changes it meanwhile.
		lab = await openLab();
		before = await hostState(lab);
		const program = `ip netns exec ${lab.backend.name} PROGRAM drill dropped-range`;
		at = await openTerminal({
			shell: `echo tty-$(stty -g); (${program}); status=$?; echo tty-$(stty -g); (exit $status)`,
			rows: 40,
		});
		await at.until('takes the backend for unhealthy');
	});
	afterEach(async () => {
		await at.close();
		await lab.close();
	});

	/** The drill's own process, and the namespaces that it made. */
	const drill = async () => {
		const started = under(await at.pid(), processes());
		const [program] = started;
		if (program === undefined) throw new Error('The drill is not running.');
		const lent = new Set([...own, ...program.spaces]);
		const spaces = new Set(started.flatMap(process => process.spaces).filter(space => !lent.has(space)));
		// Three networks, and as many lists of processes.
		expect(spaces.size).toBe(6);
		return {pid: program.pid, spaces, started: started.map(({pid}) => pid)};
	};

	/** No process lives in these namespaces, and no interface of theirs has come out of them. */
	const isGone = async ({spaces}: {readonly spaces: ReadonlySet<string>}): Promise<void> => {
		await waitFor('the namespaces to go', () =>
			processes().every(process => process.spaces.every(space => !spaces.has(space))),
		);
		const {modules: _, ...after} = await hostState(lab);
		expect(before).toMatchObject(after);
	};

	test('q', async () => {
		const running = await drill();
		await at.keys('q');
		await at.until('[exit 130]');
		await isGone(running);
	});

	test('SIGTERM', async () => {
		const running = await drill();
		process.kill(running.pid, 'SIGTERM');
		await at.until('[exit 130]');
		await isGone(running);
	});

	test('kill -9', async () => {
		const running = await drill();
		process.kill(running.pid, 'SIGKILL');
		await at.until('[exit 137]');
		await isGone(running);
	});

	test('the terminal is closed', async () => {
		const running = await drill();
		await at.close();
		await isGone(running);
	});

	test.skipIf(!mayHaveOwn)('kill -9 of the program that only made itself root of its own namespace', async () => {
		await at.keys('q');
		await at.until('[exit 130]');
		await at.close();
		at = await openTerminal({
			shell: `ip netns exec ${lab.backend.name} ${nobody} PROGRAM drill dropped-range`,
			rows: 40,
		});
		await at.until('takes the backend for unhealthy');
		const all = processes();
		const [starter] = under(await at.pid(), all);
		if (starter === undefined) throw new Error('The drill is not running.');
		const lent = new Set([...own, ...starter.spaces]);
		const spaces = new Set(
			under(starter.pid, all)
				.flatMap(process => process.spaces)
				.filter(space => !lent.has(space)),
		);
		expect(spaces.size).toBe(7);
		process.kill(starter.pid, 'SIGKILL');
		await isGone({spaces});
	});

	const openShell = async (): Promise<void> => {
		await at.keys('Enter');
		await at.until('Enter goes on');
		await at.keys('Enter');
		await at.until('practice backend $');
	};

	test('kill -9 while the shell is open: it goes as well', async () => {
		await openShell();
		const running = await drill();
		process.kill(running.pid, 'SIGKILL');
		await isGone(running);
	});

	test('SIGTERM while the shell is open: the terminal is as it was', async () => {
		await openShell();
		const running = await drill();
		process.kill(running.pid, 'SIGTERM');
		await at.until('[exit 130]');
		await isGone(running);
		const settings = [...(await at.log()).matchAll(/^tty-(.*)$/gm)].map(([, words]) => words);
		expect(settings).toHaveLength(2);
		expect(settings[0]).toBe(settings[1]);
	});
});
