import type {Pace} from './pace.ts';

/** What one probe comes to. `unknown`: it could not be sent, or nobody can say whether the load balancer's would pass. */
export type Sign = 'pass' | 'fail' | 'unknown';

/** What a node of the load balancer takes the backend for. */
export type NodeVerdict = 'healthy' | 'unhealthy' | 'unknown';

/** One node of the load balancer: its verdict, and the results in a row that may change it. */
export type BalancerNode = {
	readonly verdict: NodeVerdict;
	readonly run?: {readonly sign: 'pass' | 'fail'; readonly count: number};
};

/** Nothing is known of what the load balancer thinks before the first probes. */
export const unknownNode: BalancerNode = {verdict: 'unknown'};

/**
 * The node after one more probe. Only results in a row count, so another one begins the count anew (CLB "Configure and
 * manage health checks"). After a gap nothing is known: the load balancer goes on while nobody looks.
 */
export const takeSign = ({verdict, run}: BalancerNode, sign: Sign, pace: Pace): BalancerNode => {
	if (sign === 'unknown') return unknownNode;
	const count = run?.sign === sign ? run.count + 1 : 1;
	if (sign === 'pass' && count >= pace.healthy) return {verdict: 'healthy', run: {sign, count}};
	if (sign === 'fail' && count >= pace.unhealthy) return {verdict: 'unhealthy', run: {sign, count}};
	return {verdict, run: {sign, count}};
};

/** The verdict that the present run leads to if it goes on, and how many more results it needs; undefined when it changes nothing. */
export const comingVerdict = (
	{verdict, run}: BalancerNode,
	pace: Pace,
): {readonly verdict: 'healthy' | 'unhealthy'; readonly needed: number} | undefined => {
	if (run === undefined) return undefined;
	const coming = run.sign === 'pass' ? 'healthy' : 'unhealthy';
	const needed = (run.sign === 'pass' ? pace.healthy : pace.unhealthy) - run.count;
	return coming === verdict || needed <= 0 ? undefined : {verdict: coming, needed};
};
