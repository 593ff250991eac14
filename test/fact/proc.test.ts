import {describe, expect, test} from 'vitest';
import {neighbours, readArp} from '../../source/fact/neighbours.ts';
import {readFibTrie, readIfInet6} from '../../source/fact/proc-addresses.ts';
import {readProcSockets} from '../../source/fact/proc-listeners.ts';
import {readProcProcesses} from '../../source/fact/proc-processes.ts';
import {asIpv6RouteLines, asRouteLines} from '../../source/fact/proc-routes.ts';
import {routing} from '../../source/fact/routing.ts';
import {readOwners} from '../../source/fact/socket-owners.ts';
import {lookAtUnread} from '../../source/fact/unread-requests.ts';
import {lookAt, type Row} from './look.ts';

const missing: Row = {failure: 'not-found'};

const route = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	FDC00B0A	0003	0	0	100	00000000	0	0	0
*	00004064	00000000	0201	0	0	0	0000C0FF	0	0	0
*	0000000A	00000000	0001	0	0	0	000000FF	0	0	0
eth0	00C00B0A	00000000	0001	0	0	0	00FFFFFF	0	0	0
`;

const trie = `Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
     +-- 10.11.192.0/24 2 0 2
        |-- 10.11.192.0
           /24 link UNICAST
        |-- 10.11.192.1
           /32 host LOCAL
        |-- 10.11.192.255
           /32 link BROADCAST
     +-- 127.0.0.0/8 2 0 2
        |-- 127.0.0.0
           /8 host LOCAL
        |-- 127.0.0.1
           /32 host LOCAL
Local:
  +-- 0.0.0.0/0 3 0 5
        |-- 10.11.192.1
           /32 host LOCAL
`;

describe('a host without any tool, by the kernel’s own files', () => {
	test('routes are said as ip says them', () => {
		expect(asRouteLines(route)).toEqual([
			'default via 10.11.192.253 dev eth0 metric 100',
			'unreachable 100.64.0.0/10',
			'blackhole 10.0.0.0/8',
			'10.11.192.0/24 dev eth0',
		]);
	});

	test('routes of IPv6 too, without the one that means that there is none', () => {
		const zeros = '0'.repeat(32);
		const own = 'fd000000000000000000000000000001';
		const gateway = 'fe800000000000000000000000000001';
		const text = [
			`fd000000000000000000000000000000 40 ${zeros} 00 ${zeros} 00000100 00000001 00000000 00000001     eth0`,
			`${zeros} 00 ${zeros} 00 ${gateway} 00000400 00000001 00000000 00000003     eth0`,
			`${own} 80 ${zeros} 00 ${zeros} 00000000 00000002 00000000 80200001     eth0`,
			`${zeros} 00 ${zeros} 00 ${zeros} ffffffff 00000001 00000000 00200200       lo`,
		].join('\n');
		expect(asIpv6RouteLines(text)).toEqual([
			'fd00::/64 dev eth0 metric 256',
			'::/0 via fe80::1 dev eth0 metric 1024',
			'local fd00::1/128 dev eth0 table local metric 0',
		]);
	});

	test('the routing tables are known as far as the files tell, and the rest is said', async () => {
		const look = lookAt(
			{'cat /proc/net/route': route, 'cat /proc/net/fib_trie': trie, 'cat /proc/net/if_inet6': ''},
			{otherwise: missing},
		);
		const known = await routing.lookUp(look);
		expect(known).toMatchObject({known: true, blindTo: {en: expect.stringMatching(/Rules of the routing policy/)}});
		const tables = known.known ? known.value.routing.tables : new Map();
		expect(tables.get('main')?.map(({type}: {type: string}) => type)).toEqual([
			'unicast',
			'unreachable',
			'blackhole',
			'unicast',
		]);
		expect(tables.get('local')?.map(({line}: {line: string}) => line)).toEqual([
			'local 10.11.192.1 dev eth0 table local',
			'local 127.0.0.1 dev lo table local',
		]);
	});

	test('addresses', () => {
		expect(readFibTrie(trie)).toEqual(['10.11.192.1', '127.0.0.1']);
		expect(readFibTrie('')).toBeUndefined();
		expect(readIfInet6('fd000000000000000000000000000001 02 40 00 80     eth0\n')).toEqual([
			{interface: 'eth0', address: 'fd00::1', prefix: 64, family: 6},
		]);
	});

	test('sockets of all four files, of which some may be missing', () => {
		const tcp = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
		const udp = `${tcp.trimEnd()} ref pointer drops\n`;
		const text = `${tcp}   0: 00000000:0050 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 77 1 0 100 0 0 10 0
