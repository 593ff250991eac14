import type {Sign} from './node.ts';
import type {Pace} from './pace.ts';

/** How often the load balancer will change its mind, if the results go on as they were. */
export type Flapping = {
	/** Times an hour that the backend is taken out and comes back. */
	readonly timesAnHour: number;
	/** The part of the time in which it gets requests, from 0 to 1. */
	readonly healthyShare: number;
	/** What it rests on. */
	readonly probes: number;
	readonly failed: number;
};

/** With fewer probes, or fewer changes among them, one fault that came and went looks like flapping. */
const leastProbes = 20;
const leastChanges = 4;

/**
 * Estimates it from results in their order. Whether a probe fails is taken to depend on the one before, so that failures
 * that come in clusters count as such. Undefined where the results don't justify an estimate.
 */
export const flappingOf = (signs: readonly Sign[], pace: Pace, meanProbeMs: number): Flapping | undefined => {
	const known = signs.filter(sign => sign !== 'unknown');
	let changes = 0;
	const after = {pass: {all: 0, other: 0}, fail: {all: 0, other: 0}};
	for (const [index, sign] of known.entries()) {
		const before = known[index - 1];
		if (before === undefined) continue;
		after[before].all++;
		if (before === sign) continue;
		after[before].other++;
		changes++;
	}

	if (known.length < leastProbes || changes < leastChanges) return undefined;
	const untilOut = probesUntilRun(after.pass.other / after.pass.all, after.fail.other / after.fail.all, pace.unhealthy);
	const untilBack = probesUntilRun(after.fail.other / after.fail.all, after.pass.other / after.pass.all, pace.healthy);
	const periodMs = pace.intervalMs + meanProbeMs;
	const cycle = untilOut + untilBack;
	return {
		timesAnHour: 3_600_000 / (cycle * periodMs),
		// Never taken out, or never back.
		healthyShare: untilOut === Number.POSITIVE_INFINITY ? 1 : untilOut / cycle,
		probes: known.length,
		failed: known.filter(sign => sign === 'fail').length,
	};
};

/**
 * The mean number of results until `length` of the wanted kind stand in a row, from one of the other kind on. A wanted one
 * follows an unwanted one with probability `begin`, and a run breaks with probability `end` after each. With E for the mean:
 * E = 1/begin + (1 − k)/(1 − keep) + (1 − k)·E, where keep = 1 − end and k = keep^(length − 1).
 */
export const probesUntilRun = (begin: number, end: number, length: number): number => {
	const keep = 1 - end;
	const whole = keep ** (length - 1);
	// The sum of a geometric series, which also holds where a run never breaks.
	const more = end === 0 ? length - 1 : (1 - whole) / end;
	return (1 / begin + more) / whole;
};
