import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';
import type {Cause} from './cause.ts';
import {acceptedCodes, checkRequest, given} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {oneStep, tags} from './rule-change.ts';
import {sameRequest} from './same-request.ts';
import {reloadCommand} from './service-command.ts';

const layer7: Words = {
	en: 'CLB documentation, layer-7 health check troubleshooting and FAQ about health checks',
	zh: 'CLB 文档，七层健康检查排查，以及健康检查常见问题',
};

/** The page that the check asks for. */
export const healthPageCauses = {
	'http-path-not-found': {
		place: 'answer',
		step: 'health-page',
		severity: 'failure',
		explains: [],
		title: {en: 'The health page does not exist', zh: '健康检查页面不存在'},
		meaning: {
			en: "The check's path answers 404 or 410: the page was never there, the path is wrong, or another site of the server answers.",
			zh: '健康检查路径返回 404 或 410：页面从未存在、路径有误，或由服务器的另一个站点应答。',
		},
		found: {
			en: "curl -I -0 -H 'Host:' http://10.11.192.1/ prints 404; nginx -T | grep -nE 'server_name|root|location' shows who answers.",
			zh: "curl -I -0 -H 'Host:' http://10.11.192.1/ 返回 404；nginx -T | grep -nE 'server_name|root|location' 显示由谁应答。",
		},
		source: layer7,
		summary: ({status = '404', path}, target) => ({
			en: `${checkRequest(target).en} answers ${status}: there is no page at ${path ?? target.healthCheck.path}.`,
			zh: chinese`${checkRequest(target).zh} 返回 ${status}：路径 ${path ?? target.healthCheck.path} 处没有页面。`,
		}),
		remedies: (values, target) => [
			remedy({
				summary: {
					en: `Set the check's path to a page that exists${given(values.good, path => `, such as ${path}`)} (now ${target.healthCheck.path}): ${healthCheckPage(target).en}.`,
					zh: `将健康检查路径设为存在的页面${given(values.good, path => `，例如 ${path}`)}（当前为 ${target.healthCheck.path}）：${healthCheckPage(target).zh}。`,
				},
				risk: 'low',
			}),
			values.file === undefined
				? remedy({
						summary: {
							en: `Put a small static page at ${target.healthCheck.path} of the site that answers, and ask again.`,
							zh: `在应答站点的路径 ${target.healthCheck.path} 处放置一个小的静态页面，然后再次请求。`,
						},
						command: sameRequest(target),
						risk: 'low',
					})
				: putPage(values.file, target),
		],
	},
	'http-redirect-not-accepted': {
		place: 'answer',
		step: 'health-page',
		severity: 'failure',
		explains: [],
		title: {en: 'A redirect, and 3xx is not accepted', zh: '返回重定向，而监听不接受 3xx'},
		meaning: {
			en: 'The check follows no redirect. Listeners made by the API, Terraform or Kubernetes accept only 2xx by default; those made in the console accept 3xx as well.',
			zh: '健康检查不跟随重定向。通过 API、Terraform 或 Kubernetes 创建的监听默认只接受 2xx；在控制台创建的监听也接受 3xx。',
		},
		found: {
			en: 'curl -I -0 http://10.11.192.1/ prints 301 or 302 and a Location.',
			zh: 'curl -I -0 http://10.11.192.1/ 返回 301 或 302，并带有 Location。',
		},
		source: {
			en: 'CLB API reference, CreateLoadBalancerHTTPListener, HealthCheckHttpCode; CLB documentation, Health check overview',
			zh: 'CLB API 参考，CreateLoadBalancerHTTPListener，HealthCheckHttpCode；CLB 文档，健康检查概述',
		},
		summary: ({status, location}, target) => ({
			en: `${checkRequest(target).en} answers ${status ?? 'a redirect'}${given(location, place => ` to ${place}`)}; the listener accepts ${acceptedCodes(target).en}.`,
			zh: chinese`${checkRequest(target).zh} 返回 ${status ?? '重定向'}${given(location, place => `，指向 ${place}`)}；监听接受 ${acceptedCodes(target).zh}。`,
		}),
		remedies: (values, target) => [
			remedy({
				summary: {
					en: `Set the check's path to a page that answers 200 by itself (now ${target.healthCheck.path}): ${healthCheckPage(target).en}.`,
					zh: `将健康检查路径设为自身返回 200 的页面（当前为 ${target.healthCheck.path}）：${healthCheckPage(target).zh}。`,
				},
				risk: 'low',
			}),
			remedy({
				summary: {
					en: `Exempt ${target.healthCheck.path} from the redirect in the server's configuration, then load it.`,
					zh: `在服务器配置中让路径 ${target.healthCheck.path} 不重定向，然后重新加载。`,
				},
				command: reloadCommand(values, target),
				risk: 'low',
			}),
			remedy({
				summary: {
					en: `Accept http_3xx as well: ${healthCheckPage(target).en}. A redirect to a login or error page then counts as healthy.`,
					zh: `同时接受 http_3xx：${healthCheckPage(target).zh}。此后重定向到登录页或错误页也算正常。`,
				},
				risk: 'low',
			}),
		],
	},
	'dynamic-health-page': {
		place: 'answer',
		step: 'health-page',
		severity: 'risk',
		explains: [],
		title: {en: 'The health page is dynamic', zh: '健康检查页面是动态页面'},
		meaning: {
			en: 'A page made by a program fails and slows down with everything that it needs, such as a database: then all backends are taken out at once. The documentation recommends a small static page.',
			zh: '由程序生成的页面会随其依赖（例如数据库）一起出错或变慢：这时所有后端服务器会同时被摘除。官方文档推荐使用小的静态页面。',
		},
		found: {
			en: 'The path ends in .php, .jsp or the like, or its answer sets cookies, says X-Powered-By, or changes from one request to the next.',
			zh: '路径以 .php、.jsp 等结尾，或应答设置 Cookie、带有 X-Powered-By，或每次请求的内容不同。',
		},
		source: {
			en: 'SLB documentation, ECS instance exception troubleshooting (static pages recommended); FAQ about health checks',
			zh: 'SLB 文档，ECS 实例异常排查（建议使用静态页面）；健康检查常见问题',
		},
		summary: ({path, detail}, {healthCheck}) => ({
			en: `${path ?? healthCheck.path} is a dynamic page${given(detail, words => ` (${words})`)}: the check fails whenever something that it needs is slow or down.`,
			zh: `${path ?? healthCheck.path} 是动态页面${given(detail, words => `（${words}）`)}：它的任何依赖变慢或不可用，健康检查都会失败。`,
		}),
		remedies: (_values, target) => [
			remedy({
				summary: {
					en: `Put a small static page beside it, such as /health.html, and set the check's path to that: ${healthCheckPage(target).en}. Keep watching the dynamic page with your monitoring.`,
					zh: `在旁边放置一个小的静态页面，例如 /health.html，并将健康检查路径设为它：${healthCheckPage(target).zh}。动态页面继续由监控系统监视。`,
				},
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;

/** Never over a file that is there: `set -C` is POSIX's noclobber. */
const putPage = (file: string, {healthCheck}: Target): Remedy => {
	const path = quoteWord(file);
	const write = (tag: string): string => `(set -C; umask 022; echo ok ${tag} > ${path})`;
	return remedy({
		summary: {
			en: `Put a small static page at ${healthCheck.path} of the site that answers. It stays until it is removed, and it says only that the web server answers.`,
			zh: `在应答站点的路径 ${healthCheck.path} 处放置一个小的静态页面。它会一直保留，直到被删除；它只说明 Web 服务器有应答。`,
		},
		command: write(tags.pasted),
		undo: `rm ${path}`,
		risk: 'low',
		change: oneStep({
			make: write(tags.own),
			undo: `rm ${path}`,
			isMade: `grep -qsF {tag} ${path}`,
			state: `if [ -e ${path} ]; then cat ${path}; else echo 'no such file'; fi`,
		}),
	});
};
