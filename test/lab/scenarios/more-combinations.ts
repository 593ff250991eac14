import {staticServer} from '../harness/nginx.ts';
import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';
import {container} from './containers.ts';

const http = {protocol: 'http'} as const;
const down = {check: http, truth: 'down'} as const;

/** Two faults at once, on the way out, on the way back and behind the port. */
export const moreCombinations: readonly Scenario[] = [
	{
		name: 'the answers are dropped, and the page would be missing as well',
		arrange: nginxAnd('iptables -A OUTPUT -d 100.64.0.0/10 -j DROP'),
		check: {...http, path: '/missing'},
		truth: 'down',
		first: 'firewall-drops-replies',
		with: ['http-path-not-found'],
	},
	{
		name: 'there is no way back, and nginx is bound to loopback',
		arrange: nginxAnd('ip route add blackhole 100.64.0.0/10', {servers: staticServer('listen 127.0.0.1:80;')}),
		...down,
		first: ['return-route-missing', 'listening-loopback-only'],
		with: ['return-route-missing', 'listening-loopback-only'],
	},
	{
		name: 'tailscale drops the range and takes its answers: one cause, not three',
		arrange: nginxAnd(`
			ip link add tailscale0 type veth peer name ts-far
			ip link set tailscale0 up
			ip link set ts-far up
			ip address add 100.101.102.103/32 dev tailscale0
			ip rule add pref 5270 lookup 52
			ip route add 100.64.0.0/10 dev tailscale0 table 52
			iptables -N ts-input
			iptables -A INPUT -j ts-input
			iptables -A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP`),
		...down,
		first: 'tailscale-captures-probe-range',
	},
	{
		name: 'forwarding to the container is off, and its service is missing too',
		arrange: async lab => {
			const host = await container(lab);
			await host.sh('kill $(cat nginx/nginx.pid); while [ -e nginx/nginx.pid ]; do sleep 0.05; done');
			await lab.backend.sh('sysctl -qw net.ipv4.ip_forward=0');
		},
		...down,
		first: 'container-forwarding-blocked',
		with: ['container-forwarding-blocked'],
		also: ['service-not-listening', 'container-down'],
	},
];
