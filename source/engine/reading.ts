import ipaddr from 'ipaddr.js';
import {readDestination} from './destination.ts';
import {didYouMean} from './did-you-mean.ts';
import {recordingPath} from './recording-path.ts';
import type {StatusClass} from './target.ts';
import type {Words} from './words.ts';

/** A read value, or words that say what is allowed, to stand behind what was said. */
export type Reading<T> = {readonly value: T} | {readonly problem: Words};

/** Reads one of these words, in capitals or not. */
export const oneOf =
	<T extends string>(...allowed: readonly T[]) =>
	(text: string): Reading<T> => {
		const found = allowed.find(word => word === text.trim().toLowerCase());
		if (found !== undefined) return {value: found};
		const meant = didYouMean(text, allowed);
		return {
			problem: {
				en: `must be one of ${allowed.join(', ')}${meant.en}`,
				zh: `必须是 ${allowed.join('、')} 之一${meant.zh}`,
			},
		};
	};

/** Reads a number of this range. */
export const wholeNumber =
	(least: number, most: number, unit?: 'seconds') =>
	(text: string): Reading<number> => {
		const number = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
		return number >= least && number <= most ? {value: number} : {problem: wholeNumberWords(least, most, unit)};
	};

/** Which numbers are allowed. */
export const wholeNumberWords = (least: number, most: number, unit?: 'seconds'): Words => ({
	en: `must be a whole number from ${least} to ${most}${unit === undefined ? '' : ' (seconds)'}`,
	zh: `必须是 ${least} 到 ${most} 之间的整数${unit === undefined ? '' : '（秒）'}`,
});

const isIpv4 = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text);

/** Reads the address of a backend. */
export const readAddress = (text: string): Reading<string> => {
	const address = text.trim();
	if (isIpv4(address)) return {value: ipaddr.IPv4.parse(address).toString()};
	return {
		problem: ipaddr.IPv6.isValid(address)
			? {
					en: 'is an IPv6 address; IPv6 backends are not supported yet',
					zh: '是 IPv6 地址；尚不支持 IPv6 后端服务器',
				}
			: {en: 'must be an IPv4 address such as 10.11.192.1', zh: '必须是 IPv4 地址，例如 10.11.192.1'},
	};
};

const readSource = (text: string): Reading<string> => {
	const [address = '', length, ...rest] = text.trim().split('/');
	const bits = length === undefined ? 32 : /^\d{1,2}$/.test(length) ? Number(length) : Number.NaN;
	if (rest.length > 0 || !isIpv4(address) || !(bits >= 1 && bits <= 32))
		return {
			problem: {
				en: 'must be an IPv4 range such as 100.64.0.0/10, or an address',
				zh: '必须是 IPv4 网段（例如 100.64.0.0/10）或地址',
			},
		};
	return {value: `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)}/${bits}`};
};

/** Ranges of probes, separated by commas or spaces. */
export const readSources = (text: string): Reading<readonly string[]> => {
	const values: string[] = [];
	for (const word of text.split(/[\s,]+/).filter(Boolean)) {
		const source = readSource(word);
		if ('problem' in source) return source;
		values.push(source.value);
	}
	return values.length > 0
		? {value: [...new Set(values)]}
		: {problem: {en: 'must name at least one range', zh: '至少要给出一个网段'}};
};

/** Reads what the API takes as HealthCheckURI (CreateLoadBalancerHTTPListener): 1 to 80 characters of these. */
export const readPath = (text: string): Reading<string> =>
	/^\/[\w\-/.%?#&=~:@!$+,;*']{0,79}$/.test(text.trim())
		? {value: text.trim()}
		: {
				problem: {
					en: 'must begin with / and have at most 80 letters, digits and -/.%?#&=',
					zh: '必须以 / 开头，最多 80 个字符，只能用字母、数字和 -/.%?#&=',
				},
			};

/** Reads a HealthCheckDomain: 1 to 80 letters, digits, dots and hyphens, or $_ip for the backend's own address. */
export const readDomain = (text: string): Reading<string | null> => {
	const domain = text.trim();
	if (domain === '' || domain === '$_ip' || domain === '$SERVER_IP') return {value: null};
	return /^[A-Za-z0-9.-]{1,80}(:\d{1,5})?$/.test(domain)
		? {value: domain}
		: {
				problem: {
					en: 'must have 1 to 80 letters, digits, dots and hyphens, or be empty',
					zh: '必须是 1 到 80 个字母、数字、点和连字符，或者为空',
				},
			};
};

const statusClasses = ['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx'] as const;

/** Reads the classes of status codes, separated by commas or spaces; `2xx` is short for `http_2xx`. */
export const readCodes = (text: string): Reading<readonly StatusClass[]> => {
	const words = text
		.toLowerCase()
		.split(/[\s,]+/)
		.filter(Boolean)
		.map(word => (/^[2-5]xx$/.test(word) ? `http_${word}` : word));
	const unknown = words.find(word => !statusClasses.some(known => known === word));
	return words.length === 0 || unknown !== undefined
		? {
				problem: {
					en: `must be one or more of ${statusClasses.join(', ')}, separated by commas`,
					zh: `必须是 ${statusClasses.join('、')} 中的一个或多个，以逗号分隔`,
				},
			}
		: {value: statusClasses.filter(known => words.includes(known))};
};

/** Reads where commands run. */
export const readHost = (text: string): Reading<string> => {
	const host = text.trim();
	if (host === 'local') return {value: 'local'};
	if (recordingPath(host) !== undefined) return {value: host};
	if (!host.startsWith('ssh://'))
		return {
			problem: {
				en: 'must be local, ssh://[user@]name[:port], or replay:<folder>',
				zh: '必须是 local、ssh://[user@]name[:port] 或 replay:<folder>',
			},
		};
	return readDestination(host) === undefined
		? {
				problem: {
					en: 'must be ssh://[user@]name[:port], where the name is an address or an alias of the OpenSSH configuration, without signs that a shell would read',
					zh: '必须是 ssh://[user@]name[:port]，其中 name 是地址或 OpenSSH 配置中的别名，不能含有 shell 会解释的字符',
				},
			}
		: {value: host};
};
