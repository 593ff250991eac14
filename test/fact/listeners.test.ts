import {describe, expect, it} from 'vitest';
import {type Listener, readNetstat, readSs} from '../../source/fact/listeners.ts';
import {readProcListeners} from '../../source/fact/proc-listeners.ts';

const nginx = [{name: 'nginx', pid: 5830}];

describe('reading ss', () => {
	it.each<[string, string, readonly Listener[]]>([
		[
			'iproute2 6.1',
			'tcp   LISTEN 0      511          0.0.0.0:80        0.0.0.0:*    users:(("nginx",pid=5830,fd=6)) ino:1 sk:2 <->',
			[{protocol: 'tcp', address: '0.0.0.0', port: 80, acceptQueue: 0, backlog: 511, processes: nginx}],
		],
		[
			'a dual-stack socket',
			'tcp LISTEN 3 128 *:8080 *:* users:(("java",pid=7,fd=3)) ino:1 sk:2 v6only:0 <->',
			[
				{
					protocol: 'tcp',
					address: '::',
					port: 8080,
					v6Only: false,
					acceptQueue: 3,
					backlog: 128,
					processes: [{name: 'java', pid: 7}],
				},
			],
		],
		[
			'a socket for IPv6 only',
			'tcp LISTEN 0 511 [::]:80 [::]:* ino:1 sk:2 v6only:1 <->',
			[{protocol: 'tcp', address: '::', port: 80, v6Only: true, acceptQueue: 0, backlog: 511, processes: []}],
		],
		[
			'CentOS 6, where a bare star is IPv4, with its head line',
			'Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port\ntcp LISTEN 0 128 *:80 *:* users:(("nginx",5830,6)) ino:1 sk:2',
			[{protocol: 'tcp', address: '0.0.0.0', port: 80, acceptQueue: 0, backlog: 128, processes: nginx}],
		],
		[
			'an address of a device',
			'udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*',
			[{protocol: 'udp', address: '127.0.0.53', port: 53, device: 'lo', processes: []}],
		],
		[
			'IPv4 inside IPv6',
			'tcp LISTEN 0 5 [::ffff:10.0.0.1]:80 *:* v6only:0',
			[{protocol: 'tcp', address: '10.0.0.1', port: 80, v6Only: false, acceptQueue: 0, backlog: 5, processes: []}],
		],
		['a connection, which is no listener', 'tcp ESTAB 0 0 10.0.0.1:80 10.0.0.2:5', []],
		['garbage', '\u0000\u0001 segmentation fault', []],
	])('of %s', (_, text, expected) => {
		expect(readSs(text)).toEqual(expected);
	});

	it('names every process that shares a socket', () => {
		const [listener] = readSs(
			'tcp LISTEN 0 511 0.0.0.0:80 0.0.0.0:* users:(("nginx",pid=2,fd=6),("nginx",pid=1,fd=6))',
		);
		expect(listener?.processes.map(({pid}) => pid)).toEqual([2, 1]);
	});
});

describe('reading netstat', () => {
	it.each<[string, string, readonly Listener[]]>([
		[
			'net-tools',
			'tcp 0 0 0.0.0.0:80 0.0.0.0:* LISTEN 5830/nginx: master',
			[{protocol: 'tcp', address: '0.0.0.0', port: 80, processes: nginx}],
		],
		[
			'tcp6, which may serve IPv4 too',
			'tcp6 0 0 :::80 :::* LISTEN 5830/nginx',
			[{protocol: 'tcp', address: '::', port: 80, processes: nginx}],
		],
		[
			'busybox, which prints tcp for IPv6',
			'tcp 0 0 :::80 :::* LISTEN ',
			[{protocol: 'tcp', address: '::', port: 80, processes: []}],
		],
		[
			'udp',
			'udp 0 0 0.0.0.0:53 0.0.0.0:* 99/dnsmasq',
			[{protocol: 'udp', address: '0.0.0.0', port: 53, processes: [{name: 'dnsmasq', pid: 99}]}],
		],
		['a connection to another port 80', 'tcp 0 0 10.0.0.1:45678 10.0.0.2:80 ESTABLISHED 1/curl', []],
	])('of %s', (_, text, expected) => {
		expect(readNetstat(text)).toEqual(expected);
	});
});

describe('reading /proc/net', () => {
	const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

	it('turns its hexadecimal words into addresses', () => {
		const text = `${head}   0: 0100007F:1F90 00000000:0000 0A 00000000:00000002 00:00000000 00000000 0 0 1 1\n   1: 01C00B0A:0050 0A404064:A000 01 00000000:00000000`;
		expect(readProcListeners(text, 'tcp').map(({inode: _, ...socket}) => socket)).toEqual([
			{protocol: 'tcp', address: '127.0.0.1', port: 8080, acceptQueue: 2, processes: []},
		]);
	});

	it('reads IPv6 addresses, and IPv4 ones inside them', () => {
		const text = `${head}   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000\n   1: 0000000000000000FFFF00000100007F:0051 00000000000000000000000000000000:0000 0A 00000000:00000000`;
		expect(readProcListeners(text, 'tcp').map(({address, port}) => [address, port])).toEqual([
			['::', 80],
			['127.0.0.1', 81],
		]);
	});
});
