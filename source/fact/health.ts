import type {ProbeObservation} from '../engine/probe.ts';
import type {Target} from '../engine/target.ts';
import {isAccepted} from './check-shape.ts';

/**
 * How the service answers the check's own request:
 * - `good`: always accepted, in time
 * - `late`: answered, but after the timeout
 * - `silent`: no connection, or no answer, however long one waits
 * - `refused`: nobody takes the connection
 * - `error`: a 5xx
 * - `mixed`: some probes pass and some fail
 * - `other`: anything else that isn't accepted
 */
export type Health = 'good' | 'late' | 'silent' | 'refused' | 'error' | 'mixed' | 'other';

/** How one probe went, for a load balancer with this much patience. */
export const healthOf = (observation: ProbeObservation, target: Target, timeoutMs: number): Health => {
	const {reply} = observation;
	switch (reply.outcome) {
		case 'answered':
			if (reply.totalMs > timeoutMs) return 'late';
			if (isAccepted(target, reply)) return 'good';
			return (reply.status ?? 0) >= 500 ? 'error' : 'other';
		case 'silent':
			return 'good';
		case 'refused':
			return 'refused';
		case 'connect-timeout':
		case 'answer-timeout':
		case 'cancelled':
			return 'silent';
		default:
			return 'other';
	}
};
