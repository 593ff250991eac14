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
			// A status that isn't accepted fails the check, however late it comes.
			if (!isAccepted(target, reply)) return (reply.status ?? 0) >= 500 ? 'error' : 'other';
			return reply.totalMs > timeoutMs ? 'late' : 'good';
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

/** No probe left the host: it is lost, has no program for it, or wasn't asked. That says nothing of the service. */
export const wasNotSent = ({failure}: ProbeObservation): boolean =>
	failure !== undefined && failure !== 'cancelled' && failure !== 'timeout';

/**
 * Whether an answer may be late only because this program was held up: the kernel takes a connection of the host to
 * itself at once, so what that took is our own lag on a busy machine, which is met again at writing and at reading.
 */
export const mayBeOwnLag = ({reply: {connectMs = 0, totalMs}}: ProbeObservation, timeoutMs: number): boolean =>
	totalMs - 3 * connectMs <= timeoutMs;
