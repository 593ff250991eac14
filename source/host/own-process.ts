import type {Readable} from 'node:stream';
import {execa} from 'execa';
import {type Command, type Failure, type Observation, timeLimitMs} from '../engine/command.ts';
import {mostOutputBytes, rootFolders} from './limits.ts';
import {withinTime} from './within-time.ts';

// Messages in English wherever a tool is translated.
const environment = {LC_ALL: 'C', PATH: [process.env.PATH, rootFolders].filter(Boolean).join(':')};

/** What a terminal sends to all that belongs to it: when it hangs up, and for Ctrl+C (termios(3), tcsetpgrp(3)). */
const ofTerminal: readonly unknown[] = ['SIGHUP', 'SIGINT'];
const mostTries = 5;

/**
 * Runs a program of this machine in a process group of its own. Until that has been made, which takes a moment, the new
 * process is one of the terminal's: a hang-up, which is just when a change has to be put back, or Ctrl+C ends it before
 * it has begun. Then it is run once more; what a host is told can be told twice.
 */
export const runProcess = async (command: Command, signal: AbortSignal | undefined): Promise<Observation> => {
	for (let tries = 1; ; tries++) {
		const {observation, endedBy} = await runOnce(command, signal);
		if (!ofTerminal.includes(endedBy) || signal?.aborted === true || tries === mostTries) return observation;
	}
};

/** What came of it, and the signal that ended it. */
type Run = {readonly observation: Observation; readonly endedBy?: string | undefined};

const runOnce = async (command: Command, signal: AbortSignal | undefined): Promise<Run> => {
	const began = performance.now();
	const child = execa(command.file, command.args, {
		reject: false,
		stdin: 'ignore',
		env: environment,
		// Gathered here: execa takes half a minute to buffer what `yes` prints in a second.
		buffer: false,
		// A process group of its own: a script's children end with it, and a terminal's Ctrl+C is for the wizard to judge.
		detached: process.platform !== 'win32',
	});
	const end = (): void => endGroup(child);
	const [stdout, stderr] = [gather(child.stdout, end), gather(child.stderr, end)];
	running.add(end);
	signal?.addEventListener('abort', end);
	if (signal?.aborted === true) end();
	const result = await withinTime(child, timeLimitMs(command));
	if (result === 'timeout') end();
	// execa waits for the pipes, and a grandchild outside the group could still hold them.
	const ended = result === 'timeout' ? await withinTime(child, 300) : result;
	signal?.removeEventListener('abort', end);
	running.delete(end);
	const durationMs = Math.round(performance.now() - began);
	if (result === 'timeout' || ended === 'timeout') {
		child.stdout?.destroy();
		child.stderr?.destroy();
		// What it had printed says where it stuck.
		return {observation: {command, stdout: stdout.text(), stderr: stderr.text(), durationMs, failure: 'timeout'}};
	}

	if (stdout.isTooMuch() || stderr.isTooMuch())
		return {observation: {command, stdout: '', stderr: '', durationMs, failure: 'too-much-output'}};
	const failure = signal?.aborted === true ? 'cancelled' : failureOf(result);
	const observation = {
		command,
		stdout: stdout.text(),
		stderr: stderr.text() || (failure === undefined ? '' : (result.originalMessage ?? '')),
		durationMs,
		...(result.exitCode === undefined || failure !== undefined ? {} : {exitCode: result.exitCode}),
		...(failure === undefined ? {} : {failure}),
	};
	return {observation, endedBy: result.signal};
};

/** Gathers what a stream brings, up to a limit; beyond it `onTooMuch` is called and the rest is dropped. */
const gather = (stream: Readable, onTooMuch: () => void) => {
	const chunks: Buffer[] = [];
	let bytes = 0;
	stream.on('data', (chunk: Buffer) => {
		if (bytes > mostOutputBytes) return;
		bytes += chunk.length;
		chunks.push(chunk);
		if (bytes > mostOutputBytes) onTooMuch();
	});
	stream.on('error', () => {});
	return {
		text: (): string => Buffer.concat(chunks).toString('utf8'),
		isTooMuch: (): boolean => bytes > mostOutputBytes,
	};
};

/** What ends each command that runs now: nothing outlives the program. */
const running = new Set<() => void>();
process.on('exit', () => {
	for (const end of running) end();
});

const endGroup = (child: {readonly pid?: number | undefined; kill: (signal: 'SIGKILL') => boolean}): void => {
	try {
		if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
		else child.kill('SIGKILL');
	} catch {
		// It had ended already.
	}
};

type Ended = {
	readonly code?: string | undefined;
	readonly exitCode?: number | undefined;
	readonly signal?: string | undefined;
};

const failureOf = ({code, exitCode, signal}: Ended): Failure | undefined => {
	if (code === 'ENOENT') return 'not-found';
	if (code === 'EACCES' || code === 'EPERM') return 'denied';
	// Ended by a signal, or never begun for a rarer reason (no memory, no processes left): it gave no answer.
	if (exitCode === undefined) return signal === undefined ? 'denied' : 'cancelled';
	return undefined;
};
