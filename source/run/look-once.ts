import type {Conclusion} from '../engine/event.ts';
import type {Host} from '../engine/host.ts';
import type {Interrupt} from '../engine/interrupt.ts';
import type {Target} from '../engine/target.ts';
import {run, walk} from '../engine/walk.ts';
import {walkOptions} from './walk-options.ts';

/** A walk through the whole guide that nobody watches. */
export const lookOnce = (look: {
	readonly target: Target;
	readonly host: Host;
	readonly interrupt: Interrupt;
	readonly witnessS?: number | undefined;
}): Promise<Conclusion> =>
	run(walk(walkOptions({...look, pace: 'all'})), {
		show: () => {},
		ask: async () => ({do: 'go'}),
		close: async () => {},
	});
