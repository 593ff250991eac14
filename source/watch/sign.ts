import type {ProbeObservation} from '../engine/probe.ts';
import type {Target} from '../engine/target.ts';
import {healthOf} from '../fact/health.ts';
import {replyWords} from '../guide/judge/reply-words.ts';
import type {Sight, Way} from './event.ts';
import type {Sign} from './node.ts';

/** What became of the load balancer's own probes, where that makes its check fail. */
const lostWords: Readonly<Partial<Record<Sight['is'], string>>> = {
	rejected: 'answered, and not accepted',
	refused: 'refused',
	stopped: 'stopped on their way',
	unanswered: 'not answered',
};

/**
 * What a probe of the host to itself means for the load balancer's. It doesn't meet the filters and routes that those
 * meet: it passes only where their way is open, or where the load balancer's own probes were seen to be served.
 */
export const signOf = (
	observation: ProbeObservation,
	{
		way,
		seen,
		target,
		timeoutMs,
	}: {
		readonly way: Way;
		readonly seen: readonly Sight[];
		readonly target: Target;
		readonly timeoutMs: number;
	},
): {readonly sign: Sign; readonly says: string} => {
	const says = replyWords(observation.reply);
	if (observation.reply.outcome === 'cancelled' || observation.failure === 'unreachable')
		return {sign: 'unknown', says: observation.reply.detail ?? 'the probe could not be sent'};
	if (healthOf(observation, target, timeoutMs) !== 'good') return {sign: 'fail', says};
	if (way.is === 'stopped') return {sign: 'fail', says: `${says}, but ${way.why ?? 'something on the way stops it'}`};
	const served = seen.some(({is}) => is === 'served');
	const lost = seen.find(({is}) => lostWords[is] !== undefined);
	if (lost !== undefined && !served)
		return {
			sign: 'fail',
			says: `${says}, but the load balancer's own probes are ${lostWords[lost.is]} (${lost.command})`,
		};
	if (way.is === 'unknown' && !served)
		return {
			sign: 'unknown',
			says: `${says}, from the host itself; ${way.why ?? 'the way of the load balancer’s packets is not known'}`,
		};
	return {sign: 'pass', says};
};
