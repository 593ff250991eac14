import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import type {Values} from '../engine/finding.ts';
import {isLayer7, type Target} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';
import {letThrough, wayOf} from './allow-probes.ts';
import type {Cause} from './cause.ts';
import {because, checkedAt, given, hitSources} from './check-words.ts';
import {remedy} from './remedy.ts';
import {reloadCommand} from './service-command.ts';

const clbFaq: Words = {
	en: 'CLB documentation, FAQ about health checks (the host firewall must let 100.64.0.0/10 through); layer-4 troubleshooting',
	zh: 'CLB 文档，健康检查常见问题（主机防火墙须放行 100.64.0.0/10）；四层监听问题排查',
};

/** ": -A INPUT -j DROP (iptables, filter INPUT, rule 3)". */
const byRule = ({rule, tool, family, table, chain, number, owner}: Values): Words => {
	if (rule === undefined) {
		return {
			en: given(chain, name => ` in the chain ${name}`),
			zh: given(chain, name => `（链 ${name}）`),
		};
	}
	const place = [tool === 'nft' ? family : undefined, table, chain].filter(word => word !== undefined).join(' ');
	const maker = owner === 'hand-made' ? undefined : owner;
	const en = [tool, place, given(number, row => `rule ${row}`), given(maker, name => `made by ${name}`)];
	const zh = [
		tool,
		place,
		given(number, row => `第 ${row} 条规则`),
		given(maker, name => (name === 'security-software' ? '由安全软件创建' : `由 ${name} 创建`)),
	];
	return {
		en: `: ${rule}${given(en.filter(Boolean).join(', '), where => ` (${where})`)}`,
		zh: `：${rule}${given(zh.filter(Boolean).join('，'), where => `（${where}）`)}`,
	};
};

const isPolicy = ({rule = ''}: Values): boolean => rule.startsWith('-P ') || /^chain .* policy/.test(rule);

const portOf = ({port}: Values, {healthCheck}: Target): string => port ?? String(healthCheck.port);

