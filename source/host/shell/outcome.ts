import type {Command, Failure, Observation} from '../../engine/command.ts';
import {limitS, notRun} from './script.ts';
import type {Part} from './splitter.ts';

/** Reads what became of a command out of its parts of both streams. What a command printed before its time was over is kept. */
export function outcomeOf(
	command: Command,
	{out, err, durationMs}: {readonly out: Part; readonly err: Part; readonly durationMs: number},
): Observation {
	const [stdout, stderr] = [out.bytes.toString('utf8'), err.bytes.toString('utf8')];
	const failure = failureOf(out.status, {stderr, durationMs, command});
	return failure === undefined
		? {command, stdout, stderr, exitCode: out.status, durationMs}
		: {command, stdout, stderr, durationMs, failure};
}

/** 127 is the shell's word for a program that isn't there, 126 for one that may not be run; a signal's is above 128. */
function failureOf(
	status: number,
	{stderr, durationMs, command}: {readonly stderr: string; readonly durationMs: number; readonly command: Command},
): Failure | undefined {
	if (status === 127 && /not found|No such file|can't execute|cannot execute/i.test(stderr)) return 'not-found';
	if (status === 126) return 'denied';
	if (status === notRun) return 'would-load-module';
	// timeout(1) says 124, or 137 where it ends a command with KILL. When the command began is only known as well as this
	// program comes to read: on a busy machine some of its time has passed before.
	const isOut = durationMs >= limitS(command) * 750;
	return isOut && (status === 124 || status === 137) ? 'timeout' : undefined;
}
