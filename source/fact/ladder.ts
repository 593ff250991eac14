import {type Command, commandLine, type Observation} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';

/** One way to look something up. */
export type Rung<T> = {
	readonly command: Command;
	/** Reads the output; undefined when it isn't what the command prints when it works, and then the next rung is tried. */
	readonly read: (stdout: string, observation: Observation) => T | undefined;
	/** What this way can't show, as a sentence. */
	readonly blindTo?: string;
};

/** Says why a command showed nothing: "ss: not there". */
export const whyNothing = ({command, failure, exitCode, stderr}: Observation): string => {
	const words = {
		'not-found': 'not there',
		timeout: 'did not end in time',
		unreachable: 'the host could not be reached',
		denied: 'not allowed',
		'too-much-output': 'printed too much',
		cancelled: 'cancelled',
		'would-load-module': 'would load a kernel module',
		'not-recorded': 'was not recorded',
	} as const;
	const complaint = stderr.trim().split('\n')[0]?.slice(0, 160);
	const why =
		(failure === 'unreachable' && complaint !== undefined && complaint !== '' && complaint) ||
		(failure && words[failure]) ||
		complaint ||
		(exitCode === 0 ? 'printed nothing that can be read' : `exit ${exitCode}`);
	return `${commandLine(command)}: ${why}`;
};

/**
 * Makes a fact's `lookUp` from several ways to learn the same thing, the best first; the next one is tried only when
 * one fails. Off the ladder's end the fact is unknown, with every way's reason; `wouldTell` is the best way's command.
 */
export const ladder =
	<T>({what, rungs}: {readonly what: string; readonly rungs: readonly Rung<T>[]}) =>
	async (look: Look): Promise<Known<T>> => {
		const failed: Observation[] = [];
		for (const {command, read, blindTo} of rungs) {
			// A tool that hangs once hangs again.
			if (failed.some(({failure, command: {file}}) => failure === 'timeout' && file === command.file)) continue;
			const observation = await look.run(command);
			const value = observation.failure === undefined ? read(observation.stdout, observation) : undefined;
			if (value !== undefined) {
				return {known: true, value, from: [observation], ...(blindTo !== undefined && {blindTo})};
			}

			failed.push(observation);
			if (observation.failure === 'cancelled' || observation.failure === 'unreachable') break;
		}

		return {
			known: false,
			why: `${what} can't be read (${failed.map(whyNothing).join('; ')})`,
			from: failed,
			...(rungs[0] && {wouldTell: rungs[0].command}),
		};
	};
