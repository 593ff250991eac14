import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {verbatim} from '../engine/words.ts';
import type {Cause} from './cause.ts';
import {changeSettings} from './change-settings.ts';
import {because, given, theService} from './check-words.ts';
import {ofLimit} from './of-limit.ts';
import {remedy} from './remedy.ts';

const isNumber = (word: string | undefined): word is string => word !== undefined && /^\d+$/.test(word);

/** The kernel's own tables and limits. */
export const kernelCauses = {
	'conntrack-table-full': {
		place: 'filter',
		step: 'accept-queue',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: {en: 'The connection-tracking table is full', zh: '连接跟踪表已满'},
		meaning: {
			en: 'The kernel remembers each connection for its filters. When the table is full it drops every new one, probes and clients alike.',
			zh: '内核为过滤规则记录每个连接。表满后丢弃所有新连接，探测和客户端都受影响。',
		},
		found: {
			en: 'sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max; dmesg says: nf_conntrack: table full, dropping packet.',
			zh: 'sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max；dmesg 中有：nf_conntrack: table full, dropping packet。',
		},
		source: {
			en: 'nf_conntrack-sysctl.rst; ECS documentation, Linux kernel parameters',
			zh: 'nf_conntrack-sysctl.rst；ECS 文档，Linux 内核参数',
		},
		summary: values => ({
			en: `The connection-tracking table is full${ofLimit(values).en}, so new connections are dropped.`,
			zh: `连接跟踪表已满${ofLimit(values).zh}，因此新连接被丢弃。`,
		}),
		remedies: values => [
			changeSettings({
				summary: {
					en: 'Make room: about 320 bytes of kernel memory for each entry.',
					zh: '扩大该表：每个条目约占 320 字节内核内存。',
				},
				to: [`net.netfilter.nf_conntrack_max=${isNumber(values.limit) ? Number(values.limit) * 2 : 524_288}`],
				from: isNumber(values.limit) ? [`net.netfilter.nf_conntrack_max=${values.limit}`] : undefined,
			}),
			remedy({
				summary: {
					en: 'Find out who fills it: an attack, a leak of connections, timeouts that are too long.',
					zh: '查明是谁占满了它：攻击、连接泄漏、过长的超时时间。',
				},
				command: "conntrack -L 2>/dev/null | grep -o 'src=[^ ]*' | sort | uniq -c | sort -rn | head",
				risk: 'low',
			}),
		],
	},
	'timestamps-recycled': {
		place: 'accept',
		step: 'accept-queue',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: {en: 'tcp_tw_recycle rejects connections', zh: 'tcp_tw_recycle 拒绝了连接'},
		meaning: {
			en: 'With tcp_tw_recycle and timestamps on, an old kernel (before 4.12) rejects connections of different machines behind one address. CLB removes timestamps from its probes, so this mostly hits ALB, NLB and clients behind NAT.',
			zh: '同时开启 tcp_tw_recycle 和时间戳时，旧内核（4.12 之前）会拒绝同一地址背后不同机器的连接。CLB 会去掉探测中的时间戳，因此主要影响 ALB、NLB 和 NAT 背后的客户端。',
		},
		found: {
			en: 'sysctl net.ipv4.tcp_tw_recycle net.ipv4.tcp_timestamps prints 1 and 1; nstat -az TcpExtPAWSPassive grows.',
			zh: 'sysctl net.ipv4.tcp_tw_recycle net.ipv4.tcp_timestamps 输出 1 和 1；nstat -az TcpExtPAWSPassive 持续增长。',
		},
		source: {
			en: 'ip-sysctl.rst before 4.12, tcp_tw_recycle; CLB documentation, timeout troubleshooting',
			zh: '4.12 之前的 ip-sysctl.rst，tcp_tw_recycle；CLB 文档，超时问题排查',
		},
		summary: ({used, share}) => ({
			en: `net.ipv4.tcp_tw_recycle is on and rejects connections by their timestamps${given(used ?? share, number => ` (${number} so far)`)}.`,
			zh: `net.ipv4.tcp_tw_recycle 已开启，并按时间戳拒绝连接${given(used ?? share, number => `（至今 ${number}）`)}。`,
		}),
		remedies: () => [
			changeSettings({
				summary: {
					en: 'Switch it off: it was removed from Linux, and nothing needs it.',
					zh: '将其关闭：Linux 已移除该选项，没有程序需要它。',
				},
				to: ['net.ipv4.tcp_tw_recycle=0'],
				from: ['net.ipv4.tcp_tw_recycle=1'],
			}),
		],
	},
	'syn-backlog-overflow': {
		place: 'accept',
		step: 'accept-queue',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: {en: 'Too many half-open connections', zh: '半连接过多'},
		meaning: {
			en: 'Handshakes that never complete fill the backlog, from a SYN flood or because replies get lost, and new ones are dropped.',
			zh: 'SYN 洪泛攻击或应答丢失使握手一直不能完成，占满半连接队列，新的握手被丢弃。',
		},
		found: {
			en: "ss -Hant state syn-recv 'sport = :80' | wc -l; dmesg says: possible SYN flooding; nstat -az TcpExtTCPReqQFullDrop TcpExtSyncookiesSent grow.",
			zh: "ss -Hant state syn-recv 'sport = :80' | wc -l；dmesg 中有：possible SYN flooding；nstat -az TcpExtTCPReqQFullDrop TcpExtSyncookiesSent 持续增长。",
		},
		source: {
			en: 'ip-sysctl.rst, tcp_syncookies and tcp_max_syn_backlog',
			zh: 'ip-sysctl.rst，tcp_syncookies 和 tcp_max_syn_backlog',
		},
		summary: (values, target) => {
			const [port, amount] = [values.port ?? target.healthCheck.port, ofLimit(values)];
			const reason = because(values.detail);
			return {
				en: `Half-open connections overflow the backlog of port ${port}${amount.en}${reason.en}.`,
				zh: `端口 ${port} 的半连接队列溢出${amount.zh}${reason.zh}。`,
			};
		},
		remedies: (_values, target) => [
			changeSettings({
				summary: {
					en: 'Let SYN cookies answer when the backlog is full.',
					zh: '半连接队列已满时，让 SYN Cookie 代为应答。',
				},
				to: ['net.ipv4.tcp_syncookies=1', 'net.ipv4.tcp_max_syn_backlog=8192'],
			}),
			remedy({
				summary: {
					en: 'See who opens them. Many senders are an attack: use Anti-DDoS in front of the load balancer.',
					zh: '查看这些连接由谁发起。来源众多即为攻击：在负载均衡之前使用 DDoS 防护 (Anti-DDoS)。',
				},
				command: `ss -Hant state syn-recv 'sport = :${target.healthCheck.port}' | awk '{print $4}' | sed 's/:[0-9]*$//' | sort | uniq -c | sort -rn | head`,
				risk: 'low',
			}),
		],
	},
	'ephemeral-ports-exhausted': {
		place: 'load',
		step: 'load',
		severity: 'failure',
		explains: ['http-server-error', 'http-status-not-accepted', 'intermittent-failures'],
		title: {en: 'No local ports left for upstream connections', zh: '没有可用于连接上游的本地端口'},
		meaning: {
			en: 'The host has used up the ports that it opens connections from, so a proxy on it cannot reach its upstream and answers with 502.',
			zh: '主机用于发起连接的本地端口已用尽，因此其上的代理无法连接上游，返回 502。',
		},
		found: {
			en: 'ss -s against sysctl net.ipv4.ip_local_port_range; the log says: cannot assign requested address (99).',
			zh: '将 ss -s 与 sysctl net.ipv4.ip_local_port_range 比较；日志中有：cannot assign requested address (99)。',
		},
		source: verbatim('ip(7), ip_local_port_range; ip-sysctl.rst, tcp_tw_reuse'),
		summary: values => {
			const who = values.process === undefined ? {en: 'The host', zh: '主机'} : theService(values);
			const {used, limit, detail} = values;
			return {
				en: `${who.en} has no local ports left for connections to upstreams${given(used, ports => ` (${ports}${given(limit, range => `; the range is ${range}`)})`)}${because(detail).en}.`,
				zh: chinese`${who.zh} 已没有可用于连接上游的本地端口${given(used, ports => `（${ports}${given(limit, range => `；端口范围为 ${range}`)}）`)}${because(detail).zh}。`,
			};
		},
		remedies: values => [
			changeSettings({
				summary: {
					en: 'Let ports of closed connections be used again, and widen the range.',
					zh: '允许复用已关闭连接的端口，并扩大端口范围。',
				},
				to: ['net.ipv4.tcp_tw_reuse=1', 'net.ipv4.ip_local_port_range=10240 65000'],
				from:
					values.limit !== undefined && /^\d+[\s-]+\d+$/.test(values.limit)
						? [`net.ipv4.ip_local_port_range=${values.limit.replace(/[\s-]+/, ' ')}`]
						: undefined,
			}),
			remedy({
				summary: {
					en: 'Keep connections to upstreams open (nginx: keepalive in the upstream block), so that each request needs no new port.',
					zh: '与上游保持长连接（nginx：在 upstream 块中设置 keepalive），使每个请求不必占用新端口。',
				},
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
