import {spawn} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {quoteWord} from '../engine/command.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {rootFolders} from '../host/limits.ts';

/** A network of its own with processes of its own. All of it goes when the program that opened it goes, however that ends. */
export type Room = {
	/** Its first process, as this machine numbers it. */
	readonly pid: number;
	/** Runs commands for a shell, up to the first that fails; what that one said, or undefined when all is well. */
	readonly run: (script: readonly string[]) => Promise<Words | undefined>;
	/**
	 * Starts a program that reads one line, and hears the lines that it prints. Where it ends it is started again, with the
	 * next order, or the last one.
	 */
	readonly start: (program: readonly string[], orders: readonly string[], onLine: (line: string) => void) => void;
	readonly close: () => Promise<void>;
};

/**
 * The first process of a room. Its input is a pipe of the program: when that is gone, the pipe ends, this process with it,
 * and the kernel then ends every other process of the room (pid_namespaces(7)), its network, and what is mounted there.
 * So there is nothing to clean up, and no way to miss it. /run hides what belongs to this machine: locks, the sockets of
 * containers and of systemd.
 */
const firstProcess = `
mount -t sysfs sysfs /sys 2>/dev/null
mount -t tmpfs tmpfs /run 2>/dev/null
hostname "$1"
ip link set lo up && echo 'room ready'
while IFS= read -r line; do eval "$line"; done
`;

/** How long a room may take to open, and to close, in milliseconds. */
const openMs = 10_000;
const closeMs = 5000;

/** Opens a room; a sentence where this machine has no rooms to give. */
export const openRoom = async (name: string): Promise<Room | {readonly why: Words}> => {
	const options = ['--net', '--mount', '--uts', '--pid', '--fork', '--mount-proc'];
	const child = spawn('unshare', [...options, 'sh', '-c', firstProcess, name, name], {
		// A session of its own: Ctrl+C on the terminal isn't meant for it.
		detached: true,
		stdio: ['pipe', 'pipe', 'pipe'],
		env: {...process.env, LC_ALL: 'C', PATH: [process.env.PATH, rootFolders].filter(Boolean).join(':')},
	});
	const ended = new Promise<void>(resolve => {
		child.once('exit', () => resolve());
		child.once('error', () => resolve());
	});
	let complaint = '';
	child.stderr.on('data', words => {
		complaint = `${complaint}${words}`.slice(-1000);
	});
	child.stdin.on('error', () => {});
	const listeners = new Set<(line: string) => void>();
	createInterface({input: child.stdout}).on('line', line => {
		for (const listener of listeners) listener(line);
	});
	const heard = (wanted: (line: string) => boolean): Promise<string | undefined> =>
		within(
			Promise.race([
				new Promise<string>(resolve => {
					const listener = (line: string): void => {
						if (!wanted(line)) return;
						listeners.delete(listener);
						resolve(line);
					};
					listeners.add(listener);
				}),
				ended,
			]),
			openMs,
		).then(line => line ?? undefined);

	const close = async (): Promise<void> => {
		child.stdin.end();
		if (
			(await within(
				ended.then(() => true),
				closeMs,
			)) === true
		)
			return;
		const first = child.pid === undefined ? undefined : childOf(child.pid);
		if (first !== undefined) process.kill(first, 'SIGKILL');
		await within(ended, closeMs);
	};

	const ready = await heard(line => line === 'room ready');
	const pid = child.pid === undefined ? undefined : childOf(child.pid);
	if (ready === undefined || pid === undefined) {
		await close();
		const last = complaint.trim().split('\n').at(-1) ?? '';
		return {
			why: last === '' ? {en: 'unshare gave no network namespace', zh: 'unshare 没有创建网络命名空间'} : verbatim(last),
		};
	}

	let count = 0;
	return {
		pid,
		run: async script => {
			count++;
			const done = `done ${count} `;
			const line = heard(words => words.startsWith(done));
			child.stdin.write(
				`why=$( (set -e; ${script.join('; ')}) 2>&1 >/dev/null </dev/null ); echo "${done}$? $(printf %s "$why" | tr '\\n' ' ')"\n`,
			);
			const [, status, why = ''] = /^done \d+ (\d+) (.*)$/.exec((await line) ?? '') ?? [];
			if (status === '0') return undefined;
			return why === '' ? {en: 'it did not end in time', zh: '没有及时结束'} : verbatim(why);
		},
		start: (program, orders, onLine) => {
			listeners.add(onLine);
			const line = program.map(quoteWord).join(' ');
			// An order is no argument: those are seen in the list of processes.
			const runs = orders.map(order => `printf '%s\\n' ${quoteWord(order)} | ${line}; sleep 1`);
			const again = `while :; do ${runs.at(-1) ?? 'sleep 9'}; done`;
			child.stdin.write(`{ ${[...runs.slice(0, -1), again].join('; ')}; } 2>/dev/null &\n`);
		},
		close,
	};
};

/** The only child of a process, which `unshare --fork` has. */
const childOf = (parent: number): number | undefined => {
	for (const name of readdirSync('/proc')) {
		if (!/^\d+$/.test(name)) continue;
		try {
			// After the name, which may hold anything in its parentheses: the state, and the parent (proc_pid_stat(5)).
			const [, , above] = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\)/s, ')').split(' ');
			if (Number(above) === parent) return Number(name);
		} catch {
			// It has just ended.
		}
	}
	return undefined;
};

/** What comes in time; undefined otherwise. */
const within = async <T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> => {
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<undefined>(resolve => {
		timer = setTimeout(resolve, milliseconds, undefined);
	});
	try {
		return await Promise.race([work, limit]);
	} finally {
		clearTimeout(timer);
	}
};
