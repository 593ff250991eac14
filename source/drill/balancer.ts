import {effectiveTimeoutMs, type Target} from '../engine/target.ts';
import {checkShape} from '../fact/check-shape.ts';
import {healthOf} from '../fact/health.ts';
import {replyWords} from '../guide/judge/reply-words.ts';
import {sendProbe} from '../probe/send.ts';
import {paceOf} from '../watch/pace.ts';
import type {BalancerReport} from './orders.ts';

/**
 * Checks a backend again and again as a node of the load balancer does, from this address (absent: from whichever the
 * system takes), until the signal ends it.
 */
export const checkAgain = async (
	target: Target,
	source: string | undefined,
	{tell, signal}: {readonly tell: (report: BalancerReport) => void; readonly signal: AbortSignal},
): Promise<void> => {
	const timeoutMs = effectiveTimeoutMs(target);
	const {intervalMs} = paceOf(target);
	const from = source === undefined ? {} : {from: source};
	const shape = {
		...checkShape(target, {address: target.backend, port: target.healthCheck.port}, timeoutMs),
		...from,
	};
	while (!signal.aborted) {
		const observation = await sendProbe(shape, signal);
		if (signal.aborted) return;
		const {reply} = observation;
		tell({
			...(source === undefined ? {} : {source}),
			passes: healthOf(observation, target, timeoutMs) === 'good',
			says: replyWords(reply),
			kind: `${reply.outcome} ${reply.status ?? ''}`,
		});
		await pause(intervalMs, signal);
	}
};

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
	new Promise(resolve => {
		const end = (): void => {
			clearTimeout(timer);
			signal.removeEventListener('abort', end);
			resolve();
		};
		const timer = setTimeout(end, milliseconds);
		signal.addEventListener('abort', end);
	});
