import {describe, expect, it} from 'vitest';
import type {Known} from '../../source/engine/known.ts';
import type {ProbeObservation, ProbeReply} from '../../source/engine/probe.ts';
import type {Answers} from '../../source/fact/answers.ts';
import {checkShape} from '../../source/fact/check-shape.ts';
import type {Connection} from '../../source/fact/connections.ts';
import type {Counters} from '../../source/fact/counters.ts';
import {readKernelLog} from '../../source/fact/kernel-log.ts';
import {type KernelSettings, readSettings} from '../../source/fact/kernel-settings.ts';
import {readSs} from '../../source/fact/listeners.ts';
import type {PortSockets} from '../../source/fact/port-sockets.ts';
import type {ServiceProcess} from '../../source/fact/service-process.ts';
import {type ServedPorts, whoServes} from '../../source/fact/serving.ts';
import acceptQueue from '../../source/guide/accept-queue.ts';
import {known, target} from '../fact/look.ts';
import {spoken} from './spoken.ts';

const seat = {address: '10.11.192.1', port: 80};

const answered = (health: Answers['health'], reply: Partial<ProbeReply> = {}): Known<Answers> => {
	const shape = checkShape(target, seat, 5000);
	const exact: ProbeObservation = {
		command: {file: 'curl', args: []},
		stdout: '',
		stderr: '',
		durationMs: 1,
		shape,
		reply: {outcome: health === 'good' ? 'answered' : 'connect-timeout', totalMs: 1, ...reply},
	};
	return known({seat, isForwarded: false, health, exact, repeats: [], timeoutMs: 5000, slowestMs: 1, variants: []});
};

const listening = (queue: string): Known<ServedPorts> => {
	const all = readSs(`tcp LISTEN ${queue} 0.0.0.0:80 0.0.0.0:* users:(("nginx",pid=7,fd=6))`);
	return known({check: whoServes(all, seat, 'eth0'), others: [], delivery: seat});
};

const kernel = (values: Readonly<Record<string, string>>): Known<KernelSettings> =>
	known(
		readSettings(
			Object.entries(values)
				.map(([name, value]) => `/proc/sys/${name.replaceAll('.', '/')}:${value}`)
				.join('\n'),
		),
	);

const half = (count: number): Known<readonly Connection[]> =>
	known(
		Array.from(
			{length: count},
			(_, index): Connection => ({
				state: 'syn-recv',
				local: {address: '10.11.192.1', port: 80},
				peer: {address: '203.0.113.9', port: 1000 + index},
			}),
		),
	);

const nginx: ServiceProcess = {pid: 7, name: 'nginx', args: ['nginx'], state: 'S', cgroups: []};

const [stuck] = readSs('tcp LISTEN 3 511 0.0.0.0:80 0.0.0.0:*');

type Host = {
	readonly answers?: Known<Answers>;
	readonly queue?: string;
	readonly settings?: Readonly<Record<string, string>>;
	readonly growth?: Counters;
	readonly totals?: Counters;
	readonly halfOpen?: number;
	readonly log?: string;
	readonly state?: string;
	readonly sockets?: PortSockets;
	/** Whose parent is the one that may be frozen. */
	readonly child?: ServiceProcess;
};

const judge = (host: Host): string =>
	spoken(
		acceptQueue.judge(
			{
				serving: listening(host.queue ?? '0 511'),
				answers: host.answers ?? answered('good'),
				serviceProcess: known([{...nginx, state: host.state ?? 'S'}, ...(host.child ? [host.child] : [])]),
				frozenProcesses: known(host.state === undefined ? [] : [{...nginx, state: host.state}]),
				portSockets: known(host.sockets ?? {isShared: false}),
				kernelSettings: kernel({'net.ipv4.tcp_syncookies': '1', ...host.settings}),
				counters: known(host.totals ?? {}),
				counterGrowth: known(host.growth ?? {}),
				connections: half(host.halfOpen ?? 0),
				kernelLog: known(readKernelLog(host.log ?? '', 1000)),
			},
			target,
		),
	)
		.map(finding =>
			finding.is === 'cause'
				? `${finding.code} ${finding.certainty}${finding.severity === undefined ? '' : ` ${finding.severity}`}`
				: `${finding.is}${finding.is === 'unknown' && finding.matters ? ' that matters' : ''}`,
		)
		.join();

