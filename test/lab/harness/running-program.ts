import {spawn} from 'node:child_process';
import {program} from './program.ts';

/** A program while it runs. */
export type RunningProgram = {
	readonly pid: number;
	/** What it has printed so far. */
	readonly printed: () => {readonly stdout: string; readonly stderr: string};
	/** The same, one after the other. */
	readonly output: () => string;
	readonly signal: (signal: NodeJS.Signals) => void;
	/** Whoever read what it prints leaves. */
	readonly readerLeaves: () => void;
	/** Its exit status, once it has ended; undefined when it was killed. */
	readonly ended: Promise<number | undefined>;
};

/** Starts the built program after some words, with these arguments. */
export const startProgram = (before: readonly string[], args: readonly string[]): RunningProgram =>
	startWords([...before, process.execPath, program, ...args]);

/** Starts a program. */
export const startWords = ([file = 'env', ...words]: readonly string[]): RunningProgram => {
	const child = spawn(file, words, {stdio: ['ignore', 'pipe', 'pipe']});
	let [stdout, stderr] = ['', ''];
	child.stdout.on('data', (chunk: Buffer) => {
		stdout += chunk.toString();
	});
	child.stderr.on('data', (chunk: Buffer) => {
		stderr += chunk.toString();
	});
	return {
		pid: child.pid ?? 0,
		printed: () => ({stdout, stderr}),
		output: () => stdout + stderr,
		signal: signal => child.kill(signal),
		readerLeaves: () => child.stdout.destroy(),
		ended: new Promise(resolve => child.on('close', code => resolve(code ?? undefined))),
	};
};