/** A rule or a policy of the host's own packet filters. */
export const filterCauses = {
	'firewall-drops-probes': {
		place: 'filter',
		step: 'firewall',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: {en: "The host's firewall stops the probes", zh: '主机防火墙拦截了探测'},
		meaning: {
			en: 'Probes reach the host and a rule throws them away, so the load balancer times out (DROP) or is refused (REJECT). A test from the host itself goes over the loopback interface and passes all the same.',
			zh: '探测到达主机后被规则丢弃，因此负载均衡超时 (DROP) 或被拒绝 (REJECT)。在主机上自测走回环网卡，照样通过。',
		},
		found: {
			en: 'iptables-save -c, iptables-legacy-save where its tables exist, and nft -a list ruleset, read for a packet from the sources: iptables -L shows only one table of one of them.',
			zh: '按来自探测来源的报文逐条查看 iptables-save -c、iptables-legacy-save（若存在其表）和 nft -a list ruleset：iptables -L 只显示其中之一的一个表。',
		},
		source: clbFaq,
		summary: (values, target) => {
			const [hit, port, by] = [hitSources(values, target), portOf(values, target), byRule(values)];
			return isPolicy(values)
				? {
						en: `No rule lets probes from ${hit.en} in to port ${port}, and the policy drops them${by.en}.`,
						zh: chinese`没有规则放行来自 ${hit.zh} 到端口 ${port} 的探测，默认策略将其丢弃${by.zh}。`,
					}
				: {
						en: `Probes from ${hit.en} to port ${port} are stopped${by.en}.`,
						zh: chinese`来自 ${hit.zh} 到端口 ${port} 的探测被拦截${by.zh}。`,
					};
		},
		remedies: (values, target) =>
			values.owner === 'kube-proxy'
				? [
						remedy({
							summary: {
								en: 'kube-proxy refuses a service without ready pods: mend its pods or its selector.',
								zh: 'kube-proxy 拒绝没有就绪 Pod 的服务：修复其 Pod 或选择器。',
							},
							command: 'kubectl get endpointslices -A; kubectl get pods -A --field-selector=status.phase!=Running',
							risk: 'low',
						}),
					]
				: letThrough(values, target, 'probes'),
	},
	'firewall-drops-replies': {
		place: 'filter',
		step: 'firewall',
		severity: 'failure',
		explains: ['syn-backlog-overflow', 'intermittent-failures'],
		title: {en: "The host's firewall stops the replies", zh: '主机防火墙拦截了应答'},
		meaning: {
			en: 'Probes come in and are answered, and a rule throws the answers away on their way out. The load balancer times out; on the host everything looks fine.',
			zh: '探测到达并得到应答，但应答在发出时被规则丢弃。负载均衡超时；在主机上看一切正常。',
		},
		found: {
			en: "ss -Hant state syn-recv 'sport = :80' shows rows from the sources that never complete; the rules of OUTPUT (or POSTROUTING) name them or let only some traffic out.",
			zh: "ss -Hant state syn-recv 'sport = :80' 显示来自探测来源、一直不能完成的连接；OUTPUT（或 POSTROUTING）的规则写明了这些来源，或只放行部分流量。",
		},
		source: clbFaq,
		summary: (values, target) => {
			const [hit, port, by] = [hitSources(values, target), portOf(values, target), byRule(values)];
			return {
				en: `Replies to ${hit.en} from port ${port} are stopped on the way out${by.en}.`,
				zh: chinese`从端口 ${port} 发往 ${hit.zh} 的应答在发出时被拦截${by.zh}。`,
			};
		},
		remedies: (values, target) => letThrough(values, target, 'replies'),
	},
	'firewall-rate-limits-probes': {
		place: 'filter',
		step: 'firewall',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: {en: 'A rate limit stops part of the probes', zh: '速率限制拦截了部分探测'},
		meaning: {
			en: 'Every node of the load balancer probes by itself, from few addresses: a limit per address or per port is soon used up, and the backend goes up and down.',
			zh: '负载均衡的每个节点都独立探测，且来自少数地址：按地址或端口的限额很快用完，后端服务器时好时坏。',
		},
		found: {
			en: 'A rule with limit, hashlimit, connlimit or recent (nft: limit rate, ct count) whose counter grows: iptables-save -c.',
			zh: '带有 limit、hashlimit、connlimit 或 recent（nft：limit rate、ct count）且计数器持续增长的规则：iptables-save -c。',
		},
		source: {
			en: 'CLB documentation, FAQ about health checks (several nodes probe at the same time); iptables-extensions(8)',
			zh: 'CLB 文档，健康检查常见问题（多个节点同时探测）；iptables-extensions(8)',
		},
		summary: (values, target) => {
			const [hit, port, by] = [hitSources(values, target), portOf(values, target), byRule(values)];
			return {
				en: `A limit lets only part of the probes from ${hit.en} to port ${port} through${by.en}.`,
				zh: chinese`来自 ${hit.zh} 到端口 ${port} 的探测只有一部分通过限制${by.zh}。`,
			};
		},
		remedies: (values, target) =>
			letThrough({...values, owner: values.owner === 'ufw' ? 'ufw' : 'limit'}, target, wayOf(values)),
	},
	'application-denies-probe-source': {
		place: 'answer',
		step: 'sources',
		severity: 'failure',
		explains: ['http-access-denied'],
		title: {en: 'The service denies the sources', zh: '服务拒绝探测来源'},
		meaning: {
			en: "The service's own allow list refuses the load balancer's addresses (403, or a closed connection), while everybody else is served.",
			zh: '服务自身的访问控制拒绝负载均衡的地址（返回 403 或关闭连接），而其他来源访问正常。',
		},
		found: {
			en: 'The access log shows 403 for 100.64.0.0/10 while curl on the host gets 200; the configuration holds allow and deny (nginx), Require ip (Apache) or an IP filter.',
			zh: '访问日志中 100.64.0.0/10 的请求为 403，而在主机上执行 curl 得到 200；配置中有 allow 和 deny (nginx)、Require ip (Apache) 或 IP 过滤器。',
		},
		source: {
			en: 'nginx documentation, ngx_http_access_module; Apache documentation, mod_authz_host',
			zh: 'nginx 文档，ngx_http_access_module；Apache 文档，mod_authz_host',
		},
		summary: (values, target) => {
			const [hit, reason] = [hitSources(values, target), because(values.rule ?? values.detail)];
			return {
				en: `${values.process || 'The service'} on ${checkedAt(target)} refuses ${hit.en}${given(values.status, status => ` with ${status}`)}${reason.en}.`,
				zh: chinese`${checkedAt(target)} 上的 ${values.process || '服务'} 拒绝 ${hit.zh}${given(values.status, status => `，返回 ${status}`)}${reason.zh}。`,
			};
		},
		remedies: (values, target) => {
			const [{sources, healthCheck}, isWeb] = [target, isLayer7(target)];
			const line = `nginx: allow ${sources[0] ?? '100.64.0.0/10'};`;
			return [
				remedy({
					summary: {
						en: `Allow ${sources.join(', ')} in the service's own list, ${isWeb ? `for ${healthCheck.path} only where that is possible, ` : ''}before the line that denies (${line}), then load the configuration. Behind a layer-7 listener every client has these addresses: restrict clients by X-Forwarded-For instead.`,
						zh: `在服务自身的访问控制中，在拒绝的那一行之前放行 ${sources.join('、')}${isWeb ? `，尽量只对 ${healthCheck.path} 放行` : ''} (${line})，然后重新加载配置。在七层监听之后，所有客户端的源地址都是这些地址：改用 X-Forwarded-For 限制客户端。`,
					},
					command: reloadCommand(values, target),
					risk: 'low',
				}),
			];
		},
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
