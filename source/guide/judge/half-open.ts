import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import {halfOpenOn} from '../../fact/connection-traces.ts';
import type {Connection} from '../../fact/connections.ts';
import type {Counters} from '../../fact/counters.ts';
import {type KernelLine, recentLines} from '../../fact/kernel-log.ts';
import {type KernelSettings, settingNumber} from '../../fact/kernel-settings.ts';
import type {ServedPorts} from '../../fact/serving.ts';
import {grown} from './reply-words.ts';
import {severityBy, withSeverity} from './severity.ts';

type Seen = {
	readonly serving: Known<ServedPorts>;
	readonly answers: Known<Answers>;
	readonly connections: Known<readonly Connection[]>;
	readonly kernelSettings: Known<KernelSettings>;
	readonly kernelLog: Known<readonly KernelLine[]>;
	readonly counterGrowth: Known<Counters>;
};

/** Half-open connections beyond the backlog are dropped, unless SYN cookies take over (tcp(7), ip-sysctl.rst). */
export const judgeHalfOpen = (facts: Seen, target: Target): readonly Finding[] => {
	const {
		connections: all,
		kernelSettings: settings,
		counterGrowth: growth,
		kernelLog: log,
		answers: asked,
		serving: served,
	} = facts;
	if (!all.known || !settings.known) return [];
	const halfOpen = halfOpenOn(all.value, target.healthCheck.port).length;
	const backlog = served.known && served.value.check.is === 'served' ? served.value.check.by[0]?.backlog : undefined;
	const limits = [settingNumber(settings.value, 'net.ipv4.tcp_max_syn_backlog'), backlog].filter(
		limit => limit !== undefined,
	);
	const limit = limits.length > 0 ? Math.min(...limits) : undefined;
	const hasCookies = (settingNumber(settings.value, 'net.ipv4.tcp_syncookies') ?? 0) > 0;
	const dropped = growth.known ? (growth.value.TcpExtTCPReqQFullDrop ?? 0) : 0;
	const flooded = log.known ? recentLines(log.value, {complaint: 'syn-flooding', withinS: 300}) : [];
	// Without cookies the kernel keeps the last quarter of the backlog for peers that it knows.
	const isFull = limit !== undefined && halfOpen >= limit - Math.floor(limit / 4) - 1 && halfOpen >= 3;
	if (hasCookies || !(isFull || dropped > 0)) return [];
	return [
		withSeverity(
			{
				is: 'cause',
				code: 'syn-backlog-overflow',
				certainty: dropped > 0 ? 'proven' : 'likely',
				values: {
					used: verbatim(`${halfOpen}`),
					...(limit === undefined ? {} : {limit: verbatim(`${limit}`)}),
					port: `${target.healthCheck.port}`,
					...(flooded[0] === undefined ? {} : {detail: verbatim(flooded[0].line)}),
				},
				evidence: [
					{
						command: `ss -Htan state syn-recv 'sport = :${target.healthCheck.port}'`,
						excerpt: {en: `${halfOpen} half-open connections`, zh: `${halfOpen} 个半连接`},
					},
					{
						command: 'sysctl net.ipv4.tcp_syncookies net.ipv4.tcp_max_syn_backlog',
						excerpt: {en: `0, ${limit ?? 'unknown'}`, zh: `0, ${limit ?? '未知'}`},
					},
					...(dropped > 0 ? [{command: 'nstat -az TcpExtTCPReqQFullDrop', excerpt: grown(dropped)}] : []),
				],
			},
			// The host's own probes come over the loopback and meet the same backlog: a good answer means there is room.
			severityBy(asked),
		),
	];
};
