import {readFileSync} from 'node:fs';
import {sleep} from '../harness/execute.ts';
import {backendAddress, type Lab} from '../harness/lab.ts';
import {startNginx} from '../harness/nginx.ts';
import {nginxAnd, serverScript, startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const conntrackMax = () => Number(readFileSync('/proc/sys/net/netfilter/nf_conntrack_max', 'utf8'));

const lacksConntrack = () => {
	try {
		const max = conntrackMax();
		return max <= 600_000 ? undefined : `a table of ${max} connections takes too long to fill`;
	} catch {
		return 'this machine tracks no connections';
	}
};

/** Fills the table with connections that can't be thrown out early. */
const fillConntrack = async (lab: Lab) => {
	await lab.backend.sh('iptables -A INPUT -m conntrack --ctstate NEW,ESTABLISHED -j ACCEPT');
	await lab.backend.sh(`python3 ${serverScript('connections.py')} ${conntrackMax() + 200} >connections
		conntrack -R connections >/dev/null 2>&1 || true`);
	await sleep(200);
};

/** nginx passes requests on, and all local ports for that are taken. */
export const takeLocalPorts = async (lab: Lab): Promise<void> => {
	await startNginx(lab, {
		servers: `server { listen 127.0.0.1:9000; return 200 "upstream\\n"; }
			server { listen 80; location / { proxy_pass http://127.0.0.1:9000; proxy_connect_timeout 1s; } }`,
	});
	await lab.backend.sh('sysctl -qw net.ipv4.ip_local_port_range="40000 40019" net.ipv4.tcp_tw_reuse=0');
	await startServer(lab, lab.backend, 'hold-connections.py', '127.0.0.1', 9000, 25);
};

/** The kernel's own limits. */
export const kernel: readonly Scenario[] = [
	{
		name: 'the table of tracked connections is full',
		arrange: async lab => {
			await startNginx(lab);
			await fillConntrack(lab);
		},
		check: {protocol: 'http'},
		truth: 'down',
		first: 'conntrack-table-full',
		lacks: lacksConntrack,
		alone: 'it logs to the log of the kernel, which all hosts of the lab share',
	},
	{
		name: 'half-open connections fill the backlog, and cookies are off',
		arrange: async lab => {
			await lab.backend.sh('sysctl -qw net.ipv4.tcp_syncookies=0 net.ipv4.tcp_max_syn_backlog=32');
			await startNginx(lab);
			await startServer(lab, lab.balancer, 'half-open.py', backendAddress, 80);
		},
		check: {protocol: 'http'},
		truth: 'down',
		first: 'syn-backlog-overflow',
	},
	{
		name: 'nginx has no local port left to reach its upstream from',
		arrange: takeLocalPorts,
		check: {protocol: 'http'},
		truth: 'down',
		first: 'ephemeral-ports-exhausted',
		also: ['http-server-error'],
	},
	{
		name: 'packets out of state are dropped, and that is no cause: the route is',
		arrange: nginxAnd(`
			iptables -A INPUT -m conntrack --ctstate INVALID -j DROP
			iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
			ip route add blackhole 100.64.0.0/10`),
		check: {protocol: 'http'},
		truth: 'down',
		first: 'return-route-missing',
	},
];
