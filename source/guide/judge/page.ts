import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {WebConfig} from '../../fact/web-config.ts';

/** Gives a page that isn't there the file that the web server looks for. */
export const withPage = (findings: readonly Finding[], config: Known<WebConfig>): readonly Finding[] => {
	const page = config.known ? config.value.page : undefined;
	if (page === undefined) return findings;
	return findings.map(finding =>
		finding.is === 'cause' && finding.code === 'http-path-not-found'
			? {...finding, values: {...finding.values, file: page}}
			: finding,
	);
};
