import {
	oneOf,
	type Reading,
	readAddress,
	readCodes,
	readDomain,
	readHost,
	readPath,
	readSources,
	wholeNumber,
	wholeNumberWords,
} from './reading.ts';
import type {HealthCheck, Platform, Product, Protocol, StatusClass, Target} from './target.ts';
import type {Words} from './words.ts';

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
	timeoutS: {flag: '--timeout', read: wholeNumber(1, 300, 'seconds')},
	intervalS: {flag: '--interval', read: wholeNumber(1, 300, 'seconds')},
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

/** Whether the settings contradict each other: words that say how, with the option's name; undefined when not. */
export const contradiction = ({product = 'clb', protocol, intervalS}: Settings): Words | undefined => {
	if (protocol === 'https' && product === 'clb')
		return {
			en: '--protocol https: CLB never checks over TLS; even an HTTPS listener checks with plain HTTP. Use --protocol http (or tcp), or --product alb',
			zh: '--protocol https：CLB 从不通过 TLS 检查，HTTPS 监听也用普通 HTTP 检查。请用 --protocol http（或 tcp），或 --product alb',
		};
	if (protocol === 'https' && product === 'nlb')
		return {
			en: '--protocol https: NLB checks with tcp, http or udp',
			zh: '--protocol https：NLB 用 tcp、http 或 udp 检查',
		};
	if (protocol === 'udp' && product === 'alb')
		return {
			en: '--protocol udp: ALB checks with http, https or tcp',
			zh: '--protocol udp：ALB 用 http、https 或 tcp 检查',
		};
	if (intervalS !== undefined && intervalS > 50 && !(product === 'nlb' && protocol === 'udp')) {
		const range = wholeNumberWords(1, 50, 'seconds');
		return {en: `--interval ${range.en}`, zh: `--interval ${range.zh}`};
	}

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
