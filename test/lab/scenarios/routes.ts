import type {Lab} from '../harness/lab.ts';
import {startNginx} from '../harness/nginx.ts';
import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const missing = {check: http, truth: 'down', first: 'return-route-missing'} as const;

/** Another network on eth1 (10.22.0.0/24) whose hosts know nothing of the load balancer. */
const secondNetwork = async (lab: Lab) => {
	const other = await lab.neighbour('other', 'eth1');
	await lab.backend.sh('ip address add 10.22.0.1/24 dev eth1');
	await other.sh('ip address add 10.22.0.253/24 dev eth0');
};

const withSecondNetwork = (script: string) => async (lab: Lab) => {
	await secondNetwork(lab);
	await nginxAnd(script)(lab);
};

/** The way back to the load balancer is missing or wrong. */
export const routes: readonly Scenario[] = [
	{
		name: 'a blackhole route swallows the answers',
		arrange: nginxAnd('ip route add blackhole 100.64.0.0/10'),
		...missing,
	},
	{
		name: 'an unreachable route stops the answers',
		arrange: nginxAnd('ip route add unreachable 100.64.0.0/10'),
		...missing,
	},
	{name: 'a prohibit route stops the answers', arrange: nginxAnd('ip route add prohibit 100.64.0.0/10'), ...missing},
	{name: 'there is no default route', arrange: nginxAnd('ip route del default'), ...missing},
	{
		name: 'a blackhole for half of the sources is a blackhole',
		arrange: nginxAnd('ip route add blackhole 100.96.0.0/11'),
		check: http,
		from: ['100.64.0.10', '100.100.0.20'],
		truth: 'down',
		first: 'return-route-missing',
	},
	{
		name: 'a policy rule says unreachable before the main table is asked',
		arrange: nginxAnd('ip rule add to 100.64.0.0/10 unreachable pref 100'),
		...missing,
	},
	{
		name: 'the default route has moved to the second interface',
		arrange: withSecondNetwork('ip route replace default via 10.22.0.253 dev eth1'),
		check: http,
		truth: 'down',
		first: 'return-route-wrong',
	},
	{
		name: 'a static route sends the range out by the second interface',
		arrange: withSecondNetwork('ip route add 100.64.0.0/10 via 10.22.0.253 dev eth1'),
		check: http,
		truth: 'down',
		first: 'return-route-wrong',
	},
	{
		name: "a source rule sends this address's packets to a table of another interface",
		arrange: withSecondNetwork(`
			ip route add default via 10.22.0.253 dev eth1 table 100
			ip rule add from 10.11.192.1 lookup 100 pref 200`),
		check: http,
		truth: 'down',
		first: 'return-route-wrong',
	},
	{
		name: 'strict reverse-path filtering and a route by another interface: the probe is dropped when it arrives',
		arrange: withSecondNetwork(`
			ip route add 100.64.0.0/10 via 10.22.0.253 dev eth1
			sysctl -qw net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.eth0.rp_filter=1`),
		check: http,
		truth: 'down',
		first: ['reverse-path-filter', 'return-route-wrong'],
		also: ['return-route-wrong', 'reverse-path-filter'],
	},
	{
		name: "strict reverse-path filtering on eth0 alone, where the answers' own rule would have found the way",
		arrange: withSecondNetwork(`
			ip route replace default via 10.22.0.253 dev eth1
			ip route add default via 10.11.192.253 dev eth0 table 100
			ip rule add from 10.11.192.1 lookup 100 pref 200
			ip rule add iif eth0 lookup main pref 150
			sysctl -qw net.ipv4.conf.eth0.rp_filter=1`),
		check: http,
		truth: 'up',
		first: null,
		also: ['reverse-path-filter'],
	},
	{
		name: "tailscale's table 52 sends the range into its tunnel",
		arrange: nginxAnd(`
			ip link add tailscale0 type veth peer name ts-far
			ip link set tailscale0 up
			ip link set ts-far up
			ip address add 100.101.102.103/32 dev tailscale0
			ip rule add pref 5270 lookup 52
			ip route add 100.64.0.0/10 dev tailscale0 table 52`),
		check: http,
		truth: 'down',
		first: 'tailscale-captures-probe-range',
		also: ['return-route-wrong'],
	},
	{
		name: 'the bridge of a container network has an address inside the range of the probes',
		arrange: nginxAnd(`
			ip link add br-5f2a9c1e7d30 type bridge
			ip address add 100.64.0.1/16 dev br-5f2a9c1e7d30
			ip link set br-5f2a9c1e7d30 up
			ip link add veth9 type veth peer name veth9-far
			ip link set veth9 master br-5f2a9c1e7d30
			ip link set veth9 up
			ip link set veth9-far up`),
		check: http,
		truth: 'down',
		first: 'overlay-captures-probe-range',
		also: ['return-route-wrong'],
	},
	{
		name: "another overlay's tunnel (WARP) takes 100.96.0.0/12",
		arrange: nginxAnd(`
			ip link add CloudflareWARP type veth peer name warp-far
			ip link set CloudflareWARP up
			ip link set warp-far up
			ip address add 100.96.0.7/32 dev CloudflareWARP
			ip route add 100.96.0.0/12 dev CloudflareWARP`),
		check: http,
		from: ['100.64.0.10', '100.100.0.20'],
		truth: 'down',
		first: 'overlay-captures-probe-range',
		also: ['return-route-wrong'],
	},
	{
		name: 'the interface that holds the backend address is down',
		arrange: async lab => {
			await startNginx(lab);
			await lab.wire('eth1', lab.balancer, 'eth1');
			await lab.backend.sh('ip address add 10.33.0.1/24 dev eth1; ip link set eth1 down');
			await lab.balancer.sh('ip address add 10.33.0.253/24 dev eth1; ip link set eth1 up');
		},
		check: {...http, backend: '10.33.0.1'},
		truth: 'down',
		first: 'interface-down',
		also: ['return-route-wrong', 'return-route-missing'],
	},
];
