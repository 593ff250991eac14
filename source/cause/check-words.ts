import type {Values} from '../engine/finding.ts';
import {isLayer7, type Target} from '../engine/target.ts';

/** Says something about a value that may be missing; nothing when it is. */
export const given = (value: string | undefined, say: (value: string) => string): string =>
	value === undefined || value === '' ? '' : say(value);

/** `: the reason`, at the end of a sentence; nothing when there is none. */
export const because = (reason: string | undefined): string =>
	given(reason, words => `: ${words.trim().replace(/[.;]$/, '')}`);

/** An address and a port as people write them; IPv6 in brackets. */
export const endpoint = (address: string, port: number | string): string =>
	address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** Where the check connects to: `10.11.192.1:80`. */
export const checkedAt = ({backend, healthCheck}: Target): string => endpoint(backend, healthCheck.port);

/** What the check does, as the subject of a sentence: `HEAD /health on 10.11.192.1:80`. */
export const checkRequest = (target: Target): string =>
	isLayer7(target)
		? `${target.healthCheck.method.toUpperCase()} ${target.healthCheck.path} on ${checkedAt(target)}`
		: `a connection to ${checkedAt(target)}`;

/** The transport that filters see. */
export const transport = ({healthCheck}: Target): 'tcp' | 'udp' => (healthCheck.protocol === 'udp' ? 'udp' : 'tcp');

/** The sources that are hit, in words. */
export const hitSources = ({part, partCidr}: Values, {sources}: Target): string => part ?? partCidr ?? listed(sources);

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[], last = 'and'): string =>
	words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** The accepted statuses: `2xx or 3xx`. */
export const acceptedCodes = ({healthCheck}: Target): string =>
	listed(
		healthCheck.codes.map(code => code.replace('http_', '')),
		'or',
	);

/** The Host that the check sends, in words. */
export const sentHost = ({sent}: Values, {healthCheck}: Target): string =>
	sent || healthCheck.domain || 'none, or its private address';

/** The service, by its process when that is known. */
export const theService = ({process, unit}: Values): string => process || unit || 'the service';

/** A sentence begins with a capital letter, but for the name of a program. */
export const sentence = (words: string): string => words.replace(/^the /, 'The ');
