import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import type {Cause} from './cause.ts';
import {checkedAt, checkRequest} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {requestAnswers, wronglyAnswered} from './request-answers.ts';
import {reloadCommand} from './service-command.ts';

/** Only the method or the version of the check's request makes the service answer wrongly. */
export const requestLineCauses = {
	'http-method-not-allowed': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: requestAnswers,
		title: {en: 'HEAD is refused, GET works', zh: 'HEAD 被拒绝，GET 正常'},
		meaning: {
			en: 'The check of an HTTP listener asks with HEAD by default, and the service implements only GET for this path.',
			zh: 'HTTP 监听的健康检查默认使用 HEAD，而服务对该路径只实现了 GET。',
		},
		found: {
			en: 'curl -I -0 http://10.11.192.1/ prints 405, 501 or 404, and curl -0 http://10.11.192.1/ prints 200.',
			zh: 'curl -I -0 http://10.11.192.1/ 输出 405、501 或 404，而 curl -0 http://10.11.192.1/ 输出 200。',
		},
		source: {
			en: 'CLB documentation, FAQ about health checks (HEAD is disabled on the server); RFC 9110, section 9.3.2',
			zh: 'CLB 文档，健康检查常见问题（服务器禁用了 HEAD）；RFC 9110，9.3.2 节',
		},
		summary: (values, target) => {
			const {path, method} = target.healthCheck;
			const [at, good, wrongly] = [checkedAt(target), values.good ?? 'GET', wronglyAnswered(values.status)];
			return {
				en: `${at} answers ${path} well with ${good} and ${wrongly.en}with ${method.toUpperCase()}, which the check uses.`,
				zh: `${at} 上的 ${path} 使用 ${good} 时应答正常，使用健康检查的 ${method.toUpperCase()} 时${wrongly.zh}。`,
			};
		},
		remedies: (values, target) => {
			const [good, method] = [values.good ?? 'GET', target.healthCheck.method.toUpperCase()];
			const page = healthCheckPage(target);
			return [
				remedy({
					summary: {
						en: `Set the check's method to ${good} (now ${method}): ${page.en}. By API: HealthCheckMethod=${good.toLowerCase()}.`,
						zh: `将健康检查的方法设为 ${good}（当前为 ${method}）：${page.zh}。通过 API：HealthCheckMethod=${good.toLowerCase()}。`,
					},
					risk: 'low',
				}),
				remedy({
					summary: {
						en: 'Answer HEAD as GET without the body, as RFC 9110 asks, then load the configuration.',
						zh: '按 RFC 9110 的要求，对 HEAD 返回与 GET 相同但没有正文的应答，然后重新加载配置。',
					},
					command: reloadCommand(values, target),
					risk: 'low',
				}),
			];
		},
	},
	'http-version-rejected': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: requestAnswers,
		title: {en: "The check's HTTP version is refused", zh: '健康检查使用的 HTTP 版本被拒绝'},
		meaning: {
			en: 'The check speaks HTTP/1.0 (CLB; NLB by default), and the service wants HTTP/1.1: it answers 400, 426 or 505, or closes the connection.',
			zh: '健康检查使用 HTTP/1.0（CLB；NLB 默认如此），而服务要求 HTTP/1.1：返回 400、426 或 505，或关闭连接。',
		},
		found: {
			en: 'curl -I -0 http://10.11.192.1/ against curl -I --http1.1 http://10.11.192.1/: only the version differs.',
			zh: '比较 curl -I -0 http://10.11.192.1/ 与 curl -I --http1.1 http://10.11.192.1/：只有版本不同。',
		},
		source: {
			en: 'CLB documentation, layer-7 health check troubleshooting (HEAD with HTTP/1.0); NLB API reference, HttpVersion',
			zh: 'CLB 文档，七层健康检查排查（使用 HTTP/1.0 的 HEAD）；NLB API 参考，HttpVersion',
		},
		summary: (values, target) => {
			const [request, wrongly] = [checkRequest(target), wronglyAnswered(values.status)];
			const good = values.good?.replace(/^HTTP\//, '') ?? '1.1';
			return {
				en: `${request.en} answers well with HTTP/${good} and ${wrongly.en}with ${values.sent ?? "the check's version"}.`,
				zh: chinese`${request.zh} 使用 HTTP/${good} 时应答正常，使用 ${values.sent ?? '健康检查的版本'} 时${wrongly.zh}。`,
			};
		},
		remedies: (values, target) => {
			const [page, {path}] = [healthCheckPage(target), target.healthCheck];
			return [
				...(target.product === 'clb'
					? []
					: [
							remedy({
								summary: {
									en: `Set the check's HTTP version to HTTP1.1: ${page.en}.`,
									zh: `将健康检查的 HTTP 版本设为 HTTP1.1：${page.zh}。`,
								},
								risk: 'low',
							}),
						]),
				remedy({
					summary: {
						en: `Let the service accept HTTP/1.0 for ${path}, then load the configuration.`,
						zh: `让服务对 ${path} 接受 HTTP/1.0，然后重新加载配置。`,
					},
					command: reloadCommand(values, target),
					risk: 'low',
				}),
				remedy({
					summary: {
						en: `Let the listener check TCP instead of HTTP, where the listener allows it: ${page.en}. A TCP check sees a dead port, not a broken application.`,
						zh: `若监听允许，将健康检查由 HTTP 改为 TCP：${page.zh}。TCP 检查能发现端口失效，不能发现应用故障。`,
					},
					risk: 'medium',
				}),
			];
		},
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
