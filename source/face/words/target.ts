import {isLayer7, type Target} from '../../engine/target.ts';
import {safeLine} from './safe.ts';

const products = {clb: 'CLB', alb: 'ALB', nlb: 'NLB'} as const;

/** The check in one sentence: what is asked of whom, from where, how often. A token in its path is a secret too. */
export const targetSentence = (target: Target): string => {
	const {healthCheck: check, backend, port, product, sources} = target;
	const elsewhere = check.port === port ? '' : ` (the backend port is ${port})`;
	const what = isLayer7(target)
		? `${check.method.toUpperCase()} ${check.protocol}://${backend}:${check.port}${check.path}${elsewhere} with ${
				check.domain === null ? 'no domain set' : `Host ${check.domain}`
			}, accepts ${check.codes.join(' and ')}`
		: `${check.protocol.toUpperCase()} to ${backend} port ${check.port}${elsewhere}`;
	return safeLine(`${products[product]} checks ${what}; ${timing(target)}; from ${sources.join(', ')}.`);
};

const timing = ({healthCheck: check}: Target): string =>
	`every ${check.intervalS} s, timeout ${check.timeoutS} s, ${check.healthyThreshold} in a row to be healthy and ${check.unhealthyThreshold} to be unhealthy`;
