import {readFile} from 'node:fs/promises';
import {type Command, type Observation, timeLimitMs} from '../engine/command.ts';
import type {Host} from '../engine/host.ts';
import {sendProbe} from '../probe/send.ts';
import {runProcess} from './own-process.ts';
import {withinTime} from './within-time.ts';

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

const reasonOf = (error: unknown): string => {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'ENOENT') return 'No such file or directory';
	if (code === 'EACCES' || code === 'EPERM') return 'Permission denied';
	return typeof code === 'string' ? code : 'could not be read';
};
