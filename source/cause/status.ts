import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {isLayer7} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';
import type {Cause} from './cause.ts';
import {acceptedCodes, because, checkRequest, given} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {sameRequest} from './same-request.ts';
import {reloadCommand} from './service-command.ts';

const layer7: Words = {
	en: 'CLB documentation, layer-7 health check troubleshooting and FAQ about health checks',
	zh: 'CLB 文档，七层健康检查排查，以及健康检查常见问题',
};

/** The service answers in time, with a status that the listener does not accept. */
export const statusCauses = {
	'http-access-denied': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [],
		title: {en: 'The health page needs a right to be read', zh: '健康检查路径需要访问权限（返回 401、403 或 407）'},
		meaning: {
			en: 'The check sends no credentials. 401, 403 or 407 comes from a password, an allow list, a missing index page, file permissions or a web application firewall.',
			zh: '健康检查不发送凭证。401、403 或 407 可能来自密码、白名单、缺少首页文件、文件权限或 Web 应用防火墙。',
		},
		found: {
			en: "curl -I -0 http://10.11.192.1/ prints 401, 403 or 407; namei -l shows the rights on the file's path.",
			zh: 'curl -I -0 http://10.11.192.1/ 输出 401、403 或 407；namei -l 显示文件路径上的权限。',
		},
		source: layer7,
		summary: (values, target) => {
			const [request, reason] = [checkRequest(target), because(values.detail)];
			return {
				en: `${request.en} is denied with ${values.status ?? '401, 403 or 407'}${reason.en}.`,
				zh: chinese`${request.zh} 被拒绝，返回 ${values.status ?? '401、403 或 407'}${reason.zh}。`,
			};
		},
		remedies: (values, target) => [
			remedy({
				summary: {
					en: `Open the check's path alone to everyone, without a password (nginx: location = ${target.healthCheck.path} { auth_basic off; allow all; }), then load the configuration.`,
					zh: `只将健康检查路径开放给所有人，不需要密码 (nginx: location = ${target.healthCheck.path} { auth_basic off; allow all; })，然后重新加载配置。`,
				},
				command: reloadCommand(values, target),
				risk: 'low',
			}),
			remedy({
				summary: {
					en: `Set the check's path to a page that needs no right: ${healthCheckPage(target).en}.`,
					zh: `将健康检查路径设为不需要权限的页面：${healthCheckPage(target).zh}。`,
				},
				risk: 'low',
			}),
		],
	},
	'http-server-error': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [],
		title: {en: 'The service answers with an error of its own', zh: '服务自身返回错误 (5xx)'},
		meaning: {
			en: 'A 5xx status: the application failed, its upstream or database is not there, or it is in maintenance. The load balancer is right to take it out.',
			zh: '状态码为 5xx：应用出错、上游或数据库不可用，或正在维护。负载均衡摘除它是正确的。',
		},
		found: {
			en: 'curl -I -0 http://10.11.192.1/ prints 500, 502, 503 or 504; the error log says why (connect() failed, no live upstreams).',
			zh: 'curl -I -0 http://10.11.192.1/ 输出 500、502、503 或 504；错误日志说明原因（“connect() failed”、“no live upstreams”）。',
		},
		source: {
			en: 'SLB documentation, how to troubleshoot 500, 502 and 504 errors',
			zh: 'SLB 文档，500、502 和 504 错误排查',
		},
		summary: (values, target) => {
			const [request, reason, status] = [checkRequest(target), because(values.detail), values.status ?? '5xx'];
			return {
				en: `${request.en} answers ${status}${reason.en}.`,
				zh: chinese`${request.zh} 返回 ${status}${reason.zh}。`,
			};
		},
		remedies: (values, target) => [
			remedy({
				summary: {
					en: 'Read the error log of the server and of the application behind it, and mend what it names.',
					zh: '查看服务器及其后面应用的错误日志，修复日志指出的问题。',
				},
				command:
					target.platform === 'windows'
						? undefined
						: values.process?.startsWith('nginx')
							? 'tail -n 50 /var/log/nginx/error.log'
							: /^(?:httpd|apache2)/.test(values.process || '')
								? 'tail -n 50 /var/log/apache2/error.log /var/log/httpd/error_log 2>/dev/null'
								: 'journalctl -p err -n 50 --no-pager',
				risk: 'low',
			}),
			remedy({
				summary: {
					en: `Where only a shared dependency is down, a static health page keeps all backends from being taken out at once: ${healthCheckPage(target).en}. Don't accept http_5xx instead.`,
					zh: `若只是共用的依赖故障，使用静态的健康检查页面可避免所有后端服务器同时被摘除：${healthCheckPage(target).zh}。不要改为接受 http_5xx。`,
				},
				risk: 'medium',
			}),
		],
	},
	'http-status-not-accepted': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [],
		title: {en: 'The status is not one of the accepted ones', zh: '返回的状态码不在正常状态码范围内'},
		meaning: {
			en: 'The service answers, and the listener does not count this status as healthy.',
			zh: '服务有应答，但监听不把该状态码视为正常。',
		},
		found: {
			en: "curl -I -0 -H 'Host:' http://10.11.192.1/ prints a status outside the listener's normal codes.",
			zh: "curl -I -0 -H 'Host:' http://10.11.192.1/ 输出的状态码不在监听的正常状态码之内。",
		},
		source: layer7,
		summary: (values, target) => {
			const [request, codes] = [checkRequest(target), acceptedCodes(target)];
			return {
				en: `${request.en} answers ${values.status ?? 'with another status'}${isLayer7(target) ? `; the listener accepts ${codes.en}` : ', which the listener does not accept'}${given(values.detail, detail => ` (${detail})`)}.`,
				zh: chinese`${request.zh} 返回 ${values.status ?? '其他状态码'}${isLayer7(target) ? `；监听接受 ${codes.zh}` : '，监听不接受该状态码'}${given(values.detail, detail => `（${detail}）`)}。`,
			};
		},
		remedies: (_values, target) => [
			remedy({
				summary: {
					en: 'Find out what the service dislikes about the request: the same one, to be tried with another path, Host or method.',
					zh: '找出服务不接受请求中的哪一项：以下是相同的请求，可换用其他路径、Host 或方法再试。',
				},
				command: sameRequest(target),
				risk: 'low',
			}),
			remedy({
				summary: {
					en: `Set the check to a path that answers 200: ${healthCheckPage(target).en}.`,
					zh: `将健康检查路径设为返回 200 的路径：${healthCheckPage(target).zh}。`,
				},
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
