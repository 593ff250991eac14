import type {Look} from '../engine/fact.ts';
import type {ProbeObservation, ProbeShape} from '../engine/probe.ts';
import {effectiveTimeoutMs} from '../engine/target.ts';
import {WordedError} from '../engine/worded-error.ts';
import {type Health, wasNotSent} from './health.ts';
import {whyNothing} from './ladder.ts';

const mostRepeats = 7;
const leastRepeats = 4;
/** How long repeats may take together, in milliseconds: when there are few of them yet, and when there are enough. */
const repeatForMs = {few: 1500, enough: 250} as const;

/** The same request again, for as long as that costs nothing: a service that fails now and then shows itself. */
export const repeat = async (
	look: Look,
	{shape}: ProbeObservation,
	health: Health,
): Promise<readonly ProbeObservation[]> => {
	if (health === 'refused' || shape.protocol === 'udp') return [];
	const most = health === 'good' ? mostRepeats : 3;
	const repeats: ProbeObservation[] = [];
	// The first answer's own time isn't counted: it holds the start of this program too.
	let spentMs = 0;
	for await (const observation of look.probeSeveral({...shape, timeoutMs: effectiveTimeoutMs(look.target)}, most)) {
		// One answer says too little of a service that fails now and then: then nothing is said.
		if (wasNotSent(observation)) throw new WordedError(whyNothing(observation));
		if (observation.reply.outcome === 'cancelled') break;
		repeats.push(observation);
		spentMs += observation.reply.totalMs;
		if (spentMs >= repeatForMs[repeats.length < leastRepeats ? 'few' : 'enough']) break;
	}

	return repeats;
};

/** A service that limits rates refuses probes that come faster than the check: asks again at the check's own pace. */
export const askAtThePace = async (
	look: Look,
	shape: ProbeShape,
	all: readonly ProbeObservation[],
): Promise<readonly ProbeObservation[] | undefined> => {
	const looksLimited = all.every(
		({reply}) => reply.status === all[0]?.reply.status || reply.status === 429 || reply.status === 503,
	);
	if (!looksLimited) return undefined;
	const observations: ProbeObservation[] = [];
	for (let count = 0; count < 3; count++) {
		await look.wait(Math.min(look.target.healthCheck.intervalS * 1000, 2000));
		const observation = await look.probe(shape);
		if (observation.reply.outcome === 'cancelled') return undefined;
		observations.push(observation);
	}

	return observations;
};
