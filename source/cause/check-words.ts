import type {Values} from '../engine/finding.ts';
import {isLayer7, type Target} from '../engine/target.ts';
import {verbatim, type Words} from '../engine/words.ts';

/** Says something about a value that may be missing; nothing when it is. */
export const given = (value: string | undefined, say: (value: string) => string): string =>
	value === undefined || value === '' ? '' : say(value);

/** `: the reason`, at the end of a sentence; nothing when there is none. */
export const because = (reason: string | undefined): Words => {
	const words = given(reason, text => text.trim().replace(/[.;。；]$/, ''));
	return {en: given(words, text => `: ${text}`), zh: given(words, text => `：${text}`)};
};

/** An address and a port as people write them; IPv6 in brackets. */
export const endpoint = (address: string, port: number | string): string =>
	address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** Where the check connects to: `10.11.192.1:80`. */
export const checkedAt = ({backend, healthCheck}: Target): string => endpoint(backend, healthCheck.port);

/** What the check does, as the subject of a sentence: `HEAD /health on 10.11.192.1:80`. */
export const checkRequest = (target: Target): Words => {
	const at = checkedAt(target);
	if (!isLayer7(target)) return {en: `a connection to ${at}`, zh: `到 ${at} 的连接`};
	const request = `${target.healthCheck.method.toUpperCase()} ${target.healthCheck.path}`;
	return {en: `${request} on ${at}`, zh: `${at} 上的 ${request}`};
};

/** The transport that filters see. */
export const transport = ({healthCheck}: Target): 'tcp' | 'udp' => (healthCheck.protocol === 'udp' ? 'udp' : 'tcp');

/** The sources that are hit, in words. */
export const hitSources = ({part, partCidr}: Values, {sources}: Target): Words => {
	const known = part ?? partCidr;
	return known === undefined ? listed(sources) : verbatim(known);
};

/** `a`, `a and b`, `a, b and c`; or with `or`. */
export const listed = (words: readonly string[], last: 'and' | 'or' = 'and'): Words => {
	if (words.length < 2) return verbatim(words.join(''));
	const [first, end] = [words.slice(0, -1), words.at(-1)];
	return {
		en: `${first.join(', ')} ${last} ${end}`,
		zh: `${first.join('、')} ${last === 'and' ? '和' : '或'} ${end}`,
	};
};

/** The accepted statuses: `2xx or 3xx`. */
export const acceptedCodes = ({healthCheck}: Target): Words =>
	listed(
		healthCheck.codes.map(code => code.replace('http_', '')),
		'or',
	);

/** The Host that the check sends, in words. */
export const sentHost = ({sent}: Values, {healthCheck}: Target): Words => {
	const name = sent || healthCheck.domain;
	return name ? verbatim(name) : {en: 'none, or its private address', zh: '无，或后端的私网地址'};
};

/** The service, by its process when that is known. */
export const theService = ({process, unit}: Values): Words => {
	const name = process || unit;
	return name ? verbatim(name) : {en: 'the service', zh: '服务'};
};

/** A sentence begins with a capital letter, but for the name of a program. */
export const sentence = (words: string): string => words.replace(/^the /, 'The ');
