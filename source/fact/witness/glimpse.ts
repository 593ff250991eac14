import type {Fact} from '../../engine/fact.ts';
import {type WayName, type Witness, watchBy, ways} from './witness.ts';

const glimpseBy = (id: string, without: readonly WayName[]): Fact<Witness> => ({
	id,
	what: {en: "the load balancer's own probes", zh: '负载均衡自己的探测'},
	lookUp: look =>
		watchBy(
			look,
			ways.filter(([name]) => !without.includes(name)),
			() => look.wait((look.witnessS ?? 0) * 1000),
		),
});

/**
 * The load balancer's own probes while this program goes on probing: only the ways that tell the two apart by their
 * source. Cheap enough to be looked at again and again.
 */
export const glimpse = glimpseBy('glimpse', ['counters']);

/** The same without a command that runs all the time: where there are only a few shells, others would wait for it. */
export const glimpseBriefly = glimpseBy('glimpse-briefly', ['counters', 'packets']);
