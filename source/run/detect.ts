import {Book} from '../engine/book.ts';
import {type Detected, nothingDetected} from '../engine/detected.ts';
import type {Host} from '../engine/host.ts';
import type {Target} from '../engine/target.ts';
import {detected} from '../fact/detect.ts';

/** Looks at the host before the target is known. */
export const detect = async (host: Host, platform: Target['platform'], signal: AbortSignal): Promise<Detected> => {
	const book = new Book({host, target: unknownTarget(host.where, platform), signal: () => signal, tell: () => {}});
	const known = await book.know(detected);
	return known.known ? known.value : nothingDetected;
};

/** Stands for a target that isn't known yet: what is looked up for suggestions doesn't depend on it. */
export const unknownTarget = (host: string, platform: Target['platform']): Target => ({
	host,
	platform,
	product: 'clb',
	backend: '0.0.0.0',
	port: 0,
	sources: [],
	healthCheck: {
		protocol: 'tcp',
		port: 0,
		path: '/',
		domain: null,
		method: 'head',
		codes: [],
		timeoutS: 1,
		intervalS: 1,
		healthyThreshold: 1,
		unhealthyThreshold: 1,
	},
});
