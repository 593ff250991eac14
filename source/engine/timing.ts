import {effectiveTimeoutMs, type Target} from './target.ts';

/** Seconds until a backend whose probes time out is taken out: timeout × unhealthy + interval × (unhealthy − 1) (CLB "Health check overview"). */
export const untilUnhealthyS = (target: Target): number => {
	const {intervalS, unhealthyThreshold} = target.healthCheck;
	return (effectiveTimeoutMs(target) / 1000) * unhealthyThreshold + intervalS * (unhealthyThreshold - 1);
};

/** Seconds until a backend that refuses at once is taken out: only the pauses between the probes count. */
export const untilRefusedUnhealthyS = ({healthCheck}: Target): number =>
	healthCheck.intervalS * (healthCheck.unhealthyThreshold - 1);

/** Seconds until a backend that answers again gets requests: response × healthy + interval × (healthy − 1) (CLB "Health check overview"). */
export const untilHealthyS = ({healthCheck}: Target, responseS = 0): number =>
	responseS * healthCheck.healthyThreshold + healthCheck.intervalS * (healthCheck.healthyThreshold - 1);

/** When the load balancer shows a change, in sentences. */
export const timingSentences = (target: Target): readonly string[] => {
	const {healthCheck, product} = target;
	const {healthyThreshold, unhealthyThreshold, timeoutS} = healthCheck;
	const effectiveS = effectiveTimeoutMs(target) / 1000;
	const ignored =
		effectiveS > timeoutS ? `, for CLB waits ${effectiveS} s instead of the ${timeoutS} s that are set` : '';
	return [
		`After the fix it needs ${healthyThreshold} successes in a row: about ${inWords(untilHealthyS(target))} when the answers are fast. The console may show it a little later.`,
		`Until a backend is called unhealthy, ${unhealthyThreshold} probes in a row have to fail: ${inWords(untilUnhealthyS(target))} when they time out${ignored}; about ${inWords(untilRefusedUnhealthyS(target))} when they are refused at once.`,
		...(product === 'clb'
			? ['Every node of the load balancer counts by itself, so the state can differ for a moment.']
			: [
					'While all backends are unhealthy, requests are still sent to them: a red console and a working site can go together.',
				]),
	];
};

/** `19 s`, `2 min 5 s`. */
const inWords = (seconds: number): string => {
	const whole = Math.round(seconds);
	if (whole < 120) return `${whole} s`;
	const rest = whole % 60;
	return rest === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${rest} s`;
};
