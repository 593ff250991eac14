import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import {say, verbatim, type Words} from '../engine/words.ts';
import type {Cause} from './cause.ts';
import {changeSettings} from './change-settings.ts';
import {because, given, hitSources} from './check-words.ts';
import {powershellWord} from './powershell-word.ts';
import {remedy} from './remedy.ts';
import {routeBack} from './route-back.ts';

/** What made the route, at the end of a sentence. */
const setBy = ({origin}: Values): Words => ({
	en: given(origin, name => ` (set by ${name})`),
	zh: given(origin, name => chinese`（由 ${name} 设置）`),
});

/** The way from the load balancer to the host and back. */
export const routeCauses = {
	'return-route-missing': {
		place: 'route',
		step: 'return-route',
		severity: 'failure',
		explains: ['reverse-path-filter', 'syn-backlog-overflow', 'intermittent-failures'],
		title: {en: 'No route back to the load balancer', zh: '没有回到探测源的路由（或为黑洞路由）'},
		meaning: {
			en: 'Probes arrive and the host cannot send an answer: there is no route to the sources, or one that throws packets away (blackhole, unreachable, prohibit). Local tests do not notice.',
			zh: '探测能到达，但主机无法发出应答：没有到探测源的路由，或该路由丢弃报文 (blackhole, unreachable, prohibit)。在本机测试发现不了。',
		},
		found: {
			en: 'ip route get 100.64.0.1 fails: Network is unreachable, Invalid argument (blackhole), No route to host, Permission denied (prohibit).',
			zh: 'ip route get 100.64.0.1 失败：“Network is unreachable”、“Invalid argument” (blackhole)、“No route to host”、“Permission denied” (prohibit)。',
		},
		source: {
			en: 'ip-route(8), route types; CLB documentation, health checks come from 100.64.0.0/10',
			zh: 'ip-route(8)，路由类型；CLB 文档，健康检查来自 100.64.0.0/10',
		},
		summary: (values, target) => {
			const [sources, set] = [hitSources(values, target), setBy(values)];
			const [kind, way] = [given(values.detail, word => ` (${word})`), because(values.route ?? values.policyRule)];
			return {
				en: `There is no way back to ${sources.en}${kind}${way.en}${set.en}.`,
				zh: chinese`没有回到 ${sources.zh} 的路由${kind}${way.zh}${set.zh}。`,
			};
		},
		remedies: routeBack,
	},
	'return-route-wrong': {
		place: 'route',
		step: 'return-route',
		severity: 'failure',
		explains: ['syn-backlog-overflow', 'intermittent-failures'],
		title: {en: 'Replies leave by another interface', zh: '应答从另一块网卡发出'},
		meaning: {
			en: 'Probes arrive on one interface and the answers leave by another, where nobody waits for them or the network throws them away as forged.',
			zh: '探测从一块网卡到达，应答从另一块网卡发出：那里没有人等待应答，或网络将其视为伪造报文而丢弃。',
		},
		found: {
			en: 'ip route get 100.64.0.1 shows another dev than the interface that holds the backend address; ss -Hant state syn-recv shows rows that never complete.',
			zh: 'ip route get 100.64.0.1 显示的 dev 不是后端地址所在的网卡；ss -Hant state syn-recv 显示始终无法完成的连接。',
		},
		source: {
			en: 'ip-route(8), ip-rule(8); CLB documentation, health checks come from 100.64.0.0/10',
			zh: 'ip-route(8)，ip-rule(8)；CLB 文档，健康检查来自 100.64.0.0/10',
		},
		summary: (values, target) => {
			const [sources, set] = [hitSources(values, target), setBy(values)];
			const way = because(values.route ?? values.policyRule ?? values.interface);
			return {
				en: `Replies to ${sources.en} leave by another interface than probes arrive on${way.en}${set.en}.`,
				zh: chinese`发往 ${sources.zh} 的应答没有从探测到达的网卡发出${way.zh}${set.zh}。`,
			};
		},
		remedies: routeBack,
	},
	'reverse-path-filter': {
		// The kernel looks at the sender's route when the packet arrives, before any filter and any reply.
		place: 'link',
		step: 'reverse-path',
		severity: 'failure',
		explains: [],
		title: {en: 'Reverse-path filtering drops the probes', zh: '反向路径过滤 (rp_filter) 丢弃了探测'},
		meaning: {
			en: 'The kernel drops a packet when its sender would not be answered by the interface that it came in on (rp_filter = 1). Filters never see it, and no log tells.',
			zh: '若发往报文来源的应答不从报文到达的网卡发出，内核就丢弃该报文 (rp_filter = 1)。防火墙看不到它，也没有日志。',
		},
		found: {
			en: 'nstat -az TcpExtIPReversePathFilter grows; sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.eth0.rp_filter: the larger of the two counts.',
			zh: 'nstat -az TcpExtIPReversePathFilter 持续增长；sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.eth0.rp_filter：以两者中较大的为准。',
		},
		source: {
			en: 'ip-sysctl.rst, rp_filter; SLB documentation, why the load balancer cannot be reached (rp_filter 0 for all, default and eth0)',
			zh: 'ip-sysctl.rst，rp_filter；SLB 文档，无法访问负载均衡的原因（all、default 和 eth0 的 rp_filter 均为 0）',
		},
		summary: (values, target) => {
			const setting = given(
				values.name,
				name => ` (${name}${given(values.limit ?? values.used, value => ` = ${value}`)})`,
			);
			const [sources, way] = [hitSources(values, target), values.route ?? values.policyRule];
			return {
				en: `Strict reverse-path filtering${setting} drops probes from ${sources.en}${given(values.interface, nic => ` that arrive on ${nic}`)}${given(way, route => `, because replies would leave by another interface: ${route}`)}.`,
				zh: chinese`严格的反向路径过滤${setting} 丢弃了${given(values.interface, nic => `到达 ${nic}、`)}来自 ${sources.zh} 的探测${given(way, route => `，因为应答会从另一块网卡发出：${route}`)}。`,
			};
		},
		remedies: (values, target) => {
			// The larger of the two counts, so loose (2) for the interface wins over strict (1) for all.
			const key = `net.ipv4.conf.${values.interface ?? 'eth0'}.rp_filter`;
			return [
				changeSettings({
					summary: {
						en: 'Make reverse-path filtering of the interface loose (2): it still drops senders that have no route at all.',
						zh: '将该网卡的反向路径过滤改为宽松模式 (2)：完全没有路由的来源仍会被丢弃。',
					},
					to: [`${key}=2`],
					from: [`${key}=1`],
				}),
				...routeBack(values, target).map(({summary, ...rest}) => ({
					...rest,
					summary: say({
						en: `Mend the route as well, or the answers go astray. ${summary}`,
						zh: `同时修复路由，否则应答会发往错误的方向。${summary}`,
					}),
				})),
			];
		},
	},
	'interface-down': {
		place: 'link',
		step: 'reachable',
		severity: 'failure',
		explains: ['return-route-missing', 'return-route-wrong', 'reverse-path-filter', 'intermittent-failures'],
		title: {en: 'The network interface is down', zh: '后端地址所在的网卡未启用'},
		meaning: {
			en: 'The interface that holds the backend address is down, so no probe arrives. The host still answers itself on that address.',
			zh: '后端地址所在的网卡未启用，因此探测无法到达。主机自身访问该地址仍有应答。',
		},
		found: {
			en: 'ip -br link shows DOWN or NO-CARRIER. Windows: Get-NetAdapter.',
			zh: 'ip -br link 显示 DOWN 或 NO-CARRIER。Windows：Get-NetAdapter。',
		},
		source: verbatim('ip-link(8); netdevice(7)'),
		summary: (values, target) => {
			const [address, detail] = [values.address ?? target.backend, given(values.detail, text => ` (${text})`)];
			return {
				en: `${values.interface ?? 'The interface'}, which holds ${address}, is down${detail}.`,
				zh: chinese`${address} 所在的网卡${given(values.interface, nic => ` ${nic} `)}未启用${detail}。`,
			};
		},
		remedies: (values, target) => {
			const windows = target.platform === 'windows';
			const quote = windows ? powershellWord : quoteWord;
			const nic = values.interface === undefined ? undefined : quote(values.interface);
			return [
				remedy({
					summary: {
						en: 'Bring it up, from the console of the instance (VNC) or over another interface. Routes that went away with it come back when the network is set up again.',
						zh: '通过实例的远程连接 (VNC) 或另一块网卡登录，启用该网卡。随网卡消失的路由会在重新配置网络后恢复。',
					},
					command: nic === undefined ? undefined : windows ? `Enable-NetAdapter -Name ${nic}` : `ip link set ${nic} up`,
					undo:
						nic === undefined
							? undefined
							: windows
								? `Disable-NetAdapter -Name ${nic} -Confirm:$false`
								: `ip link set ${nic} down`,
					risk: 'medium',
				}),
			];
		},
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
