import {readFile} from 'node:fs/promises';
import type {Readable} from 'node:stream';
import {execa} from 'execa';
import {type Command, type Failure, type Observation, timeLimitMs} from '../engine/command.ts';
import type {Host} from '../engine/host.ts';
import {sendProbe} from '../probe/send.ts';
import {mostOutputBytes, rootFolders} from './limits.ts';

// Messages in English wherever a tool is translated.
const environment = {LC_ALL: 'C', PATH: [process.env.PATH, rootFolders].filter(Boolean).join(':')};

/** The host that slb-wizard runs on. */
export const localHost = (): Host => ({where: 'local', run, probe: probeBy(run)});

const run: Host['run'] = async (command, signal) => {
	const file = soleFile(command);
	return file === undefined ? runProcess(command, signal) : readAsCat(command, file);
};

/**
 * Probes of this machine are sent by the program itself; those from another network namespace by a program that `runIt`
 * starts there.
 */
export const probeBy =
	(runIt: Host['run']): Host['probe'] =>
	async (shape, signal) => {
		const {namespaceOf} = shape;
		if (namespaceOf === undefined) return sendProbe(shape, signal);
		const {probeInside, whichProbers} = await import('../probe/remote/inside.ts');
		const there = new Set((await runIt(whichProbers, signal)).stdout.split('\n'));
		const sent = await probeInside({...shape, namespaceOf}, there, command => runIt(command, signal));
		return sent ?? (await import('./no-prober.ts')).noProber(shape);
	};

/** The file that a plain `cat FILE` reads: that needs no process. */
const soleFile = ({file, args}: Command): string | undefined => {
	const [path] = args;
	return file === 'cat' && args.length === 1 && path?.startsWith('/') === true ? path : undefined;
};

const readAsCat = async (command: Command, path: string): Promise<Observation> => {
	const began = performance.now();
	const read = readFile(path, 'utf8').then(
		stdout => ({stdout, stderr: '', exitCode: 0}),
		(error: unknown) => ({stdout: '', stderr: `cat: ${path}: ${reasonOf(error)}\n`, exitCode: 1}),
	);
	const limit = timeLimitMs(command);
	// A file of a dead network file system, or of a process in state D, can keep its reader for ever.
	const outcome = await withinTime(read, limit);
	const durationMs = Math.round(performance.now() - began);
	return outcome === 'timeout'
		? {command, stdout: '', stderr: '', durationMs, failure: 'timeout'}
		: {command, ...outcome, durationMs};
};

const runProcess = async (command: Command, signal: AbortSignal | undefined): Promise<Observation> => {
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
		return {command, stdout: stdout.text(), stderr: stderr.text(), durationMs, failure: 'timeout'};
	}

	if (stdout.isTooMuch() || stderr.isTooMuch())
		return {command, stdout: '', stderr: '', durationMs, failure: 'too-much-output'};
	const failure = signal?.aborted === true ? 'cancelled' : failureOf(result);
	return {
		command,
		stdout: stdout.text(),
		stderr: stderr.text() || (failure === undefined ? '' : (result.originalMessage ?? '')),
		durationMs,
		...(result.exitCode === undefined || failure !== undefined ? {} : {exitCode: result.exitCode}),
		...(failure === undefined ? {} : {failure}),
	};
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

const reasonOf = (error: unknown): string => {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'ENOENT') return 'No such file or directory';
	if (code === 'EACCES' || code === 'EPERM') return 'Permission denied';
	return typeof code === 'string' ? code : 'could not be read';
};

/** Whichever comes first. The timer doesn't keep the program alive. */
const withinTime = async <T>(work: PromiseLike<T>, milliseconds: number): Promise<T | 'timeout'> => {
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<'timeout'>(resolve => {
		timer = setTimeout(resolve, milliseconds, 'timeout');
	});
	try {
		return await Promise.race([work, limit]);
	} finally {
		clearTimeout(timer);
	}
};
