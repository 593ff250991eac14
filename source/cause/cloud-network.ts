import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import type {Cause} from './cause.ts';
import {given, listed} from './check-words.ts';
import {remedy} from './remedy.ts';

/** What the cloud's own filters in front of the host stop. */
export const cloudNetworkCauses = {
	'security-group-blocks-probes': {
		place: 'balancer',
		step: 'sources',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: {en: "The security group keeps the load balancer's addresses out", zh: '安全组未放行负载均衡的地址'},
		meaning: {
			en: "The security group of the backend lets in neither the addresses of the load balancer nor their vSwitch ranges. This concerns ALB, and clients of NLB whose address is kept; CLB's probes are never subject to it.",
			zh: '后端服务器的安全组既未放行负载均衡的地址，也未放行其交换机网段。这只影响 ALB，以及 NLB 保留源地址的客户端；CLB 的探测从不受安全组限制。',
		},
		found: {
			en: 'ECS console > Security Groups > the group > Inbound: no rule for the range and port, or a Deny rule before it.',
			zh: 'ECS 控制台 > 安全组 > 目标安全组 > 入方向：没有该网段和端口的规则，或在其之前有拒绝规则。',
		},
		source: {
			en: 'ALB documentation, health checks and security groups; NLB documentation, health checks',
			zh: 'ALB 文档，健康检查与安全组；NLB 文档，健康检查',
		},
		summary: ({name}, {product, sources, healthCheck: {port}}) => {
			if (product === 'clb') {
				return {
					en: "A security group does not concern the probes of CLB; look at the host's own firewall instead.",
					zh: '安全组不影响 CLB 的探测；请检查主机自身的防火墙。',
				};
			}
			return {
				en: `The security group${given(name, words => ` ${words}`)} does not let ${listed(sources).en} in to port ${port}.`,
				zh: chinese`安全组 ${name ?? ''} 未放行 ${listed(sources).zh} 访问端口 ${port}。`,
			};
		},
		remedies: (_values, {product, sources, healthCheck: {port}}) => {
			const summary =
				product === 'clb'
					? {
							en: 'Leave the security group as it is: a rule for 100.64.0.0/10 changes nothing.',
							zh: '保持安全组不变：为 100.64.0.0/10 添加规则没有任何作用。',
						}
					: {
							en: `Allow the vSwitch ranges of the load balancer (${listed(sources).en}) to port ${port}: ECS console > Security Groups > the group > Inbound > Add Rule.`,
							zh: `放行负载均衡的交换机网段（${listed(sources).zh}）访问端口 ${port}：ECS 控制台 > 安全组 > 目标安全组 > 入方向 > 增加规则。`,
						};
			return [remedy({summary, risk: 'low'})];
		},
	},
	'network-acl-blocks-probes': {
		place: 'balancer',
		step: 'sources',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: {en: "The vSwitch's network ACL stops the probes", zh: '交换机的网络 ACL 拦截了探测'},
		meaning: {
			en: 'A network ACL on the vSwitch of the backend filters what comes from the load balancer, in both directions and without memory of connections. A test from the same vSwitch passes, because the ACL does not apply there.',
			zh: '后端服务器所在交换机的网络 ACL 过滤来自负载均衡的报文，双向生效，且不记录连接状态。从同一交换机内测试会通过，因为 ACL 在那里不生效。',
		},
		found: {
			en: 'VPC console > Network ACL: inbound and outbound rules for the range; tcpdump on the host shows no packet from it.',
			zh: 'VPC 控制台 > 网络 ACL：查看该网段的入方向和出方向规则；在主机上用 tcpdump 看不到来自该网段的报文。',
		},
		source: {
			en: 'VPC documentation, network ACL; NLB documentation, health checks (the ACL of the NLB vSwitch must allow 100.64.0.0/10)',
			zh: 'VPC 文档，网络 ACL；NLB 文档，健康检查（NLB 交换机的 ACL 须放行 100.64.0.0/10）',
		},
		summary: ({name}, {sources, healthCheck: {port}}) => ({
			en: `The network ACL${given(name, words => ` ${words}`)} of the vSwitch stops ${listed(sources).en} on the way to port ${port}.`,
			zh: `交换机的网络 ACL ${given(name, words => `${words} `)}拦截了从 ${listed(sources).zh} 到端口 ${port} 的报文。`,
		}),
		remedies: (_values, {sources, healthCheck: {port}}) => {
			const {en, zh} = listed(sources);
			return [
				remedy({
					summary: {
						en: `Add an inbound rule for ${en} to port ${port}, and an outbound rule back to ${en} (ports 1024-65535): VPC console > Network ACL. Save the old lists first: the API replaces them whole.`,
						zh: `添加放行 ${zh} 访问端口 ${port} 的入方向规则，以及返回 ${zh} 的出方向规则（端口 1024-65535）：VPC 控制台 > 网络 ACL。先保存原有规则：API 会将其整体替换。`,
					},
					risk: 'medium',
				}),
			];
		},
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
