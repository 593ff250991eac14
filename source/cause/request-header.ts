import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import type {Values} from '../engine/finding.ts';
import type {Target} from '../engine/target.ts';
import {verbatim, type Words} from '../engine/words.ts';
import type {Cause} from './cause.ts';
import {checkedAt, checkRequest, given, sentHost} from './check-words.ts';
import {healthCheckPage, productName} from './console-path.ts';
import {remedy} from './remedy.ts';
import {requestAnswers, wronglyAnswered} from './request-answers.ts';
import {sameRequest} from './same-request.ts';
import {reloadCommand} from './service-command.ts';

/** Only one header of the check's request, or what would come before it, makes the service answer wrongly. */
export const requestHeaderCauses = {
	'http-host-mismatch': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: requestAnswers,
		title: {en: 'The check sends another Host than the site wants', zh: '健康检查发送的 Host 不是站点需要的'},
		meaning: {
			en: 'The service answers well with the Host of its site, and wrongly with the one that the check sends: none, or the private address, when no domain is set. Then another site of the server answers, or it refuses.',
			zh: '使用站点的 Host 时服务应答正常，使用健康检查发送的 Host 时不正常：未设置域名时，健康检查不发送 Host，或发送私网地址。此时由服务器的另一个站点应答，或被拒绝。',
		},
		found: {
			en: "curl -I -0 -H 'Host:' http://10.11.192.1/ against curl -I -0 -H 'Host: www.example.com' http://10.11.192.1/: only the Host differs, and the status.",
			zh: "比较 curl -I -0 -H 'Host:' http://10.11.192.1/ 与 curl -I -0 -H 'Host: www.example.com' http://10.11.192.1/：只有 Host 不同，返回的状态码也不同。",
		},
		source: {
			en: 'CLB documentation, configure and manage health checks (domain); CLB API reference, HealthCheckDomain',
			zh: 'CLB 文档，配置和管理健康检查（域名）；CLB API 参考，HealthCheckDomain',
		},
		summary: (values, target) => {
			const [request, wrongly] = [checkRequest(target), wronglyAnswered(values.status)];
			const sent = sentHost(values, target);
			return {
				en: `${request.en} answers well with the Host ${values.good ?? 'of the site'} and ${wrongly.en}with the one that the check sends (${sent.en}).`,
				zh: chinese`${request.zh} 使用${values.good === undefined ? '站点的 Host' : ` Host ${values.good}`} 时应答正常，使用健康检查发送的 Host（${sent.zh}）时${wrongly.zh}。`,
			};
		},
		remedies: (values, target) => [
			remedy({
				summary: {
					en: `Set the health check's domain to ${domainWords(values, target).en} (now ${target.healthCheck.domain ?? 'none'}): ${healthCheckPage(target).en}. Verify first:`,
					zh: chinese`将健康检查的域名设为 ${domainWords(values, target).zh}（当前${target.healthCheck.domain === null ? '未设置' : `为 ${target.healthCheck.domain}`}）：${healthCheckPage(target).zh}。先验证：`,
				},
				command: sameRequest(target, {host: values.good ?? 'www.example.com'}),
				risk: 'low',
			}),
			remedy({
				summary: {
					en: `Let the server's default site answer ${target.healthCheck.path} for any Host (nginx: listen ${target.healthCheck.port} default_server; location = ${target.healthCheck.path} { return 200; }), then load the configuration.`,
					zh: `让服务器的默认站点对任意 Host 应答 ${target.healthCheck.path} (nginx: listen ${target.healthCheck.port} default_server; location = ${target.healthCheck.path} { return 200; })，然后重新加载配置。`,
				},
				command: reloadCommand(values, target),
				risk: 'low',
			}),
		],
	},
	'http-user-agent-rejected': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: requestAnswers,
		title: {en: "The check's User-Agent is refused", zh: '健康检查的 User-Agent 被拒绝'},
		meaning: {
			en: 'A rule against bots or empty User-Agents refuses the check, which sends none or KeepAliveClient, and lets browsers through.',
			zh: '健康检查不发送 User-Agent，或发送 KeepAliveClient；针对爬虫或空 User-Agent 的规则拒绝健康检查，而放行浏览器。',
		},
		found: {
			en: "curl -I -0 -A '' http://10.11.192.1/ against curl -I -0 -A Mozilla/5.0 http://10.11.192.1/: only the User-Agent differs.",
			zh: "比较 curl -I -0 -A '' http://10.11.192.1/ 与 curl -I -0 -A Mozilla/5.0 http://10.11.192.1/：只有 User-Agent 不同。",
		},
		source: {
			en: 'SLB documentation, backend server FAQ (KeepAliveClient)',
			zh: 'SLB 文档，后端服务器常见问题 (KeepAliveClient)',
		},
		summary: (values, target) => {
			const [request, wrongly] = [checkRequest(target), wronglyAnswered(values.status)];
			const sent = values.sent === 'none' ? '无' : values.sent;
			return {
				en: `${request.en} answers well for a browser and ${wrongly.en}for the check's User-Agent${given(values.sent, agent => ` (${agent})`)}.`,
				zh: chinese`${request.zh} 对浏览器应答正常，对健康检查的 User-Agent${given(sent, agent => `（${agent}）`)} ${wrongly.zh}。`,
			};
		},
		remedies: (values, target) => [
			remedy({
				summary: {
					en: `Take ${target.healthCheck.path} out of the rule that looks at the User-Agent (nginx: if ($http_user_agent …); a web application firewall), then load the configuration.`,
					zh: `将 ${target.healthCheck.path} 从检查 User-Agent 的规则中排除（nginx: if ($http_user_agent …)；Web 应用防火墙），然后重新加载配置。`,
				},
				command: reloadCommand(values, target),
				risk: 'low',
			}),
		],
	},
	'proxy-protocol-mismatch': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [...requestAnswers, 'protocol-mismatch', 'tls-handshake-failed'],
		title: {en: 'The service wants a PROXY header', zh: '服务要求 PROXY 协议头，而健康检查不发送'},
		meaning: {
			en: 'The port expects the PROXY protocol, and the check sends none: the service closes the connection or waits for the header.',
			zh: '端口要求 PROXY 协议，而健康检查不发送协议头：服务关闭连接，或一直等待协议头。',
		},
		found: {
			en: 'curl -I --haproxy-protocol http://10.11.192.1/ works and curl -I http://10.11.192.1/ does not; the log says: broken header while reading PROXY protocol.',
			zh: 'curl -I --haproxy-protocol http://10.11.192.1/ 正常，而 curl -I http://10.11.192.1/ 不正常；日志中有 broken header while reading PROXY protocol。',
		},
		source: {
			en: 'CLB documentation, Proxy Protocol for layer-4 listeners (both sides must have it on); haproxy proxy-protocol.txt',
			zh: 'CLB 文档，四层监听的 Proxy Protocol（两端须同时开启）；haproxy proxy-protocol.txt',
		},
		summary: (_values, target) => ({
			en: `The service on ${checkedAt(target)} answers only behind a PROXY header, which the check does not send.`,
			zh: `${checkedAt(target)} 上的服务只在收到 PROXY 协议头后才应答，而健康检查不发送该协议头。`,
		}),
		remedies: (values, target) => [
			remedy({
				summary: {
					en: `Give the check a port without the PROXY protocol (nginx: a second listen without proxy_protocol) and set it as the health-check port: ${healthCheckPage(target).en}.`,
					zh: `为健康检查提供一个不使用 PROXY 协议的端口（nginx：再写一行不带 proxy_protocol 的 listen），并将其设为健康检查端口：${healthCheckPage(target).zh}。`,
				},
				command: reloadCommand(values, target),
				risk: 'low',
			}),
			remedy({
				summary: {
					en: `Switch the PROXY protocol off on the service, or on for the ${productName(target)} listener: it has to be the same on both sides, or clients fail too.`,
					zh: `在服务上关闭 PROXY 协议，或在 ${productName(target)} 监听上开启：两端必须一致，否则客户端也会失败。`,
				},
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;

/** The domain to set. `$_ip` (CLB) stands for each backend's own address (CreateLoadBalancerHTTPListener, HealthCheckDomain). */
const domainWords = ({good}: Values, {backend, product}: Target): Words => {
	if (good === undefined) return {en: "the site's name", zh: '站点的域名'};
	return good === backend && product === 'clb'
		? {en: '$_ip, which stands for the private address', zh: '$_ip（代表私网地址）'}
		: verbatim(good);
};
