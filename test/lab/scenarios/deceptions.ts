import type {Lab} from '../harness/lab.ts';
import {nginxProcesses, startNginx, staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith, odd, startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';
import {container} from './containers.ts';

const http = {protocol: 'http'} as const;
const down = {check: http, truth: 'down'} as const;
const drops = {...down, first: 'firewall-drops-probes'} as const;

/** A nginx whose workers have a socket each, and one of them is frozen: what the kernel gives to that one hangs. */
const frozenOneOf = (workers: number) => async (lab: Lab) => {
	await startNginx(lab, {main: `worker_processes ${workers};`, servers: staticServer('listen 80 reuseport;')});
	const [, first] = await nginxProcesses(lab);
	await lab.backend.sh(`sleep 0.2; kill -STOP ${first}`);
};

/** Faults that look well at a first glance. */
export const deceptions: readonly Scenario[] = [
	{
		name: 'the first packet of a connection is let in, the second one is not',
		arrange: nginxAnd(`
			iptables -A INPUT -i lo -j ACCEPT
			iptables -A INPUT -p tcp --dport 80 -m conntrack --ctstate NEW -j ACCEPT
			iptables -P INPUT DROP`),
		...drops,
		verdict: ['unhealthy', 'unknown'],
	},
	{
		name: 'the port is not tracked, so the rules that go by state miss it',
		arrange: nginxAnd(`
			iptables -t raw -A PREROUTING -p tcp --dport 80 -j CT --notrack
			iptables -A INPUT -i lo -j ACCEPT
			iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
			iptables -A INPUT -p tcp --dport 80 -m conntrack --ctstate NEW -j ACCEPT
			iptables -P INPUT DROP`),
		...drops,
	},
	{
		name: 'a queue for a program (NFQUEUE) that nobody reads',
		arrange: nginxAnd('iptables -A INPUT -i eth0 -p tcp --dport 80 -j NFQUEUE --queue-num 7'),
		...drops,
		first: ['firewall-drops-probes', 'security-software-blocks-probes'],
		verdict: ['unhealthy', 'unknown'],
	},
	{
		name: 'only packets from the MAC address of the old gateway are let in',
		arrange: nginxAnd('iptables -A INPUT -i eth0 -m mac ! --mac-source 02:00:00:00:00:01 -j DROP'),
		...drops,
		verdict: ['unhealthy', 'unknown'],
	},
	{
		name: 'the port is redirected, and the filter drops the port that it is redirected to',
		arrange: nginxAnd(
			`iptables -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080
			iptables -A INPUT -i eth0 -p tcp --dport 8080 -j DROP`,
			{servers: staticServer('listen 80; listen 8080;')},
		),
		...drops,
	},
	{
		name: 'nginx is on loopback, and the port is sent there without leave of the kernel (route_localnet)',
		arrange: nginxAnd('iptables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 127.0.0.1:80', {
			servers: staticServer('listen 127.0.0.1:80;'),
		}),
		...down,
		first: ['firewall-drops-probes', 'listening-loopback-only', 'container-forwarding-blocked'],
		also: ['listening-loopback-only', 'container-forwarding-blocked'],
		verdict: ['unhealthy', 'unknown'],
	},
	{
		name: 'a local request is answered by nginx, and the probes are sent to a container that answers 500',
		arrange: async lab => {
			const host = await container(lab);
			await host.sh('kill $(cat nginx/nginx.pid); while [ -e nginx/nginx.pid ]; do sleep 0.05; done');
			await startServer(lab, host, 'odd.mjs', 'status', 80, '500');
		},
		...down,
		first: 'http-server-error',
	},
	{
		name: 'a TCP proxy of docker listens for a container that is gone',
		arrange: odd('close-at-once'),
		...down,
		first: ['http-no-answer', 'container-down'],
	},
	{
		name: 'one of four workers with a socket of their own (reuseport) is frozen: most requests of the host itself meet others',
		arrange: frozenOneOf(4),
		check: http,
		truth: 'flapping',
		first: 'service-stopped',
		also: ['intermittent-failures', 'service-hung'],
	},
	{
		name: 'one of two workers with a socket of their own (reuseport) is frozen: every other probe hangs',
		arrange: frozenOneOf(2),
		check: http,
		truth: 'flapping',
		first: ['service-stopped', 'intermittent-failures'],
		also: ['service-stopped', 'intermittent-failures', 'service-hung'],
	},
	{
		name: 'the gateway of the default route is nobody',
		arrange: nginxAnd('ip route replace default via 10.11.192.99 dev eth0'),
		...down,
		first: ['return-route-missing', 'return-route-wrong'],
		verdict: ['unhealthy', 'unknown'],
	},
	{
		name: 'a mark sends the answers to a table without a way',
		arrange: nginxAnd(`
			iptables -t mangle -A OUTPUT -p tcp --sport 80 -j MARK --set-mark 5
			ip route add unreachable default table 105
			ip rule add fwmark 5 lookup 105 pref 50`),
		...down,
		first: ['return-route-missing', 'return-route-wrong'],
		verdict: ['unhealthy', 'unknown'],
	},
	{
		name: 'two server blocks, and the one that the check meets redirects while the other one serves',
		arrange: nginxWith(`server { listen 80 default_server; server_name _; return 301 https://shop.example$request_uri; }
			${staticServer('listen 80; server_name shop.example;')}`),
		...down,
		first: ['http-redirect-not-accepted', 'http-host-mismatch'],
		also: ['http-redirect-not-accepted', 'http-host-mismatch'],
	},
];
