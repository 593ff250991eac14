import type {CauseCode} from '../engine/cause-code.ts';
import type {Words} from '../engine/words.ts';
import {letThrough} from './allow-probes.ts';
import type {Cause} from './cause.ts';
import {changeSettings} from './change-settings.ts';
import {because, checkedAt, given} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {startCommand, stopCommand} from './service-command.ts';

const overview: Words = {
	en: 'CLB documentation, Health check overview (UDP: ICMP port unreachable is unhealthy, silence is healthy)',
	zh: 'CLB 文档，健康检查概述（UDP：收到 ICMP 端口不可达为异常，无应答为正常）',
};

/** A UDP check hears only refusals: an ICMP port unreachable fails it, silence passes. */
export const udpCauses = {
	'udp-port-closed': {
		place: 'listener',
		step: 'answer',
		severity: 'failure',
		explains: ['service-not-listening', 'udp-failure-hidden'],
		title: {en: 'The UDP port is closed', zh: 'UDP 端口未开放（返回 ICMP 端口不可达）'},
		meaning: {
			en: 'Nothing takes datagrams on the port, so the host answers ICMP port unreachable, and that is what a UDP check counts as failed.',
			zh: '端口上没有程序接收数据报，因此主机返回 ICMP 端口不可达，而 UDP 检查正是据此判定失败。',
		},
		found: {
			en: "ss -Hlun 'sport = :53' prints nothing; tcpdump -ni any icmp shows: udp port 53 unreachable.",
			zh: "ss -Hlun 'sport = :53' 没有输出；tcpdump -ni any icmp 显示 udp port 53 unreachable。",
		},
		source: overview,
		summary: (values, target) => ({
			en: `Nothing takes datagrams on ${checkedAt(target)}: the host answers ICMP port unreachable${given(values.listener, listener => `; the service listens on ${listener}`)}.`,
			zh: `${checkedAt(target)} 上没有程序接收数据报：主机返回 ICMP 端口不可达${given(values.listener, listener => `；服务监听在 ${listener}`)}。`,
		}),
		remedies: (values, target) => [
			remedy({
				summary: {
					en: `Start the service, or let it listen on ${checkedAt(target)} by UDP.`,
					zh: `启动服务，或让服务在 ${checkedAt(target)} 上监听 UDP。`,
				},
				command: startCommand(values, target),
				undo: stopCommand(values, target),
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'See which programs take datagrams, and where.',
					zh: '查看哪些程序在接收数据报，在哪些地址和端口。',
				},
				command: target.platform === 'windows' ? 'Get-NetUDPEndpoint' : 'ss -Hlunp',
				risk: 'low',
			}),
		],
	},
	'udp-failure-hidden': {
		place: 'answer',
		step: 'answer',
		severity: 'risk',
		explains: [],
		title: {en: 'A dead UDP service would stay green', zh: 'UDP 服务停止后，检查仍会显示正常'},
		meaning: {
			en: 'The host says nothing about a closed port, because ICMP is dropped or limited, and the load balancer takes silence for health: clients fail while the console is green.',
			zh: 'ICMP 被丢弃或限速，主机不会告知端口已关闭，而负载均衡把没有应答视为正常：控制台显示正常，客户端却访问失败。',
		},
		found: {
			en: 'A datagram to the port gets no ICMP back although nothing listens; a rule drops icmp type 3; sysctl net.ipv4.icmp_ratelimit net.ipv4.icmp_ratemask.',
			zh: '端口上没有监听，发往该端口的数据报却收不到 ICMP；有规则丢弃 icmp type 3；sysctl net.ipv4.icmp_ratelimit net.ipv4.icmp_ratemask。',
		},
		source: overview,
		summary: (values, target) => {
			const [at, reason] = [checkedAt(target), because(values.rule ?? values.detail ?? values.name)];
			return {
				en: `The UDP check of ${at} stays green even when the service is dead${reason.en}.`,
				zh: `即使服务已停止，对 ${at} 的 UDP 检查仍显示正常${reason.zh}。`,
			};
		},
		remedies: (values, target) => [
			remedy({
				summary: {
					en: `Set a request and an expected reply for the check, so that only a real answer counts: ${healthCheckPage(target).en}.`,
					zh: `为健康检查设置请求内容和预期的应答内容，只有真正的应答才算正常：${healthCheckPage(target).zh}。`,
				},
				risk: 'low',
			}),
			remedy({
				summary: {en: 'Start the service when it is the one that is dead.', zh: '若服务已停止，启动服务。'},
				command: startCommand(values, target),
				undo: stopCommand(values, target),
				risk: 'low',
			}),
		],
	},
	'ping-ignored': {
		place: 'filter',
		step: 'firewall',
		severity: 'failure',
		explains: [],
		title: {en: 'The host ignores ping, which the NLB sends first', zh: '主机不应答 Ping，NLB 的 UDP 检查因此失败'},
		meaning: {
			en: "NLB's UDP check sends an ICMP echo request before the datagram. A host that ignores it, by a kernel setting or a rule, is unhealthy although the service works.",
			zh: 'NLB 的 UDP 检查在发送数据报之前先发送 ICMP 回显请求 (Ping)。主机因内核参数或规则不应答时，即使服务正常也会被判定为异常。',
		},
		found: {
			en: 'sysctl net.ipv4.icmp_echo_ignore_all prints 1, or a rule drops icmp type 8. Windows: the rule "File and Printer Sharing (Echo Request - ICMPv4-In)" is off.',
			zh: 'sysctl net.ipv4.icmp_echo_ignore_all 输出 1，或有规则丢弃 icmp type 8。Windows：规则 "File and Printer Sharing (Echo Request - ICMPv4-In)" 未启用。',
		},
		source: {
			en: 'NLB documentation, NLB health checks (UDP: ICMP echo request first); ip-sysctl.rst, icmp_echo_ignore_all',
			zh: 'NLB 文档，NLB 健康检查（UDP：先发送 ICMP 回显请求）；ip-sysctl.rst，icmp_echo_ignore_all',
		},
		summary: (values, target) => {
			const why = given(values.rule ?? values.name, text => ` (${text})`);
			return {
				en: `${target.backend} does not answer ping${why}, and the NLB's UDP check pings first.`,
				zh: `${target.backend} 不应答 Ping${why}，而 NLB 的 UDP 检查会先发送 Ping。`,
			};
		},
		remedies: (values, target) => {
			if (values.rule !== undefined || target.platform === 'windows') return letThrough(values, target, 'pings');
			return [
				changeSettings({
					summary: {
						en: 'Answer echo requests again. Look in /etc/sysctl.d for what switches it off.',
						zh: '恢复应答回显请求。在 /etc/sysctl.d 中查找将其关闭的设置。',
					},
					to: ['net.ipv4.icmp_echo_ignore_all=0'],
					from: ['net.ipv4.icmp_echo_ignore_all=1'],
				}),
			];
		},
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
