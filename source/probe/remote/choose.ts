import type {Command, Observation} from '../../engine/command.ts';
import {equivalentCommand, equivalentExitCode} from '../../engine/equivalent.ts';
import type {ProbeObservation, ProbeShape} from '../../engine/probe.ts';
import {bash} from './bash.ts';
import {curl} from './curl.ts';
import {netcat} from './netcat.ts';
import {type Prober, unfinished} from './prober.ts';
import {pythons} from './python.ts';
import {wget} from './wget.ts';

/** The most exact and the quickest first; wget comes last, because it asks in its own way. */
const all: readonly Prober[] = [curl, bash, ...pythons, netcat, wget];

/** The programs that probes can be sent with. */
export const probePrograms: readonly string[] = all.map(({needs}) => needs);

/** A probe as it is sent with one of the programs that are there. */
export type ChosenProber = {
	readonly command: Command;
	/** What became of the probe, out of what the command printed. */
	readonly read: (observation: Observation) => ProbeObservation;
};

const wasSent = ({failure}: Observation): boolean => failure === undefined || failure === 'timeout';

/** How to send a probe with the programs that are there; undefined when none of them can. */
export function chooseProber(shape: ProbeShape, there: ReadonlySet<string>): ChosenProber | undefined {
	const able = all
		.filter(({needs}) => there.has(needs))
		.flatMap(prober => {
			const fit = prober.fits(shape);
			return fit === undefined ? [] : [{prober, ...(fit === 'exact' ? {} : {unlike: fit})}];
		});
	const chosen = able.find(({unlike}) => unlike === undefined) ?? able[0];
	if (chosen === undefined) return undefined;
	const {prober, unlike} = chosen;
	return {
		command: prober.command(shape),
		read: observation => {
			// What never came to send anything is no matter of one program or another.
			const reply = wasSent(observation) ? prober.read(shape, observation) : unfinished(observation, false);
			const isUnable = reply.outcome === 'cancelled' && observation.failure === undefined;
			const exitCode = equivalentExitCode(shape, reply);
			const {stderr, durationMs, failure} = observation;
			return {
				// What a person would type for it: the scripts of the probers are long, and say nothing to a reader.
				command: equivalentCommand(shape),
				stdout: reply.excerpt ?? '',
				stderr: reply.outcome === 'answered' ? '' : stderr,
				durationMs,
				...(failure === undefined && exitCode !== undefined ? {exitCode} : {}),
				...(failure === undefined ? {} : {failure}),
				shape,
				reply,
				...(isUnable ? {failure: 'not-found'} : {}),
				...(unlike === undefined ? {} : {unlike}),
			};
		},
	};
}
