import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import type {Values} from '../engine/finding.ts';
import {verbatim, type Words} from '../engine/words.ts';
import type {Cause} from './cause.ts';
import {checkedAt, endpoint} from './check-words.ts';
import {backendPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {listenLine, restartCommand} from './service-command.ts';

const overview: Words = {
	en: 'SLB documentation, ECS instance exception troubleshooting (the service listens on the private or the wildcard address)',
	zh: 'SLB 文档，ECS 实例异常排查（服务须监听私网地址或通配地址）',
};

/** The service, as the beginning of a sentence. */
const subject = ({process}: Values): Words => (process ? verbatim(process) : {en: 'The service', zh: '服务'});

/** The socket is there, and bound too narrowly for the load balancer. */
export const bindingCauses = {
	'listening-loopback-only': {
		place: 'listener',
		step: 'listening',
		severity: 'failure',
		explains: ['service-not-listening', 'udp-port-closed'],
		title: {en: 'Bound to loopback only', zh: '服务只监听在回环地址'},
		meaning: {
			en: 'The service answers on this host itself (127.0.0.1) and refuses everybody else, the load balancer too. A test by localhost passes and misleads.',
			zh: '服务只应答主机自身 (127.0.0.1) 的访问，拒绝其他所有访问，包括负载均衡。用 localhost 测试会通过，但会误导判断。',
		},
		found: {
			en: "ss -Hltn 'sport = :80' shows 127.0.0.1:80 or [::1]:80 and no wildcard or private address.",
			zh: "ss -Hltn 'sport = :80' 显示 127.0.0.1:80 或 [::1]:80，没有通配地址或私网地址。",
		},
		source: overview,
		summary: (values, target) => {
			const [service, at] = [subject(values), checkedAt(target)];
			return {
				en: `${service.en} listens on ${values.listener ?? 'the loopback address'} only; the load balancer connects to ${at} and is refused.`,
				zh: chinese`${service.zh} 只监听在 ${values.listener ?? '回环地址'}；负载均衡连接 ${at} 时被拒绝。`,
			};
		},
		remedies: (values, target) => {
			const line = listenLine(values, target);
			return [
				remedy({
					summary: {
						en: `Bind the service to ${target.backend} or to 0.0.0.0 in its configuration (${line.en}), then restart it. With 0.0.0.0 check first that a public address does not expose it.`,
						zh: `在服务的配置中绑定 ${target.backend} 或 0.0.0.0（${line.zh}），然后重启服务。使用 0.0.0.0 前，先确认服务不会通过公网地址暴露。`,
					},
					command: restartCommand(values, target),
					risk: 'medium',
				}),
			];
		},
	},
	'listening-other-address': {
		place: 'listener',
		step: 'listening',
		severity: 'failure',
		explains: ['service-not-listening', 'udp-port-closed'],
		title: {en: 'Bound to another address of the host', zh: '服务监听在主机的另一个地址，而不是后端地址'},
		meaning: {
			en: 'The service is bound to one address, and the load balancer connects to another one of the same host.',
			zh: '服务绑定在一个地址上，而负载均衡连接的是同一主机的另一个地址。',
		},
		found: {
			en: "ss -Hltn 'sport = :80' shows an address of this host that is not the backend address.",
			zh: "ss -Hltn 'sport = :80' 显示的是这台主机的另一个地址，不是后端地址。",
		},
		source: overview,
		summary: (values, target) => {
			const [service, at, bound] = [subject(values), checkedAt(target), values.listener ?? values.address];
			return {
				en: `${service.en} listens on ${bound ?? 'another address of this host'}; the load balancer connects to ${at}.`,
				zh: chinese`${service.zh} 监听在 ${bound ?? '这台主机的另一个地址'}；负载均衡连接的是 ${at}。`,
			};
		},
		remedies: (values, target) => {
			const [line, page] = [listenLine(values, target), backendPage(target)];
			return [
				remedy({
					summary: {
						en: `Bind the service to ${target.backend} or to 0.0.0.0 in its configuration (${line.en}), then restart it.`,
						zh: `在服务的配置中绑定 ${target.backend} 或 0.0.0.0（${line.zh}），然后重启服务。`,
					},
					command: restartCommand(values, target),
					risk: 'medium',
				}),
				remedy({
					summary: {
						en: `Register the network interface that holds ${values.address ?? "the service's address"} as the backend: ${page.en}.`,
						zh: chinese`将拥有 ${values.address ?? '服务地址'} 的网卡添加为后端服务器：${page.zh}。`,
					},
					risk: 'medium',
				}),
			];
		},
	},
	'listening-ipv6-only': {
		place: 'listener',
		step: 'listening',
		severity: 'failure',
		explains: ['service-not-listening', 'udp-port-closed'],
		title: {en: 'The socket takes IPv6 only', zh: '服务只监听 IPv6，健康检查使用 IPv4'},
		meaning: {
			en: 'The check comes over IPv4 and the socket takes only IPv6, so it is refused. A dual-stack [::] socket takes both and is fine; netstat shows the two alike.',
			zh: '健康检查使用 IPv4，而套接字只接受 IPv6，因此被拒绝。双栈的 [::] 套接字两者都接受，没有问题；netstat 对两者的显示相同。',
		},
		found: {
			en: "ss -Hltne 'sport = :80' shows [::]:80 with v6only:1.",
			zh: "ss -Hltne 'sport = :80' 显示 [::]:80，并带有 v6only:1。",
		},
		source: {
			en: 'ipv6(7), IPV6_V6ONLY; nginx documentation, listen (ipv6only=on by default)',
			zh: 'ipv6(7)，IPV6_V6ONLY；nginx 文档，listen（默认 ipv6only=on）',
		},
		summary: (values, target) => {
			const [service, at] = [subject(values), checkedAt(target)];
			const bound = values.listener ?? endpoint('::', target.healthCheck.port);
			return {
				en: `${service.en} listens on ${bound} for IPv6 only; the check goes to ${at} over IPv4.`,
				zh: chinese`${service.zh} 监听在 ${bound}，只接受 IPv6；健康检查通过 IPv4 访问 ${at}。`,
			};
		},
		remedies: (values, target) => {
			const line = listenLine(values, target);
			return [
				remedy({
					summary: {
						en: `Let the service listen on IPv4 as well (${line.en}), then restart it; a reload may keep the old socket.`,
						zh: `让服务同时监听 IPv4（${line.zh}），然后重启服务；重新加载 (reload) 可能保留旧的套接字。`,
					},
					command: restartCommand(values, target),
					risk: 'low',
				}),
			];
		},
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
