import {Book} from '../engine/book.ts';
import {cleanLine} from '../engine/clean.ts';
import {type CloudServer, type Detected, nothingDetected} from '../engine/detected.ts';
import type {Host} from '../engine/host.ts';
import type {Platform, Target} from '../engine/target.ts';
import {cloudServer} from '../fact/cloud-server.ts';
import {detected} from '../fact/detect.ts';
import {suggestions} from '../fact/suggestions.ts';

/** Looks at the sockets and addresses of a host before the target is known. */
export const detect = async (
	host: Host,
	platform: Platform,
	signal: AbortSignal,
): Promise<Pick<Detected, 'ports' | 'addresses'>> => {
	const known = await bookOf(host, platform, signal).know(detected);
	return known.known ? known.value : nothingDetected;
};

/** Looks for all that can be suggested to a person who is asked about the target. */
export const suggest = async (host: Host, platform: Platform, signal: AbortSignal): Promise<Detected> => {
	const known = await bookOf(host, platform, signal).know(suggestions);
	return known.known ? cleaned(known.value) : nothingDetected;
};

/** What the cloud says of the server; undefined where it isn't one of its own, or where it doesn't say. */
export const lookUpServer = async (
	host: Host,
	platform: Platform,
	signal: AbortSignal,
): Promise<CloudServer | undefined> => {
	const known = await bookOf(host, platform, signal).know(cloudServer);
	return known.known ? known.value : undefined;
};

/** Names of processes, containers and files are shown as they are in questions. */
const cleaned = (found: Detected): Detected =>
	JSON.parse(JSON.stringify(found, (_key, value: unknown) => (typeof value === 'string' ? cleanLine(value) : value)));

const bookOf = (host: Host, platform: Platform, signal: AbortSignal): Book =>
	new Book({host, target: unknownTarget(host.where, platform), signal: () => signal, tell: () => {}});

/** Stands for a target that isn't known yet: what is looked up for suggestions doesn't depend on it. */
export const unknownTarget = (host: string, platform: Platform): Target => ({
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