const noCookies = {'net.ipv4.tcp_syncookies': '0', 'net.ipv4.tcp_max_syn_backlog': '128'};
const conntrack = (count: number) => ({
	'net.netfilter.nf_conntrack_count': `${count}`,
	'net.netfilter.nf_conntrack_max': '1000',
});

describe('room for new connections', () => {
	it.each<[string, string, Host]>([
		['an empty queue', 'ok', {}],
		['a queue at its limit still takes one', 'ok', {queue: '511 511'}],
		[
			'a queue above its limit, and connections time out',
			'accept-queue-full proven',
			{queue: '512 511', answers: answered('silent')},
		],
		['a queue above its limit for a moment, and the service answers', 'accept-queue-full proven risk', {queue: '2 1'}],
		['many half-open connections with SYN cookies', 'ok', {halfOpen: 200}],
		[
			'many half-open connections without SYN cookies',
			'syn-backlog-overflow likely',
			{halfOpen: 110, settings: noCookies, answers: answered('silent')},
		],
		[
			'half-open connections are dropped right now',
			'syn-backlog-overflow proven',
			{halfOpen: 110, settings: noCookies, growth: {TcpExtTCPReqQFullDrop: 9}, answers: answered('silent')},
		],
		['a few half-open connections without SYN cookies', 'ok', {halfOpen: 3, settings: noCookies}],
		['a connection-tracking table with room', 'ok', {settings: conntrack(500)}],
		['a connection-tracking table that is nearly full', 'conntrack-table-full likely risk', {settings: conntrack(960)}],
		[
			'a full connection-tracking table',
			'conntrack-table-full proven',
			{settings: conntrack(1000), answers: answered('silent')},
		],
		[
			'an old kernel that recycles timestamps and rejects peers',
			'timestamps-recycled likely',
			{settings: {'net.ipv4.tcp_tw_recycle': '1', 'net.ipv4.tcp_timestamps': '1'}, totals: {TcpExtPAWSPassive: 12}},
		],
		[
			'an old kernel that recycles timestamps, and nobody was rejected',
			'timestamps-recycled possible risk',
			{settings: {'net.ipv4.tcp_tw_recycle': '1', 'net.ipv4.tcp_timestamps': '1'}},
		],
		[
			'tcp_tw_recycle without timestamps does nothing',
			'ok',
			{settings: {'net.ipv4.tcp_tw_recycle': '1', 'net.ipv4.tcp_timestamps': '0'}},
		],
		[
			'the host’s own probe is stopped, and the log shows that the balancer’s are answered',
			'ok',
			{answers: answered('good', {outcome: 'connect-timeout'})},
		],
		['a frozen process', 'service-stopped proven', {state: 'T', answers: answered('silent')}],
		['a frozen process, and others of the service answer', 'note', {state: 'T'}],
		[
			'a frozen process that may have one of several sockets to itself, though each request was answered',
			'unknown that matters',
			{state: 'T', sockets: {isShared: true}},
		],
		[
			'a frozen master, whose workers go on with the sockets',
			'note',
			{state: 'T', sockets: {isShared: true}, child: {...nginx, pid: 8, parent: 7}},
		],
		[
			'a frozen process, and connections wait at one of several sockets',
			'service-stopped proven',
			{state: 'T', sockets: {isShared: true, ...(stuck ? {stuck} : {})}},
		],
		[
			'connections wait at one of several sockets, and nothing is frozen',
			'unknown that matters',
			{sockets: {isShared: true, ...(stuck ? {stuck} : {})}},
		],
		['connections time out, and nothing is full', 'unknown that matters', {answers: answered('silent')}],
	])('%s: %s', (_, expected, host) => {
		expect(judge(host)).toBe(expected);
	});

	it('does not apply to UDP', () => {
		expect(acceptQueue.skipWhy?.({...target, healthCheck: {...target.healthCheck, protocol: 'udp'}})).toEqual({
			en: expect.stringContaining('UDP'),
			zh: expect.stringContaining('UDP'),
		});
	});
});
