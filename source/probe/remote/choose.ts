import type {ProbeShape} from '../../engine/probe.ts';
import {bash} from './bash.ts';
import {curl} from './curl.ts';
import {netcat} from './netcat.ts';
import type {Prober} from './prober.ts';
import {pythons} from './python.ts';
import {wget} from './wget.ts';

/** The most exact and the quickest first; wget comes last, because it asks in its own way. */
const all: readonly Prober[] = [curl, bash, ...pythons, netcat, wget];

/** The programs that probes can be sent with. */
export const probePrograms: readonly string[] = all.map(({needs}) => needs);

/** How to send a probe with the programs that are there; `unlike` says what is not as the check has it. */
export function chooseProber(
	shape: ProbeShape,
	there: ReadonlySet<string>,
): {readonly prober: Prober; readonly unlike?: string} | undefined {
	const able = all
		.filter(({needs}) => there.has(needs))
		.flatMap(prober => {
			const fit = prober.fits(shape);
			return fit === undefined ? [] : [{prober, ...(fit === 'exact' ? {} : {unlike: fit})}];
		});
	return able.find(({unlike}) => unlike === undefined) ?? able[0];
}
