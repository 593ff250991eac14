import type {Asker} from './asked-setting.ts';
import type {Detected} from './detected.ts';
import {domainChoices, noDomain, pathChoices} from './page-choices.ts';
import {speakerOn} from './port-choices.ts';
import {defaultProtocol, defaultTiming, type Settings} from './settings.ts';
import type {Product, Protocol} from './target.ts';

// Where each console shows the health check (CLB "Configure and manage health checks", ALB and NLB "Health checks").
const consoles: Readonly<Record<Product, string>> = {
	clb: 'CLB console › Instances › the instance › Listener tab › the listener › View Details › Health Check',
	alb: 'ALB console › Server Groups › the group › Health Check',
	nlb: 'NLB console › Server Groups › the group › Health Check',
};

const protocols: Readonly<Record<Product, readonly Protocol[]>> = {
	clb: ['http', 'tcp', 'udp'],
	alb: ['http', 'https', 'tcp'],
	nlb: ['tcp', 'http', 'udp'],
};

const protocolHints: Readonly<Record<Protocol, string>> = {
	http: 'layer 7: a request, and the status code counts',
	https: 'layer 7 over TLS',
	tcp: 'layer 4: a connection is enough',
	udp: 'layer 4: silence counts as healthy',
};

/** Where the console shows a row of the health check's form. */
const seen = (settings: Settings, row: string): string => `${consoles[settings.product ?? 'clb']} › ${row}.`;

const timing = (settings: Settings) =>
	defaultTiming(settings.product ?? 'clb', settings.protocol ?? defaultProtocol(settings.port ?? 80));

/** What the check speaks, going by what the web server is set to, or else by what is usual for the port. */
const suggestedProtocol = (
	{product, port}: {readonly product: Product; readonly port: number},
	detected: Detected,
): {readonly suggestion: Protocol; readonly because: string; readonly isFound: boolean} => {
	const speaker = speakerOn(detected, port);
	const where =
		speaker === undefined
			? ''
			: `${speaker.by} serves ${speaker.speaks === 'tls' ? 'TLS' : 'HTTP'} there, ${speaker.at}`;
	if (speaker?.speaks === 'tls')
		return {suggestion: product === 'alb' ? 'https' : 'tcp', because: where, isFound: true};
	if (speaker !== undefined) return {suggestion: 'http', because: where, isFound: true};
	const suggestion = defaultProtocol(port);
	return {suggestion, because: suggestion === 'http' ? `usual for port ${port}` : 'the default', isFound: false};
};

/** How to ask for each setting of the health check. */
export const checkQuestions = {
	protocol: (settings, detected) => {
		const {product = 'clb', port = 80, checkPort = port} = settings;
		const {suggestion, because, isFound} = suggestedProtocol({product, port: checkPort}, detected);
		return {
			label: 'Check protocol',
			question: 'What does the health check speak?',
			help: `${seen(settings, 'Protocol')}${
				product === 'clb' ? ' HTTP and HTTPS listeners are both checked with plain HTTP.' : ''
			}`,
			choices: protocols[product].map(value => ({
				value,
				label: value.toUpperCase(),
				hint: value === suggestion && isFound ? because : protocolHints[value],
			})),
			suggestion,
			suggestedBy: because,
		};
	},
	checkPort: settings => ({
		label: 'Check port',
		question: 'Which port does the health check use?',
		help: `${seen(settings, 'Port')} Empty or 0 there means the backend port.`,
		suggestion: `${settings.checkPort ?? settings.port ?? 80}`,
	}),
	path: (settings, detected) => {
		const choices = pathChoices(settings, detected);
		const [first] = choices;
		return {
			label: 'Check path',
			question: 'Which path does the health check ask for?',
			help: `${seen(settings, 'Path')} The default is /.`,
			...(first === undefined ? {} : ({choices, others: 'may-be-typed'} as const)),
			suggestion: settings.path ?? first?.value ?? '/',
			...(settings.path === undefined && first?.hint !== undefined ? {suggestedBy: first.hint} : {}),
		};
	},
	domain: (settings, detected) => {
		const choices = domainChoices(settings, detected);
		return {
			label: 'Check domain',
			question: 'Which domain does the health check send?',
			help: `${seen(settings, 'Domain Name')} Answer ${noDomain} when the field is empty.`,
			...(choices.length === 0 ? {} : ({choices, others: 'may-be-typed'} as const)),
			suggestion: settings.domain ?? noDomain,
			suggestedBy: `${noDomain} means: none is set`,
		};
	},
	method: settings => ({
		label: 'Check method',
		question: 'Which method does the health check use?',
		help: `${seen(settings, 'Method')} HEAD is the default of CLB's HTTP listeners and of ALB; GET of NLB, and of an HTTP check on CLB's TCP listeners.`,
		choices: [
			{value: 'head', label: 'HEAD'},
			{value: 'get', label: 'GET'},
		],
		suggestion: settings.method ?? (settings.product === 'nlb' ? 'get' : 'head'),
	}),
	codes: settings => ({
		label: 'Accepted status codes',
		question: 'Which status codes does the health check accept?',
		help: `${seen(settings, 'Healthy Status Codes')} The API, Terraform and Kubernetes set http_2xx; the CLB console sets http_2xx and http_3xx.`,
		choices: [
			{value: 'http_2xx', label: '2xx', hint: 'the default of the API'},
			{value: 'http_2xx,http_3xx', label: '2xx and 3xx', hint: 'the default of the CLB console'},
			{value: 'http_2xx,http_3xx,http_4xx', label: '2xx, 3xx and 4xx'},
		],
		others: 'may-be-typed',
		suggestion: settings.codes?.join(',') ?? 'http_2xx',
	}),
	timeoutS: settings => ({
		label: 'Timeout',
		question: 'After how many seconds does a probe time out?',
		help: `${seen(settings, 'Response Timeout')} The default is ${timing(settings).timeoutS}.`,
		suggestion: `${settings.timeoutS ?? timing(settings).timeoutS}`,
	}),
	intervalS: settings => ({
		label: 'Interval',
		question: 'How many seconds are there between two probes?',
		help: `${seen(settings, 'Health Check Interval')} The default is ${timing(settings).intervalS}.`,
		suggestion: `${settings.intervalS ?? timing(settings).intervalS}`,
	}),
	healthyThreshold: settings => ({
		label: 'Healthy threshold',
		question: 'How many good probes in a row make a backend healthy?',
		help: `${seen(settings, 'Healthy Threshold')} The default is ${timing(settings).healthyThreshold}.`,
		suggestion: `${settings.healthyThreshold ?? timing(settings).healthyThreshold}`,
	}),
	unhealthyThreshold: settings => ({
		label: 'Unhealthy threshold',
		question: 'How many bad probes in a row make a backend unhealthy?',
		help: `${seen(settings, 'Unhealthy Threshold')} The default is ${timing(settings).unhealthyThreshold}.`,
		suggestion: `${settings.unhealthyThreshold ?? timing(settings).unhealthyThreshold}`,
	}),
} satisfies Readonly<Record<string, Asker>>;
