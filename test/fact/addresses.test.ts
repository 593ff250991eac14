import {describe, expect, it} from 'vitest';
import {type HostAddress, readIfconfig, readIpAddr} from '../../source/fact/addresses.ts';

const eth0 = {interface: 'eth0', address: '10.11.192.1', prefix: 24, family: 4, up: true} as const;

describe('reading ip addr', () => {
	it.each<[string, string, readonly HostAddress[] | undefined]>([
		[
			'iproute2 6.1',
			`1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
2: eth0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    inet 10.11.192.1/24 brd 10.11.192.255 scope global eth0
    inet6 fe80::1/64 scope link`,
			[
				{interface: 'lo', address: '127.0.0.1', prefix: 8, family: 4, up: true},
				eth0,
				{interface: 'eth0', address: 'fe80::1', prefix: 64, family: 6, up: true},
			],
		],
		[
			'busybox',
			'2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc pfifo_fast qlen 1000\n    inet 10.11.192.1/24 scope global eth0',
			[eth0],
		],
		[
			'an interface that is down',
			'2: eth0: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN\n    inet 10.11.192.1/24 scope global eth0',
			[{...eth0, up: false}],
		],
		[
			'an interface without a line',
			'2: eth0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 state DOWN\n    inet 10.11.192.1/24 scope global eth0',
			[{...eth0, up: false}],
		],
		[
			'a point-to-point address',
			'3: tun0: <POINTOPOINT,UP,LOWER_UP> mtu 1500\n    inet 10.8.0.1 peer 10.8.0.2/32 scope global tun0',
			[{interface: 'tun0', address: '10.8.0.1', prefix: 32, family: 4, up: true}],
		],
		['garbage', '\u0000 segmentation fault', undefined],
		['nothing', '', undefined],
	])('of %s', (_, text, expected) => {
		expect(readIpAddr(text)).toEqual(expected);
	});
});

describe('reading ifconfig', () => {
	it.each<[string, string, readonly HostAddress[] | undefined]>([
		[
			'CentOS 6',
			'eth0      Link encap:Ethernet  HWaddr 00:16:3E:00:00:01\n          inet addr:10.11.192.1  Bcast:10.11.192.255  Mask:255.255.255.0\n          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n',
			[eth0],
		],
		[
			'net-tools 2',
			'eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n        inet 10.11.192.1  netmask 255.255.255.0  broadcast 10.11.192.255\n',
			[eth0],
		],
		[
			'an interface that is down',
			'eth0: flags=4098<BROADCAST,MULTICAST>  mtu 1500\n        inet 10.11.192.1  netmask 255.255.255.0\n',
			[{...eth0, up: false}],
		],
		['garbage', 'eth0 is fine\n', undefined],
	])('of %s', (_, text, expected) => {
		expect(readIfconfig(text)).toEqual(expected);
	});
});
