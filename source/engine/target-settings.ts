import {clbSources, defaultTiming, type SettingName, type Settings, settingNames, settings} from './settings.ts';
import {isLayer7, type Target} from './target.ts';

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

/** What a check at layer 4 has no use for. */
const ofLayer7: ReadonlySet<SettingName> = new Set(['path', 'domain', 'method', 'codes']);

/** The arguments that give this target again, without the ones that say the default. */
export const targetArguments = (target: Target): readonly string[] => {
	const {product, ...others} = settingsOf(target);
	const said: Settings = {
		...others,
		...(target.host === 'local' ? {} : {host: target.host}),
		...(product === undefined || product === 'clb' ? {} : {product}),
	};
	return settingNames
		.filter(name => isLayer7(target) || !ofLayer7.has(name))
		.flatMap(name => wordsOf(said[name], name).flatMap(word => [settings[name].flag, word]));
};

/** An option that may be repeated is; other lists are one word. */
const wordsOf = (value: Settings[SettingName], name: SettingName): readonly string[] => {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) && name === 'sources' ? value.map(String) : [String(value)];
};
