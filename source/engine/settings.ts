import ipaddr from 'ipaddr.js';
import {readDestination} from './destination.ts';
import {didYouMean} from './did-you-mean.ts';
import {recordingPath} from './recording-path.ts';
import type {HealthCheck, Platform, Product, Protocol, StatusClass, Target} from './target.ts';

/** What a person can say about the target; everything that is absent is asked for, detected, or has a default. */
export type Settings = {
	readonly host?: string;
	readonly backend?: string;
	readonly port?: number;
	readonly protocol?: Protocol;
	readonly product?: Product;
	readonly sources?: readonly string[];
	readonly checkPort?: number;
	readonly path?: string;
	/** null: no domain is set, said on purpose. */
	readonly domain?: string | null;
	readonly method?: 'head' | 'get';
	readonly codes?: readonly StatusClass[];
	readonly timeoutS?: number;
	readonly intervalS?: number;
	readonly healthyThreshold?: number;
	readonly unhealthyThreshold?: number;
};

export type SettingName = keyof Settings;

/** A read value, or a sentence that says what is allowed. */
export type Reading<T> = {readonly value: T} | {readonly problem: string};

const oneOf =
	<T extends string>(...allowed: readonly T[]) =>
	(text: string): Reading<T> => {
		const found = allowed.find(word => word === text.trim().toLowerCase());
		return found === undefined
			? {problem: `must be one of ${allowed.join(', ')}${didYouMean(text, allowed)}`}
			: {value: found};
	};

const wholeNumber =
	(least: number, most: number, unit = '') =>
	(text: string): Reading<number> => {
		const number = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
		return number >= least && number <= most
			? {value: number}
			: {problem: `must be a whole number from ${least} to ${most}${unit}`};
	};

const isIpv4 = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text);

const readAddress = (text: string): Reading<string> => {
	const address = text.trim();
	if (isIpv4(address)) return {value: ipaddr.IPv4.parse(address).toString()};
	return {
		problem: ipaddr.IPv6.isValid(address)
			? 'is an IPv6 address; IPv6 backends are not supported yet'
			: 'must be an IPv4 address such as 10.11.192.1',
	};
};

const readSource = (text: string): Reading<string> => {
	const [address = '', length, ...rest] = text.trim().split('/');
	const bits = length === undefined ? 32 : /^\d{1,2}$/.test(length) ? Number(length) : Number.NaN;
	if (rest.length > 0 || !isIpv4(address) || !(bits >= 1 && bits <= 32))
		return {problem: 'must be an IPv4 range such as 100.64.0.0/10, or an address'};
	return {value: `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)}/${bits}`};
};

/** Ranges of probes, separated by commas or spaces. */
const readSources = (text: string): Reading<readonly string[]> => {
	const values: string[] = [];
	for (const word of text.split(/[\s,]+/).filter(Boolean)) {
		const source = readSource(word);
		if ('problem' in source) return source;
		values.push(source.value);
	}
	return values.length > 0 ? {value: [...new Set(values)]} : {problem: 'must name at least one range'};
};