${udp}   5: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 78 2 0 0
`;
		expect(readProcSockets(text)).toEqual([
			{protocol: 'tcp', address: '0.0.0.0', port: 80, acceptQueue: 3, processes: [], inode: '77'},
			{protocol: 'udp', address: '0.0.0.0', port: 53, processes: [], inode: '78'},
		]);
		expect(readProcSockets('cat: /proc/net/tcp: No such file')).toBeUndefined();
	});

	test('who holds a socket', () => {
		const text = `/proc/12/fd:
lrwx------    1 root     root            64 Nov 26 04:00 6 -> socket:[77]
lrwx------    1 root     root            64 Nov 26 04:00 7 -> socket:[77]
/proc/13/fd:
/proc/14/fd:
lrwx------ 1 root root 64 2026-11-26 04:00 6 -> socket:[77]
`;
		expect(readOwners(text)).toEqual(new Map([['77', [12, 14]]]));
	});

	test('processes with their ages, whatever they call themselves', () => {
		const rest = '1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 90000 1000 200';
		const text = `1000.50 3000.00
7 (nginx: a) S 9) S 1 ${rest}
nginx: master process
2 (kthreadd) I 0 ${rest}

`;
		expect(readProcProcesses(text)).toEqual([
			{pid: 7, parent: 1, state: 'S', ageS: 100, name: 'nginx: a) S 9', line: 'nginx: master process'},
			{pid: 2, parent: 0, state: 'I', ageS: 100, name: 'kthreadd', line: '[kthreadd]'},
		]);
		expect(readProcProcesses('')).toBeUndefined();
	});

	test('neighbours', async () => {
		const text = `IP address       HW type     Flags       HW address            Mask     Device
10.11.192.253    0x1         0x2         aa:aa:aa:aa:aa:aa     *        eth0
10.11.192.9      0x1         0x0         00:00:00:00:00:00     *        eth0
`;
		const seen = {'10.11.192.253': 'STALE', '10.11.192.9': 'INCOMPLETE'};
		expect(readArp(text)).toEqual(seen);
		expect(await neighbours.lookUp(lookAt({'cat /proc/net/arp': text}, {otherwise: missing}))).toMatchObject({
			value: seen,
		});
	});

	test.each([
		['00000000:00000011', 'no'],
		['00000000:00000000', 'yes'],
	])('whether a request waits unread: %s', async (queues, expected) => {
		const head = '  sl  local_address rem_address   st tx_queue rx_queue\n';
		const row = `   0: 01C00B0A:0050 01C00B0A:C350 01 ${queues} 00:0 0 0 0 1\n`;
		const shape = {protocol: 'http', address: '10.11.192.1', port: 80, timeoutMs: 1000} as const;
		const look = (stdout: string) =>
			lookAt({'cat /proc/net/tcp /proc/net/tcp6': {stdout, exitCode: 1}}, {otherwise: missing});
		expect(await lookAtUnread(look(head + row), shape)).toBe(expected);
		expect(await lookAtUnread(look(head), shape)).toBe('no-connection');
		expect(await lookAtUnread(look(''), shape)).toBe('unseen');
	});
});
