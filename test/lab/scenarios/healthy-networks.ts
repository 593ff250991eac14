import {startNginx, staticServer} from '../harness/nginx.ts';
import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';
import {container} from './containers.ts';

const well = {check: {protocol: 'http'}, truth: 'up', first: null} as const;

/** Networks that look broken in one way or another and are not. */
export const healthyNetworks: readonly Scenario[] = [
	{
		name: 'a second address beside the backend address, and other interfaces that are down',
		arrange: nginxAnd(`
			ip address add 10.11.192.9/24 dev eth0
			ip link add docker0 type bridge
			ip address add 172.17.0.1/16 dev docker0
			ip link set docker0 up`),
		...well,
	},
	{
		name: 'the port is forwarded to a container: no socket listens on the host',
		arrange: lab => container(lab),
		...well,
	},
	{
		name: 'the port is redirected to 8080 on the host itself',
		arrange: nginxAnd('iptables -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080', {
			servers: staticServer('listen 8080;'),
		}),
		...well,
	},
	{
		name: 'strict reverse-path filtering with a symmetric route',
		arrange: nginxAnd('sysctl -qw net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.eth0.rp_filter=1'),
		...well,
	},
	{
		name: 'a second interface with policy routing of its own',
		arrange: async lab => {
			await startNginx(lab);
			const other = await lab.neighbour('other', 'eth1');
			await other.sh('ip address add 10.22.0.253/24 dev eth0');
			await lab.backend.sh(`
				ip address add 10.22.0.1/24 dev eth1
				ip route add default via 10.22.0.253 dev eth1 table 100
				ip rule add from 10.22.0.1 lookup 100 pref 200`);
		},
		...well,
	},
	{
		name: 'a blackhole for other private networks',
		arrange: nginxAnd(
			'ip route add blackhole 10.0.0.0/8; ip route add unreachable 192.168.0.0/16; ip route add blackhole 100.0.0.0/10',
		),
		...well,
	},
	{
		name: 'tailscale0 is there and captures nothing',
		arrange: nginxAnd(`
			ip link add tailscale0 type veth peer name ts-far
			ip link set tailscale0 up
			ip link set ts-far up
			ip address add 100.101.102.103/32 dev tailscale0`),
		...well,
	},
	{
		name: 'IPv6 is shut by ip6tables',
		arrange: nginxAnd('ip6tables -P INPUT DROP; ip6tables -P OUTPUT DROP; ip6tables -P FORWARD DROP'),
		...well,
	},
];