// What the API takes as HealthCheckURI (CreateLoadBalancerHTTPListener): 1 to 80 characters of these.
const readPath = (text: string): Reading<string> =>
	/^\/[\w\-/.%?#&=~:@!$+,;*']{0,79}$/.test(text.trim())
		? {value: text.trim()}
		: {problem: 'must begin with / and have at most 80 letters, digits and -/.%?#&='};

// HealthCheckDomain: 1 to 80 letters, digits, dots and hyphens, or $_ip for the backend's own address.
const readDomain = (text: string): Reading<string | null> => {
	const domain = text.trim();
	if (domain === '' || domain === '$_ip' || domain === '$SERVER_IP') return {value: null};
	return /^[A-Za-z0-9.-]{1,80}(:\d{1,5})?$/.test(domain)
		? {value: domain}
		: {problem: 'must have 1 to 80 letters, digits, dots and hyphens, or be empty'};
};

const statusClasses = ['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx'] as const;

const readCodes = (text: string): Reading<readonly StatusClass[]> => {
	const words = text
		.toLowerCase()
		.split(/[\s,]+/)
		.filter(Boolean)
		.map(word => (/^[2-5]xx$/.test(word) ? `http_${word}` : word));
	const unknown = words.find(word => !statusClasses.some(known => known === word));
	return words.length === 0 || unknown !== undefined
		? {problem: `must be one or more of ${statusClasses.join(', ')}, separated by commas`}
		: {value: statusClasses.filter(known => words.includes(known))};
};

const readHost = (text: string): Reading<string> => {
	const host = text.trim();
	if (host === 'local') return {value: 'local'};
	if (recordingPath(host) !== undefined) return {value: host};
	if (!host.startsWith('ssh://')) return {problem: 'must be local, ssh://[user@]name[:port], or replay:<folder>'};
	return readDestination(host) === undefined
		? {
				problem:
					'must be ssh://[user@]name[:port], where the name is an address or an alias of the OpenSSH configuration, without signs that a shell would read',
			}
		: {value: host};
};

/** The option of each setting and how its text is read. The wizard's questions and the command line share this table. */
export const settings = {
	host: {flag: '--host', read: readHost},
	backend: {flag: '--backend', read: readAddress},
	port: {flag: '--port', read: wholeNumber(1, 65_535)},
	protocol: {flag: '--protocol', read: oneOf('tcp', 'udp', 'http', 'https')},
	product: {flag: '--product', read: oneOf('clb', 'alb', 'nlb')},
	sources: {flag: '--source', read: readSources},
	checkPort: {flag: '--check-port', read: wholeNumber(1, 65_535)},
	path: {flag: '--path', read: readPath},
	domain: {flag: '--domain', read: readDomain},
	method: {flag: '--method', read: oneOf('head', 'get')},
	codes: {flag: '--codes', read: readCodes},
	// The ranges of the API: HealthCheckTimeout 1–300, HealthCheckInterval 1–50 (NLB's UDP check 1–300), thresholds 2–10.
	timeoutS: {flag: '--timeout', read: wholeNumber(1, 300, ' (seconds)')},
	intervalS: {flag: '--interval', read: wholeNumber(1, 300, ' (seconds)')},
	healthyThreshold: {flag: '--healthy', read: wholeNumber(2, 10)},
	unhealthyThreshold: {flag: '--unhealthy', read: wholeNumber(2, 10)},
} satisfies {readonly [name in SettingName]: {flag: string; read: (text: string) => Reading<Settings[name]>}};

/** All settings, in the order in which they are said. */
export const settingNames = Object.keys(settings).filter((name): name is SettingName => name in settings);

/** The addresses that CLB probes from: 100.64.0.0/10, reserved by Alibaba Cloud (CLB, "Health check overview"). */
export const clbSources: readonly string[] = ['100.64.0.0/10'];

const httpPorts = new Set([80, 81, 88, 591, 3000, 5000, 8000, 8008, 8080, 8081, 8088, 8090, 8888, 9000, 9080]);

/** What the check speaks when nobody says: HTTP where the port is one of HTTP's usual ones. */
export const defaultProtocol = (port: number): Protocol => (httpPorts.has(port) ? 'http' : 'tcp');

/**
 * The defaults of a product for a protocol: CLB and ALB 5 s, 2 s, 3, 3 (CLB's UDP check 10 s, 5 s); NLB 5 s, 5 s, 2, 2
 * (CLB "Configure and manage health checks", ALB "Health checks", NLB CreateServerGroup).
 */
export const defaultTiming = (
	product: Product,
	protocol: Protocol,
): Pick<HealthCheck, 'timeoutS' | 'intervalS' | 'healthyThreshold' | 'unhealthyThreshold'> => {
	if (product === 'nlb') return {timeoutS: 5, intervalS: 5, healthyThreshold: 2, unhealthyThreshold: 2};
	return protocol === 'udp'
		? {timeoutS: 10, intervalS: 5, healthyThreshold: 3, unhealthyThreshold: 3}
		: {timeoutS: 5, intervalS: 2, healthyThreshold: 3, unhealthyThreshold: 3};
};

/** Whether the settings contradict each other: a sentence that says how, with the option's name; undefined when not. */
export const contradiction = ({product = 'clb', protocol, intervalS}: Settings): string | undefined => {
	if (protocol === 'https' && product === 'clb')
		return '--protocol https: CLB never checks over TLS; even an HTTPS listener checks with plain HTTP. Use --protocol http (or tcp), or --product alb';
	if (protocol === 'https' && product === 'nlb') return '--protocol https: NLB checks with tcp, http or udp';
	if (protocol === 'udp' && product === 'alb') return '--protocol udp: ALB checks with http, https or tcp';
	if (intervalS !== undefined && intervalS > 50 && !(product === 'nlb' && protocol === 'udp'))
		return '--interval must be a whole number from 1 to 50 (seconds)';
	return undefined;
};

/** The target when everything that has no default is there; else the names of what is missing. */
export const completeTarget = (
	given: Settings,
	platform: Platform,
): {readonly target: Target} | {readonly missing: readonly SettingName[]} => {
	const {backend, port} = given;
	const product = given.product ?? 'clb';
	const sources = given.sources ?? (product === 'clb' ? clbSources : undefined);
	if (backend === undefined || port === undefined || sources === undefined) {
		const missing: SettingName[] = [];
		if (backend === undefined) missing.push('backend');
		if (port === undefined) missing.push('port');
		if (sources === undefined) missing.push('sources');
		return {missing};
	}

	const checkPort = given.checkPort ?? port;
	const protocol = given.protocol ?? defaultProtocol(checkPort);
	const timing = defaultTiming(product, protocol);
	return {
		target: {
			host: given.host ?? 'local',
			platform,
			product,
			backend,
			port,
			sources,
			healthCheck: {
				protocol,
				port: checkPort,
				path: given.path ?? '/',
				domain: given.domain ?? null,
				// NLB's HTTP check is a GET (CreateServerGroup, HttpCheckMethod); the others' default is HEAD.
				method: given.method ?? (product === 'nlb' ? 'get' : 'head'),
				codes: given.codes ?? ['http_2xx'],
				timeoutS: given.timeoutS ?? timing.timeoutS,
				intervalS: given.intervalS ?? timing.intervalS,
				healthyThreshold: given.healthyThreshold ?? timing.healthyThreshold,
				unhealthyThreshold: given.unhealthyThreshold ?? timing.unhealthyThreshold,
			},
		},
	};
};
