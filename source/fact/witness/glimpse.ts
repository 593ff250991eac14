import type {Fact} from '../../engine/fact.ts';
import {type Witness, watchBy, ways} from './witness.ts';

/**
 * The load balancer's own probes while this program goes on probing: only the ways that tell the two apart by their
 * source. Cheap enough to be looked at again and again.
 */
export const glimpse: Fact<Witness> = {
	id: 'glimpse',
	what: "the load balancer's own probes",
	lookUp: look =>
		watchBy(
			look,
			ways.filter(([name]) => name !== 'counters'),
			() => look.wait((look.witnessS ?? 0) * 1000),
		),
};
