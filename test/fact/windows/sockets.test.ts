import {expect, test} from 'vitest';
import {readNetIpAddresses, readRoutePrint} from '../../../source/fact/windows/network.ts';
import {readPowershell} from '../../../source/fact/windows/powershell-json.ts';
import {readNetTcpConnections, readWindowsNetstat} from '../../../source/fact/windows/sockets.ts';

const english = `
Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    0.0.0.0:80             0.0.0.0:0              LISTENING       4
  TCP    0.0.0.0:8080           0.0.0.0:0              LISTENING       1234
  TCP    10.11.192.1:80         100.64.10.20:41054     ESTABLISHED     4
  TCP    10.11.192.1:49700      10.11.0.9:80           TIME_WAIT       0
  TCP    [::]:80                [::]:0                 LISTENING       4
  TCP    [::1]:5173             [::]:0                 LISTENING       77
  TCP    [fe80::1%12]:2000      [::]:0                 LISTENING       78
  UDP    0.0.0.0:53             *:*                                    1650
`.replaceAll('\n', '\r\n');

const chinese = `
活动连接

  协议  本地地址          外部地址        状态           PID
  TCP    0.0.0.0:80             0.0.0.0:0              LISTENING       4
`;

const german = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    127.0.0.1:80           0.0.0.0:0              ABH\u00d6REN         4711
  TCP    10.0.0.1:80            10.0.0.2:5000          HERGESTELLT     4711
`;

test('listeners are the rows without a peer, in every language', () => {
	expect(
		readWindowsNetstat(english)?.map(({protocol, address, port, v6Only}) => [protocol, address, port, v6Only]),
	).toEqual([
		['tcp', '0.0.0.0', 80, undefined],
		['tcp', '0.0.0.0', 8080, undefined],
		['tcp', '::', 80, true],
		['tcp', '::1', 5173, undefined],
		['tcp', 'fe80::1', 2000, undefined],
		['udp', '0.0.0.0', 53, undefined],
	]);
	expect(readWindowsNetstat(chinese)).toHaveLength(1);
	expect(readWindowsNetstat(german)?.map(({address, processes}) => [address, processes[0]?.pid])).toEqual([
		['127.0.0.1', 4711],
	]);
});

test('process 4 is the kernel, which listens for IIS', () => {
	expect(readWindowsNetstat(chinese)?.[0]?.processes).toEqual([{pid: 4, name: 'System (HTTP.sys)'}]);
});

test.each(['', "'netstat' is not recognized as an internal or external command", '活动连接\r\n'])(
	'%j is no table of sockets',
	text => {
		expect(readWindowsNetstat(text)).toBeUndefined();
	},
);

test.each([
	['a list', '[{"a":1},{"a":2}]', 2],
	['one object, as the pipeline gives it', '{"LocalPort":80}', 1],
	['a list with a count, of 5.1', '{"value":[1,2,3],"Count":3}', 3],
	['the own envelope', '{"ok":1,"data":[{"a":1}]}', 1],
	['the own envelope around nothing', '{"ok":1,"data":[]}', 0],
	['a byte order mark and a banner', '\uFEFFWelcome\r\n{"ok":1,"data":[1]}', 1],
])('%s', (_, text, count) => {
	const reply = readPowershell(text);
	expect(reply.ok && reply.data).toHaveLength(count);
});

test.each([
	['', 'PowerShell printed nothing'],
	['Get-NetIPAddress : The term is not recognized', 'not JSON'],
	['{"ok":0,"err":"no","id":"CommandNotFoundException"}', 'no'],
])('%j is a failure', (text, why) => {
	expect(readPowershell(text)).toMatchObject({ok: false, why});
});

test('Get-NetTCPConnection: the state is a number or a name, and bound sockets are no listeners', () => {
	const rows = [
		{LocalAddress: '::', LocalPort: 80, OwningProcess: 4, State: 2, CreationTime: '/Date(1666572250000)/'},
		{LocalAddress: '0.0.0.0', LocalPort: 80, OwningProcess: 4, State: 'Listen'},
		{LocalAddress: '10.0.0.1', LocalPort: 81, OwningProcess: 5, State: 100},
		{LocalAddress: '10.0.0.1', LocalPort: 82, OwningProcess: 5, State: 'Established'},
		{LocalAddress: '127.0.0.1', LocalPort: '83', OwningProcess: 6},
	];
	expect(readNetTcpConnections(JSON.stringify(rows))?.map(({address, port}) => `${address} ${port}`)).toEqual([
		':: 80',
		'0.0.0.0 80',
		'127.0.0.1 83',
	]);
});

test('Get-NetIPAddress: an address that is a duplicate is not up', () => {
	const rows = [
		{IPAddress: '10.11.192.1', PrefixLength: 24, InterfaceAlias: '\u4ee5\u592a\u7f51', State: 4},
		{IPAddress: '10.11.192.2', PrefixLength: 24, InterfaceAlias: 'Ethernet', State: 2},
	];
	expect(readNetIpAddresses(JSON.stringify({ok: 1, data: rows}))).toEqual([
		{interface: '以太网', address: '10.11.192.1', prefix: 24, family: 4, up: true},
		{interface: 'Ethernet', address: '10.11.192.2', prefix: 24, family: 4, up: false},
	]);
});

const route = `===========================================================================
接口列表
 12...00 16 3e 00 00 01 ......Red Hat VirtIO Ethernet Adapter
===========================================================================

IPv4 路由表
===========================================================================
活动路由:
网络目标        网络掩码          网关       接口   跃点数
          0.0.0.0          0.0.0.0   10.11.192.253     10.11.192.1     15
      10.11.192.0    255.255.255.0         在链路上     10.11.192.1    271
       100.64.0.0      255.192.0.0         On-link       100.101.1.1      5
===========================================================================
永久路由:
  网络地址          网络掩码  网关地址  跃点数
          0.0.0.0          0.0.0.0    10.11.192.253     默认
`;

test('active routes are read by their columns, in every language', () => {
	expect(readRoutePrint(route)).toEqual([
		{destination: '0.0.0.0', netmask: '0.0.0.0', gateway: '10.11.192.253', interface: '10.11.192.1', metric: 15},
		{destination: '10.11.192.0', netmask: '255.255.255.0', interface: '10.11.192.1', metric: 271},
		{destination: '100.64.0.0', netmask: '255.192.0.0', interface: '100.101.1.1', metric: 5},
	]);
	expect(readRoutePrint('')).toBeUndefined();
});
