import type {Conclusion} from '../engine/event.ts';
import type {Host} from '../engine/host.ts';
import type {Interrupt} from '../engine/interrupt.ts';
import type {Result} from '../engine/result.ts';
import type {Suppression} from '../engine/suppress.ts';
import type {Target} from '../engine/target.ts';
import {walk} from '../engine/walk.ts';
import {silently} from './silently.ts';
import {walkOptions} from './walk-options.ts';

/** A walk through the whole guide that nobody watches. */
export const lookOnce = async (look: {
	readonly target: Target;
	readonly host: Host;
	readonly interrupt: Interrupt;
	readonly witnessS?: number | undefined;
	readonly suppressions?: readonly Suppression[] | undefined;
}): Promise<Conclusion> => {
	// The news of the way to the host are for the walk that somebody watches.
	const {hear: _hear, ...host} = look.host;
	return (await silently(walk(walkOptions({...look, host, pace: 'all'})))).conclusion;
};

/** For how long to watch for the load balancer's own probes: where they were seen before, they have to be waited for. */
export const longEnough = (witnessS: number | undefined, {target, steps}: Result): number | undefined => {
	const wasSeen = steps.some(({id, status}) => id === 'witness' && status !== 'unknown' && status !== 'skipped');
	return wasSeen ? Math.max(witnessS ?? 0, 2 * target.healthCheck.intervalS) : witnessS;
};
