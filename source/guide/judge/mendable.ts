import type {CauseFinding, Finding, Values} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Words} from '../../engine/words.ts';
import type {ServiceProcess} from '../../fact/service-process.ts';
import type {WebConfig} from '../../fact/web-config.ts';
import {serviceValues} from './service-values.ts';

/** What is known of the service beside its answer. */
export type ServiceFacts = {
	readonly webConfig: Known<WebConfig>;
	readonly serviceProcess: Known<readonly ServiceProcess[]>;
};

/**
 * Gives findings about an answer what their remedies need: a page that isn't there the file that the web server looks for,
 * a service that hangs its process and its unit.
 */
export const mendable = (findings: readonly Finding[], facts: ServiceFacts): readonly Finding[] =>
	findings.map(finding =>
		finding.is === 'cause' ? {...finding, values: {...finding.values, ...more(finding, facts)}} : finding,
	);

const more = ({code}: CauseFinding, {webConfig, serviceProcess}: ServiceFacts): Values<Words> => {
	if (code === 'service-hung') return serviceValues(serviceProcess);
	const page = webConfig.known ? webConfig.value.page : undefined;
	return code === 'http-path-not-found' && page !== undefined ? {file: page} : {};
};
