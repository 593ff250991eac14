import type {Pace} from './pace.ts';

/** When a node of the load balancer changes its verdict: not before, and not after; on the clock of what it was made from. */
export type Window = {readonly earliestMs: number; readonly latestMs: number};

/**
 * When every node sees a backend healthy that answers again, in `answerMs` at most. It came back after a probe that began
 * at `failedAtMs` (undefined: nobody saw it fail) and before the end of one at `passedAtMs`.
 *
 * At best a node's next probe begins at once, and each answer takes no time: the pauses between `healthy` probes are left.
 * At worst a probe has just met the fault and is waited for until the timeout; then come a pause and `healthy` answers with
 * pauses between them: timeout + interval × healthy + answer × healthy. With 5 s, 2 s and 3 that is 11 s.
 */
export const windowOfHealthy = (
	{intervalMs, timeoutMs, healthy}: Pace,
	{
		failedAtMs,
		passedAtMs,
		answerMs,
	}: {readonly failedAtMs: number | undefined; readonly passedAtMs: number; readonly answerMs: number},
): Window => ({
	earliestMs: failedAtMs === undefined ? 0 : failedAtMs + intervalMs * (healthy - 1),
	latestMs: passedAtMs + timeoutMs + intervalMs * healthy + answerMs * healthy,
});

/**
 * When every node sees a backend unhealthy that began to fail after a probe which began at `passedAtMs` (undefined: nobody
 * saw it pass) and before the end of one at `failedAtMs`. A failure takes `failMs` at most: nothing when it is refused, the
 * timeout when nothing comes.
 *
 * At worst a probe has just been answered, in `answerMs`; then come a pause and `unhealthy` failures with pauses between them.
 */
export const windowOfUnhealthy = (
	{intervalMs, unhealthy}: Pace,
	{
		passedAtMs,
		failedAtMs,
		answerMs,
		failMs,
	}: {
		readonly passedAtMs: number | undefined;
		readonly failedAtMs: number;
		readonly answerMs: number;
		readonly failMs: number;
	},
): Window => ({
	earliestMs: passedAtMs === undefined ? 0 : passedAtMs + intervalMs * (unhealthy - 1),
	latestMs: failedAtMs + answerMs + intervalMs * unhealthy + failMs * unhealthy,
});
