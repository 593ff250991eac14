import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import type {Cause} from './cause.ts';
import {given} from './check-words.ts';
import {backendPage} from './console-path.ts';
import {remedy} from './remedy.ts';

/** The address that the load balancer connects to. */
export const addressCauses = {
	'backend-address-missing': {
		place: 'link',
		step: 'reachable',
		severity: 'failure',
		explains: [
			'service-not-listening',
			'listening-on-other-port',
			'listening-loopback-only',
			'listening-other-address',
			'listening-ipv6-only',
			'container-forwarding-blocked',
			'service-hung',
			'http-path-not-found',
			'http-redirect-not-accepted',
			'http-access-denied',
			'http-server-error',
			'http-status-not-accepted',
			'http-host-mismatch',
			'http-method-not-allowed',
			'http-version-rejected',
			'http-user-agent-rejected',
			'http-no-answer',
			'protocol-mismatch',
			'proxy-protocol-mismatch',
			'tls-handshake-failed',
			'response-too-slow',
			'intermittent-failures',
			'udp-port-closed',
			'udp-failure-hidden',
		],
		title: {en: 'The backend address is not on this host', zh: '后端地址不在这台主机上'},
		meaning: {
			en: 'The load balancer connects to an address that this host does not have: this is the wrong host, its address changed, or the network interface was moved. Nothing that is tested here says anything about the check.',
			zh: '负载均衡连接的地址不属于这台主机：登错了主机、主机地址已变更，或网卡已迁走。此时在这里测试的任何结果都不能说明健康检查的情况。',
		},
		found: {
			en: 'ip -4 -o addr does not list the backend address. Windows: Get-NetIPAddress.',
			zh: 'ip -4 -o addr 的输出中没有后端地址。Windows：Get-NetIPAddress。',
		},
		source: {
			en: 'NLB documentation, FAQ (a backend whose address changed has to be added again); ip-address(8)',
			zh: 'NLB 文档，常见问题（后端服务器地址变更后须重新添加）；ip-address(8)',
		},
		summary: (values, target) => ({
			en: `${target.backend} is not an address of this host${given(values.address, address => `; it has ${address}`)}.`,
			zh: `${target.backend} 不是这台主机的地址${given(values.address, address => `；主机的地址是 ${address}`)}。`,
		}),
		remedies: (values, target) => [
			remedy({
				summary: {
					en: 'Make sure that this is the right host, and compare its addresses with the backend in the console.',
					zh: '确认这是正确的主机，并将它的地址与控制台中的后端服务器对照。',
				},
				command: target.platform === 'windows' ? 'Get-NetIPAddress -AddressFamily IPv4' : 'hostname; ip -4 -o addr',
				risk: 'low',
			}),
			remedy({
				summary: {
					en: `If the host's address changed, remove the backend and add it again with ${values.address ?? 'its present address'}: ${backendPage(target).en}.`,
					zh: chinese`若主机地址已变更，移除该后端服务器，再用 ${values.address ?? '现在的地址'} 重新添加：${backendPage(target).zh}。`,
				},
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
