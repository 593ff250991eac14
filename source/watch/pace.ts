import {effectiveTimeoutMs, type Target} from '../engine/target.ts';

/** How one node of the load balancer checks; times in milliseconds. */
export type Pace = {
	/** From the end of a probe to the beginning of the next one. */
	readonly intervalMs: number;
	readonly timeoutMs: number;
	/** Successes, and failures, in a row that count. */
	readonly healthy: number;
	readonly unhealthy: number;
};

/**
 * The pace of a target's check. The interval is a pause: the official times, timeout × n + interval × (n − 1), hold only
 * when it begins where a probe ends (CLB "Health check overview").
 */
export const paceOf = (target: Target): Pace => ({
	intervalMs: target.healthCheck.intervalS * 1000,
	timeoutMs: effectiveTimeoutMs(target),
	healthy: target.healthCheck.healthyThreshold,
	unhealthy: target.healthCheck.unhealthyThreshold,
});
