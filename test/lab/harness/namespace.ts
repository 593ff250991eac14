import {spawn} from 'node:child_process';
import {closeSync, openSync} from 'node:fs';
import {join} from 'node:path';
import {execute, must, type Outcome} from './execute.ts';

/** A running process of the lab. Its output is in the lab's directory, under its name with `.out`. */
export type Running = {
	readonly pid: number;
	/** Signals the process and all that it started. */
	readonly signal: (signal: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM' | 'SIGKILL') => void;
};

/** One host of the lab: a network namespace with loopback up. */
export type Namespace = {
	readonly name: string;
	/** Runs a shell script in it, in the lab's directory; stops at the first command that fails, and fails the lab then. */
	readonly sh: (script: string) => Promise<string>;
	/** Runs a command in it; its failure is data. */
	readonly run: (file: string, args: readonly string[]) => Promise<Outcome>;
	/** Starts a process in it, in a process group of its own. It ends with the lab at the latest. */
	readonly start: (label: string, file: string, ...args: readonly string[]) => Running;
};

const startIn = (namespace: string, directory: string, label: string, command: readonly string[]): Running => {
	const output = openSync(join(directory, `${label}.out`), 'a');
	const child = spawn('ip', ['netns', 'exec', namespace, ...command], {
		cwd: directory,
		detached: true,
		stdio: ['ignore', output, output],
	});
	closeSync(output);
	child.on('error', () => {});
	child.unref();
	const {pid} = child;
	if (pid === undefined) {
		throw new Error(`The lab could not start ${command.join(' ')}.`);
	}

	return {
		pid,
		signal(signal) {
			try {
				process.kill(-pid, signal);
			} catch {
				// It has ended by itself.
			}
		},
	};
};

/** Makes a namespace; `clean.sh` deletes it by its name. */
export const openNamespace = async (name: string, directory: string): Promise<Namespace> => {
	await must('ip', ['netns', 'add', name]);
	await must('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
	const inside = (...command: readonly string[]) => ['netns', 'exec', name, ...command];
	// Otherwise an IPv6 address is tentative for a while, and then by itself is not.
	await execute('ip', inside('sysctl', '-qw', 'net.ipv6.conf.default.accept_dad=0'));
	return {
		name,
		sh: script => must('ip', inside('env', '-C', directory, 'sh', '-euc', script)),
		run: (file, args) => execute('ip', inside(file, ...args)),
		start: (label, ...command) => startIn(name, directory, label, command),
	};
};
