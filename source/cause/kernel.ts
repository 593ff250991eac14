import type {CauseCode} from '../engine/cause-code.ts';
import type {Cause} from './cause.ts';
import {changeSettings} from './change-settings.ts';
import {because, given, theService} from './check-words.ts';
import {remedy} from './remedy.ts';

/** ` (65536 of 65536)`. */
const ofLimit = ({used, limit}: {readonly used?: string; readonly limit?: string}): string =>
	given(used, amount => ` (${amount}${given(limit, most => ` of ${most}`)})`);

const isNumber = (word: string | undefined): word is string => word !== undefined && /^\d+$/.test(word);

/** The kernel's own tables and limits. */
export const kernelCauses = {
	'conntrack-table-full': {
		place: 'filter',
		step: 'accept-queue',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: 'The connection-tracking table is full',
		meaning:
			'The kernel remembers each connection for its filters. When the table is full it drops every new one, probes and clients alike.',
		found:
			'sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max; dmesg says: nf_conntrack: table full, dropping packet.',
		source: 'nf_conntrack-sysctl.rst; ECS documentation, Linux kernel parameters',
		summary: values => `The connection-tracking table is full${ofLimit(values)}, so new connections are dropped.`,
		remedies: values => [
			changeSettings({
				summary: 'Make room: about 320 bytes of kernel memory for each entry.',
				to: [`net.netfilter.nf_conntrack_max=${isNumber(values.limit) ? Number(values.limit) * 2 : 524_288}`],
				from: isNumber(values.limit) ? [`net.netfilter.nf_conntrack_max=${values.limit}`] : undefined,
			}),
			remedy({
				summary: 'Find out who fills it: an attack, a leak of connections, timeouts that are too long.',
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
		title: 'tcp_tw_recycle rejects connections',
		meaning:
			'With tcp_tw_recycle and timestamps on, an old kernel (before 4.12) rejects connections of different machines behind one address. CLB removes timestamps from its probes, so this mostly hits ALB, NLB and clients behind NAT.',
		found: 'sysctl net.ipv4.tcp_tw_recycle net.ipv4.tcp_timestamps prints 1 and 1; nstat -az TcpExtPAWSPassive grows.',
		source: 'ip-sysctl.rst before 4.12, tcp_tw_recycle; CLB documentation, timeout troubleshooting',
		summary: values =>
			`net.ipv4.tcp_tw_recycle is on and rejects connections by their timestamps${given(values.used ?? values.share, number => ` (${number} so far)`)}.`,
		remedies: () => [
			changeSettings({
				summary: 'Switch it off: it was removed from Linux, and nothing needs it.',
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
		title: 'Too many half-open connections',
		meaning:
			'Handshakes that never complete fill the backlog, from a SYN flood or because replies get lost, and new ones are dropped.',
		found:
			"ss -Hant state syn-recv 'sport = :80' | wc -l; dmesg says: possible SYN flooding; nstat -az TcpExtTCPReqQFullDrop TcpExtSyncookiesSent grow.",
		source: 'ip-sysctl.rst, tcp_syncookies and tcp_max_syn_backlog',
		summary: (values, target) =>
			`Half-open connections overflow the backlog of port ${values.port ?? target.healthCheck.port}${ofLimit(values)}${because(values.detail)}.`,
		remedies: (_values, target) => [
			changeSettings({
				summary: 'Let SYN cookies answer when the backlog is full.',
				to: ['net.ipv4.tcp_syncookies=1', 'net.ipv4.tcp_max_syn_backlog=8192'],
			}),
			remedy({
				summary: 'See who opens them. Many senders are an attack: use Anti-DDoS in front of the load balancer.',
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
		title: 'No local ports left for upstream connections',
		meaning:
			'The host has used up the ports that it opens connections from, so a proxy on it cannot reach its upstream and answers with 502.',
		found: 'ss -s against sysctl net.ipv4.ip_local_port_range; the log says: cannot assign requested address (99).',
		source: 'ip(7), ip_local_port_range; ip-sysctl.rst, tcp_tw_reuse',
		summary: values =>
			`${values.process === undefined ? 'The host' : theService(values)} has no local ports left for connections to upstreams${given(values.used, used => ` (${used}${given(values.limit, range => `; the range is ${range}`)})`)}${because(values.detail)}.`,
		remedies: values => [
			changeSettings({
				summary: 'Let ports of closed connections be used again, and widen the range.',
				to: ['net.ipv4.tcp_tw_reuse=1', 'net.ipv4.ip_local_port_range=10240 65000'],
				from:
					values.limit !== undefined && /^\d+[\s-]+\d+$/.test(values.limit)
						? [`net.ipv4.ip_local_port_range=${values.limit.replace(/[\s-]+/, ' ')}`]
						: undefined,
			}),
			remedy({
				summary:
					'Keep connections to upstreams open (nginx: keepalive in the upstream block), so that each request needs no new port.',
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
