import {clbSources, defaultTiming, type Settings} from './settings.ts';
import type {Target} from './target.ts';

/**
 * What a person would have to say for this target, without what says the default: what is said beside it, such as another
 * port, then has its own consequences.
 */
export const settingsOf = ({product, backend, port, sources, healthCheck: check}: Target): Settings => {
	const timing = defaultTiming(product, check.protocol);
	const hasOwnSources = product !== 'clb' || sources.join() !== clbSources.join();
	return {
		product,
		backend,
		port,
		protocol: check.protocol,
		...(hasOwnSources ? {sources} : {}),
		...(check.port === port ? {} : {checkPort: check.port}),
		...(check.path === '/' ? {} : {path: check.path}),
		...(check.domain === null ? {} : {domain: check.domain}),
		...(check.method === (product === 'nlb' ? 'get' : 'head') ? {} : {method: check.method}),
		...(check.codes.join() === 'http_2xx' ? {} : {codes: check.codes}),
		...(check.timeoutS === timing.timeoutS ? {} : {timeoutS: check.timeoutS}),
		...(check.intervalS === timing.intervalS ? {} : {intervalS: check.intervalS}),
		...(check.healthyThreshold === timing.healthyThreshold ? {} : {healthyThreshold: check.healthyThreshold}),
		...(check.unhealthyThreshold === timing.unhealthyThreshold ? {} : {unhealthyThreshold: check.unhealthyThreshold}),
	};
};
