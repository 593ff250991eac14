import {defaultTiming} from '../../engine/settings.ts';
import {effectiveTimeoutMs, isLayer7, type Target} from '../../engine/target.ts';

/** A parameter of the health check that isn't the recommended one, in words. */
export type Deviation = {
	readonly name: string;
	readonly value: string;
	readonly recommended: string;
	/** What it does, when it is so far off that it does something. */
	readonly why: string;
};

type Parameter = Deviation & {readonly is: 'default' | 'near' | 'far'};

const seconds = (number: number): string => `${number} s`;

/**
 * The parameters against the recommended ones, which are the defaults (CLB "FAQ about health checks"). Where far begins
 * is our own judgement: what one pause of a second, or minutes without notice, would do.
 */
const parameters = (target: Target): readonly Parameter[] => {
	const {healthCheck: check, product} = target;
	const usual = defaultTiming(product, check.protocol);
	// What CLB ignores can't be too short.
	const effectiveS = effectiveTimeoutMs(target) / 1000;
	const timing = [
		{
			name: 'timeout',
			is: effectiveS < 2 || effectiveS > 60 ? 'far' : 'near',
			value: seconds(check.timeoutS),
			recommended: seconds(usual.timeoutS),
			why:
				effectiveS < 2
					? 'a pause of a second, such as a garbage collection, fails a probe'
					: 'a backend that hangs keeps its requests for minutes',
		},
		{
			name: 'interval',
			is: check.intervalS > 30 ? 'far' : 'near',
			value: seconds(check.intervalS),
			recommended: seconds(usual.intervalS),
			why: 'a dead backend keeps its requests for a long time',
		},
		{
			name: 'healthy threshold',
			is: check.healthyThreshold >= 10 ? 'far' : 'near',
			value: `${check.healthyThreshold}`,
			recommended: `${usual.healthyThreshold}`,
			why: 'a single failure begins the count again, so a mended backend stays out long',
		},
		{
			name: 'unhealthy threshold',
			is:
				check.unhealthyThreshold >= 10 || (check.unhealthyThreshold < usual.unhealthyThreshold && effectiveS < 2)
					? 'far'
					: 'near',
			value: `${check.unhealthyThreshold}`,
			recommended: `${usual.unhealthyThreshold}`,
			why:
				check.unhealthyThreshold >= 10
					? 'a dead backend keeps its requests for a long time'
					: 'two probes that are late in a row take the backend out',
		},
	] as const;
	const acceptsErrors = isLayer7(target) && check.codes.includes('http_5xx');
	return [
		...timing.map(one => (one.value === one.recommended ? {...one, is: 'default' as const} : one)),
		...(acceptsErrors
			? [
					{
						name: 'accepted codes',
						is: 'far',
						value: check.codes.join(' '),
						recommended: 'http_2xx http_3xx',
						why: 'a service that only answers errors counts as healthy',
					} as const,
				]
			: []),
	];
};

/** Parameters so far off the recommended ones that they are a risk. */
export const farFromDefault = (target: Target): readonly Deviation[] =>
	parameters(target).filter(parameter => parameter.is === 'far');

/** Parameters that differ without doing harm. */
export const nearDefault = (target: Target): readonly Deviation[] =>
	parameters(target).filter(parameter => parameter.is === 'near');
