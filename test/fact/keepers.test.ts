import {expect, test} from 'vitest';
import {keepers} from '../../source/fact/keepers.ts';
import {packetFilters} from '../../source/fact/packet-filters.ts';
import {iptables} from '../packet/ways.ts';
import {known, lookAt, target, unseen} from './look.ts';

const on = async (paths: readonly string[], rules = '') => {
	const filters = known({
		filters: {family: 4 as const, tables: iptables(rules), sets: {known: true as const, sets: new Map()}},
		rules: 1,
		tools: ['iptables'],
	});
	const look = lookAt({}, {facts: [[packetFilters, filters]], otherwise: {stdout: paths.join('\n'), exitCode: 2}});
	const found = await keepers.lookUp(look);
	return found.known && found.value;
};

test.each<[string, readonly string[], object]>([
	[
		'Debian with netfilter-persistent and ifupdown',
		['/usr/sbin/netfilter-persistent', '/etc/network/interfaces', '/etc/debian_version', '/etc/nftables.conf'],
		{iptables: 'netfilter-persistent', network: 'ifupdown', nftFile: '/etc/nftables.conf', installs: 'apt-get'},
	],
	[
		'Ubuntu with netplan',
		['/etc/netplan', '/run/systemd/netif', '/etc/debian_version'],
		{network: 'netplan', installs: 'apt-get'},
	],
	[
		'CentOS 7 with iptables-services',
		['/usr/libexec/iptables/iptables.init', '/etc/sysconfig/network-scripts/ifcfg-lo', '/etc/redhat-release'],
		{iptables: 'iptables-services', network: 'network-scripts', installs: 'yum'},
	],
	[
		'CentOS 6, where the script is a link',
		['/etc/rc.d/init.d/iptables', '/etc/init.d/iptables', '/etc/redhat-release'],
		{iptables: 'iptables-services', installs: 'yum'},
	],
	[
		'Alibaba Cloud Linux 3 with NetworkManager',
		['/run/NetworkManager', '/etc/alinux-release', '/etc/sysconfig/nftables.conf'],
		{network: 'NetworkManager', nftFile: '/etc/sysconfig/nftables.conf', installs: 'yum'},
	],
	[
		'Alpine',
		['/etc/init.d/iptables', '/etc/network/interfaces', '/etc/alpine-release'],
		{iptables: 'openrc', network: 'ifupdown', installs: 'apk'},
	],
	['a host without any of them', [], {}],
])('%s', async (_, paths, expected) => {
	expect(await on(paths)).toEqual({...expected, makers: []});
});

test('programs that make rules of their own are named', async () => {
	expect(await on([], ':DOCKER-USER - [0:0]\n:ts-input - [0:0]\n-A INPUT -j ts-input')).toMatchObject({
		makers: expect.arrayContaining(['docker', 'tailscale']),
	});
});

test('what can’t be listed is not known', async () => {
	const look = lookAt({}, {facts: [[packetFilters, unseen()]], otherwise: {failure: 'not-found'}});
	expect(await keepers.lookUp(look)).toMatchObject({known: false});
	expect(await keepers.lookUp({...look, target: {...target, platform: 'windows'}})).toMatchObject({known: false});
});
