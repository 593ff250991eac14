import type {Asker} from './asked-setting.ts';
import {seen} from './check-form.ts';
import type {Detected} from './detected.ts';
import {domainChoices, noDomain, pathChoices} from './page-choices.ts';
import {speakerOn} from './port-choices.ts';
import {defaultProtocol} from './settings.ts';
import type {Product, Protocol} from './target.ts';
import {say, type Words} from './words.ts';

const protocols: Readonly<Record<Product, readonly Protocol[]>> = {
	clb: ['http', 'tcp', 'udp'],
	alb: ['http', 'https', 'tcp'],
	nlb: ['tcp', 'http', 'udp'],
};

const protocolHints: Readonly<Record<Protocol, Words>> = {
	http: {en: 'layer 7: a request, and the status code counts', zh: '七层：发送请求，看状态码'},
	https: {en: 'layer 7 over TLS', zh: '基于 TLS 的七层检查'},
	tcp: {en: 'layer 4: a connection is enough', zh: '四层：能建立连接即可'},
	udp: {en: 'layer 4: silence counts as healthy', zh: '四层：没有应答也算正常'},
};

/** What the check speaks, going by what the web server is set to, or else by what is usual for the port. */
const suggestedProtocol = (
	{product, port}: {readonly product: Product; readonly port: number},
	detected: Detected,
): {readonly suggestion: Protocol; readonly because: string; readonly isFound: boolean} => {
	const speaker = speakerOn(detected, port);
	const where =
		speaker === undefined
			? ''
			: say({
					en: `${speaker.by.en} serves ${speaker.speaks === 'tls' ? 'TLS' : 'HTTP'} there, ${speaker.at}`,
					zh: `${speaker.by.zh} 在该端口提供 ${speaker.speaks === 'tls' ? 'TLS' : 'HTTP'}，${speaker.at}`,
				});
	if (speaker?.speaks === 'tls')
		return {suggestion: product === 'alb' ? 'https' : 'tcp', because: where, isFound: true};
	if (speaker !== undefined) return {suggestion: 'http', because: where, isFound: true};
	const suggestion = defaultProtocol(port);
	return {
		suggestion,
		because:
			suggestion === 'http'
				? say({en: `usual for port ${port}`, zh: `端口 ${port} 通常如此`})
				: say({en: 'the default', zh: '默认值'}),
		isFound: false,
	};
};

/** How to ask for what the health check sends and accepts. */
export const checkQuestions = {
	protocol: (settings, detected) => {
		const {product = 'clb', port = 80, checkPort = port} = settings;
		const {suggestion, because, isFound} = suggestedProtocol({product, port: checkPort}, detected);
		return {
			label: say({en: 'Check protocol', zh: '检查协议'}),
			question: say({en: 'What does the health check speak?', zh: '健康检查使用什么协议？'}),
			help: seen(
				settings,
				{en: 'Protocol', zh: '健康检查协议'},
				product === 'clb'
					? {
							en: 'HTTP and HTTPS listeners are both checked with plain HTTP.',
							zh: 'HTTP 和 HTTPS 监听都用明文 HTTP 检查。',
						}
					: undefined,
			),
			choices: protocols[product].map(value => ({
				value,
				label: value.toUpperCase(),
				hint: value === suggestion && isFound ? because : say(protocolHints[value]),
			})),
			suggestion,
			suggestedBy: because,
		};
	},
	checkPort: settings => ({
		label: say({en: 'Check port', zh: '检查端口'}),
		question: say({en: 'Which port does the health check use?', zh: '健康检查使用哪个端口？'}),
		help: seen(
			settings,
			{en: 'Port', zh: '健康检查端口'},
			{en: 'Empty or 0 there means the backend port.', zh: '留空或 0 表示后端端口。'},
		),
		suggestion: `${settings.checkPort ?? settings.port ?? 80}`,
	}),
	path: (settings, detected) => {
		const choices = pathChoices(settings, detected);
		const [first] = choices;
		return {
			label: say({en: 'Check path', zh: '检查路径'}),
			question: say({en: 'Which path does the health check ask for?', zh: '健康检查请求哪个路径？'}),
			help: seen(settings, {en: 'Path', zh: '健康检查路径'}, {en: 'The default is /.', zh: '默认为 /。'}),
			...(first === undefined ? {} : ({choices, others: 'may-be-typed'} as const)),
			suggestion: settings.path ?? first?.value ?? '/',
			...(settings.path === undefined && first?.hint !== undefined ? {suggestedBy: first.hint} : {}),
		};
	},
	domain: (settings, detected) => {
		const choices = domainChoices(settings, detected);
		return {
			label: say({en: 'Check domain', zh: '检查域名'}),
			question: say({en: 'Which domain does the health check send?', zh: '健康检查发送哪个域名？'}),
			help: seen(
				settings,
				{en: 'Domain Name', zh: '健康检查域名'},
				{en: `Answer ${noDomain} when the field is empty.`, zh: `该项为空时请回答 ${noDomain}。`},
			),
			...(choices.length === 0 ? {} : ({choices, others: 'may-be-typed'} as const)),
			suggestion: settings.domain ?? noDomain,
			suggestedBy: say({en: `${noDomain} means: none is set`, zh: `${noDomain} 表示未设置`}),
		};
	},
	method: settings => ({
		label: say({en: 'Check method', zh: '检查方法'}),
		question: say({en: 'Which method does the health check use?', zh: '健康检查使用哪个方法？'}),
		help: seen(
			settings,
			{en: 'Method', zh: '健康检查方法'},
			{
				en: "HEAD is the default of CLB's HTTP listeners and of ALB; GET of NLB, and of an HTTP check on CLB's TCP listeners.",
				zh: 'CLB 的 HTTP 监听和 ALB 默认为 HEAD；NLB 以及 CLB 的 TCP 监听上的 HTTP 检查默认为 GET。',
			},
		),
		choices: [
			{value: 'head', label: 'HEAD'},
			{value: 'get', label: 'GET'},
		],
		suggestion: settings.method ?? (settings.product === 'nlb' ? 'get' : 'head'),
	}),
	codes: settings => ({
		label: say({en: 'Accepted status codes', zh: '正常状态码'}),
		question: say({en: 'Which status codes does the health check accept?', zh: '健康检查接受哪些状态码？'}),
		help: seen(
			settings,
			{en: 'Healthy Status Codes', zh: '健康检查返回码'},
			{
				en: 'The API, Terraform and Kubernetes set http_2xx; the CLB console sets http_2xx and http_3xx.',
				zh: 'API、Terraform 和 Kubernetes 设为 http_2xx；CLB 控制台设为 http_2xx 和 http_3xx。',
			},
		),
		choices: [
			{value: 'http_2xx', label: '2xx', hint: say({en: 'the default of the API', zh: 'API 的默认值'})},
			{
				value: 'http_2xx,http_3xx',
				label: say({en: '2xx and 3xx', zh: '2xx 和 3xx'}),
				hint: say({en: 'the default of the CLB console', zh: 'CLB 控制台的默认值'}),
			},
			{value: 'http_2xx,http_3xx,http_4xx', label: say({en: '2xx, 3xx and 4xx', zh: '2xx、3xx 和 4xx'})},
		],
		others: 'may-be-typed',
		suggestion: settings.codes?.join(',') ?? 'http_2xx',
	}),
} satisfies Readonly<Record<string, Asker>>;
