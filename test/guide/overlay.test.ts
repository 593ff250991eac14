import {describe, expect, it} from 'vitest';
import type {Process} from '../../source/fact/processes.ts';
import {collisionOwner, overlayOf} from '../../source/guide/judge/overlay.ts';
import type {ReplyRoute} from '../../source/packet/passage.ts';
import {known, unseen} from '../fact/look.ts';

const running = (...names: readonly string[]): readonly Process[] =>
	names.map((name, index) => ({pid: 100 + index, parent: 1, state: 'S', name, line: `/usr/sbin/${name} --run`}));

const route = (name: string, line: string, table?: string): ReplyRoute => ({
	is: 'unicast',
	interface: name,
	line,
	mark: 0,
	...(table === undefined ? {} : {table}),
});

describe('who owns a collision with the sources', () => {
	it.each<[string, string, string | undefined]>([
		['tailscale0', 'tailscaled', 'tailscale'],
		['docker0', 'dockerd', 'Docker'],
		['br-0a1b2c3d4e5f', 'dockerd', 'Docker'],
		['cni0', 'containerd', 'a container bridge'],
		['flannel.1', 'flanneld', 'the pod network'],
		['CloudflareWARP', 'warp-svc', 'Cloudflare WARP'],
		['wt0', 'netbird', 'NetBird'],
		['ztabcdef12', 'zerotier-one', 'ZeroTier'],
		['wg0', 'wireguard-go', 'WireGuard'],
		['tun0', 'openvpn', 'a VPN'],
		['eth1', 'openvpn', undefined],
		['ens5', 'dockerd', undefined],
	])('%s, where %s runs: %s', (name, program, expected) => {
		expect(overlayOf(name)?.en).toBe(expected);
		const {values, evidence} = collisionOwner(
			route(name, `100.64.0.0/10 dev ${name} scope link`),
			known(running('systemd', program)),
		);
		expect(values.process?.en).toBe(expected === undefined ? undefined : `${program} (pid 101)`);
		expect(evidence).toEqual(
			expected === undefined ? [] : [{command: 'ps -o pid,args -p 101', excerpt: `101 /usr/sbin/${program} --run`}],
		);
	});

	it.each<[string, string | undefined]>([
		['100.64.0.0/10 via 10.22.0.253 dev eth1', 'a command or a script: ip route, ifup, rc.local'],
		['100.64.0.0/10 via 10.22.0.253 dev eth1 proto dhcp metric 100', 'the DHCP client'],
		['100.64.0.0/10 via 10.22.0.253 dev eth1 proto static metric 100', 'the network configuration of the distribution'],
		['100.64.0.0/10 proto kernel dev eth1 scope link src 100.64.3.1', 'an address of the interface itself'],
		['100.64.0.0/12 via 10.22.0.253 dev eth1 proto bird metric 32', 'BIRD, a routing daemon'],
		['100.64.0.0/12 via 10.22.0.253 dev eth1 proto 4242', undefined],
		['blackhole 100.64.0.0/10', 'a command or a script: ip route, ifup, rc.local'],
		['100:\tfrom all to 100.64.0.0/10 unreachable', undefined],
		['100.64.0.10 from 10.11.192.1 via 10.22.0.253 dev eth1 uid 0', undefined],
		['100.64.0.0/10 dev eth1 proto constructor', undefined],
	])('the route %s was set by %s', (line, expected) => {
		expect(collisionOwner(route('eth1', line), unseen()).values.origin?.en).toBe(expected);
	});
});
