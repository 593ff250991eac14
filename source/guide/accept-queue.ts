import {command} from '../engine/command.ts';
import {type CauseFinding, evidence, type Finding, type Severity} from '../engine/finding.ts';
import type {Known} from '../engine/known.ts';
import {defineStep, type Facts} from '../engine/step.ts';
import type {Target} from '../engine/target.ts';
import {type Answers, answers} from '../fact/answers.ts';
import {halfOpenOn} from '../fact/connection-traces.ts';
import {connections} from '../fact/connections.ts';
import {counterGrowth, counters} from '../fact/counters.ts';
import {kernelLog, recentLines} from '../fact/kernel-log.ts';
import {kernelSettings, settingNumber} from '../fact/kernel-settings.ts';
import {processName} from '../fact/listeners.ts';
import {serviceProcess} from '../fact/service-process.ts';
import {serving} from '../fact/serving.ts';
import {judgeFrozen} from './judge/frozen.ts';

const needs = {serving, answers, serviceProcess, kernelSettings, counters, counterGrowth, connections, kernelLog};

export default defineStep({
	id: 'accept-queue',
	title: 'Does the kernel have room for new connections?',
	why: 'The kernel drops new connections when the service’s accept queue, the table of half-open connections or the connection-tracking table is full. The port is still shown as listening.',
	passage:
		'Not in the document. A later page of the official documentation names a full accept queue as a reason why no SYN-ACK comes back.',
	document: ({healthCheck}) => ({
		command: 'none',
		but: `The queues of port ${healthCheck.port} are read, and the kernel’s counters are sampled twice.`,
	}),
	skipWhy: ({healthCheck}) =>
		healthCheck.protocol === 'udp' ? 'does not apply to a UDP check, which makes no connection' : undefined,
	needs,
	judge: (facts, target) => {
		const found = [
			...judgeFrozen(facts),
			...judgeQueue(facts, target),
			...judgeHalfOpen(facts, target),
			...judgeConntrack(facts),
			...judgeTimestamps(facts),
		];
		const {serving: served, answers: asked} = facts;
		if (found.length > 0) return found;
		if (asked.known && asked.value.exact.reply.outcome === 'connect-timeout')
			return [
				{
					is: 'unknown',
					why: 'connections to the port time out on the host itself, and no full queue or table was seen',
					matters: true,
					wouldTell: command('nstat', '-az', 'TcpExtListenDrops', 'TcpExtListenOverflows', 'TcpExtTCPReqQFullDrop'),
				},
			];
		if (served.known && served.value.check.is === 'served') {
			const [first] = served.value.check.by;
			if (first?.acceptQueue !== undefined)
				return [
					{
						is: 'ok',
						say: `The accept queue holds ${first.acceptQueue} connections${first.backlog === undefined ? '' : ` of at most ${first.backlog}`}`,
					},
				];
		}

		if (asked.known && asked.value.health === 'good') return [{is: 'ok', say: 'New connections are taken at once'}];
		return [{is: 'unknown', why: 'no queue can be read for this port', matters: false}];
	},
});

type Seen = Facts<typeof needs>;

/** Whether the service's own answers show the trouble: what is full and still passes is a risk. */
const severityBy = (asked: Known<Answers>): Severity | undefined => {
	const health = asked.known ? asked.value.health : undefined;
	return health === 'good' || health === 'error' || health === 'other' ? 'risk' : undefined;
};

const withSeverity = (finding: CauseFinding, severity: Severity | undefined): CauseFinding =>
	severity === undefined ? finding : {...finding, severity};

/** A queue is full when it holds more than its limit (listen(2); Linux counts to the limit and one more). */
const judgeQueue = (
	{serving: served, answers: asked, counterGrowth: growth}: Seen,
	target: Target,
): readonly Finding[] => {
	if (!served.known || served.value.check.is !== 'served') return [];
	const listener = served.value.check.by.find(
		({acceptQueue, backlog}) => acceptQueue !== undefined && backlog !== undefined && acceptQueue > backlog,
	);
	if (listener === undefined) return [];
	const overflows = growth.known ? (growth.value.TcpExtListenOverflows ?? 0) : 0;
	const [observation] = served.from;
	const process = processName(listener);
	return [
		withSeverity(
			{
				is: 'cause',
				code: 'accept-queue-full',
				certainty: 'proven',
				values: {
					used: `${listener.acceptQueue}`,
					limit: `${listener.backlog}`,
					port: `${target.healthCheck.port}`,
					...(process === undefined ? {} : {process}),
				},
				evidence: [
					...(observation === undefined
						? []
						: [
								evidence(
									observation,
									`port ${listener.port}: Recv-Q ${listener.acceptQueue}, Send-Q ${listener.backlog}`,
								),
							]),
					...(overflows > 0
						? [{command: 'nstat -az TcpExtListenOverflows', excerpt: `+${overflows} within a moment`}]
						: []),
				],
			},
			severityBy(asked),
		),
	];
};

/** Half-open connections beyond the backlog are dropped, unless SYN cookies take over (tcp(7), ip-sysctl.rst). */
const judgeHalfOpen = (facts: Seen, target: Target): readonly Finding[] => {
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
					used: `${halfOpen}`,
					...(limit === undefined ? {} : {limit: `${limit}`}),
					port: `${target.healthCheck.port}`,
					...(flooded[0] === undefined ? {} : {detail: flooded[0].line}),
				},
				evidence: [
					{
						command: `ss -Htan state syn-recv 'sport = :${target.healthCheck.port}'`,
						excerpt: `${halfOpen} half-open connections`,
					},
					{command: 'sysctl net.ipv4.tcp_syncookies net.ipv4.tcp_max_syn_backlog', excerpt: `0, ${limit ?? 'unknown'}`},
					...(dropped > 0
						? [{command: 'nstat -az TcpExtTCPReqQFullDrop', excerpt: `+${dropped} within a moment`}]
						: []),
				],
			},
			// The host's own probes come over the loopback and meet the same backlog: a good answer means there is room.
			severityBy(asked),
		),
	];
};

const judgeConntrack = ({kernelSettings: settings, kernelLog: log, answers: asked}: Seen): readonly Finding[] => {
	if (!settings.known) return [];
	const number = (name: string): number | undefined =>
		settingNumber(settings.value, `net.netfilter.nf_conntrack_${name}`) ??
		settingNumber(settings.value, `net.ipv4.netfilter.ip_conntrack_${name}`);
	const [used, limit] = [number('count'), number('max')];
	if (used === undefined || limit === undefined || limit === 0) return [];
	const complaints = log.known ? recentLines(log.value, {complaint: 'conntrack-table-full', withinS: 120}) : [];
	const share = used / limit;
	if (share < 0.95 && !(complaints.length > 0 && share > 0.8)) return [];
	const isFull = share >= 0.999 || complaints.length > 0;
	const isFailing = !(asked.known && asked.value.health === 'good');
	return [
		{
			is: 'cause',
			code: 'conntrack-table-full',
			certainty: isFull && (isFailing || complaints.length > 0) ? 'proven' : 'likely',
			// A probe of the host to itself needs an entry too, but it may have got one of the few that come free.
			...(isFull ? {} : {severity: 'risk'}),
			values: {
				used: `${used}`,
				limit: `${limit}`,
				...(complaints[0] === undefined ? {} : {detail: complaints[0].line}),
			},
			evidence: [
				{
					command: 'sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max',
					excerpt: `${used} of ${limit}`,
				},
				...complaints.slice(-1).map(({line}) => ({command: 'dmesg', excerpt: line})),
			],
		},
	];
};

/** tcp_tw_recycle with timestamps rejects peers behind one address; the setting went away with Linux 4.12 (tcp(7)). */
const judgeTimestamps = ({
	kernelSettings: settings,
	counters: totals,
	counterGrowth: growth,
}: Seen): readonly Finding[] => {
	if (!settings.known) return [];
	const isOn = (name: string): boolean => (settingNumber(settings.value, `net.ipv4.${name}`) ?? 0) > 0;
	if (!isOn('tcp_tw_recycle') || !isOn('tcp_timestamps')) return [];
	const total = totals.known ? (totals.value.TcpExtPAWSPassive ?? totals.value.TcpExtPAWSPassiveRejected ?? 0) : 0;
	const now = growth.known ? (growth.value.TcpExtPAWSPassive ?? growth.value.TcpExtPAWSPassiveRejected ?? 0) : 0;
	return [
		{
			is: 'cause',
			code: 'timestamps-recycled',
			certainty: now > 0 ? 'proven' : total > 0 ? 'likely' : 'possible',
			...(total > 0 ? {} : {severity: 'risk'}),
			values: {...(total > 0 ? {used: `${total}`} : {})},
			evidence: [
				{command: 'sysctl net.ipv4.tcp_tw_recycle net.ipv4.tcp_timestamps', excerpt: '1, 1'},
				{command: 'nstat -az TcpExtPAWSPassive', excerpt: `${total} since the start, +${now} within a moment`},
			],
		},
	];
};
