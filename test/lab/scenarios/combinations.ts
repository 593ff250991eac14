import {startNginx, staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith, startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;

/** Two faults that were both observed are both reported: mending one isn't enough. */
export const combinations: readonly Scenario[] = [
	{
		name: 'a filter drops the probes, and the path is not found either',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP'),
		check: {...http, path: '/missing'},
		truth: 'down',
		first: 'firewall-drops-probes',
		with: ['http-path-not-found'],
	},
	{
		name: 'nginx is on loopback only, and a filter drops the probes as well',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP', {servers: staticServer('listen 127.0.0.1:80;')}),
		check: http,
		truth: 'down',
		first: ['firewall-drops-probes', 'listening-loopback-only'],
		with: ['listening-loopback-only', 'firewall-drops-probes'],
	},
	{
		name: 'there is no way back, and only redirects are answered',
		arrange: nginxAnd('ip route add blackhole 100.64.0.0/10', {servers: 'server { listen 80; return 302 /login; }'}),
		check: http,
		truth: 'down',
		first: 'return-route-missing',
		with: ['http-redirect-not-accepted'],
	},
	{
		name: 'both kinds of iptables drop the probes: the first rule alone would not be enough',
		arrange: nginxAnd(`
			iptables -A INPUT -p tcp --dport 80 -i eth0 -j DROP
			iptables-legacy -A INPUT -s 100.64.0.0/10 -j DROP`),
		check: http,
		truth: 'down',
		first: 'firewall-drops-probes',
	},
	{
		name: 'probes are dropped on the way in and answers on the way out',
		arrange: nginxAnd(`
			iptables -A INPUT -s 100.64.0.0/10 -j DROP
			iptables -A OUTPUT -d 100.64.0.0/10 -j DROP`),
		check: http,
		truth: 'down',
		first: 'firewall-drops-probes',
		also: ['firewall-drops-replies'],
	},
	{
		name: 'nothing listens, and a filter would drop the probes',
		arrange: lab => lab.backend.sh('iptables -A INPUT -i eth0 -p tcp --dport 80 -j DROP'),
		check: http,
		truth: 'down',
		first: ['firewall-drops-probes', 'service-not-listening'],
		with: ['firewall-drops-probes', 'service-not-listening'],
	},
	{
		name: 'a drop for another port beside a page that is not found: the filter is innocent',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -p tcp --dport 8080 -j DROP'),
		check: {...http, path: '/missing'},
		truth: 'down',
		first: 'http-path-not-found',
	},
	{
		name: 'HEAD is refused and the Host is wrong as well',
		arrange: nginxWith(`server { listen 80 default_server; return 404; }
			${staticServer('listen 80; server_name shop.example;', 'if ($request_method = HEAD) { return 405; }')}`),
		check: http,
		truth: 'down',
		first: ['http-host-mismatch', 'http-path-not-found', 'http-method-not-allowed'],
		also: ['http-host-mismatch', 'http-path-not-found', 'http-method-not-allowed'],
	},
	{
		name: 'a frozen server behind a filter that drops the probes',
		arrange: async lab => {
			(await startNginx(lab)).signal('SIGSTOP');
			await lab.backend.sh(
				'nft add table inet f; nft add chain inet f input "{ type filter hook input priority 0; policy accept; }"; nft add rule inet f input ip saddr 100.64.0.0/10 drop',
			);
		},
		check: http,
		truth: 'down',
		first: ['firewall-drops-probes', 'service-stopped'],
		with: ['service-stopped', 'firewall-drops-probes'],
	},
	{
		name: 'the check port is wrong, and a filter shuts it too',
		arrange: async lab => {
			await startNginx(lab);
			await startServer(lab, lab.backend, 'odd.mjs', 'status', 9090, '200');
			await lab.backend.sh('iptables -A INPUT -i eth0 -p tcp -m multiport ! --dports 80,9090 -j DROP');
		},
		check: {...http, checkPort: 8088},
		truth: 'down',
		first: ['health-check-port-mismatch', 'firewall-drops-probes'],
		with: ['health-check-port-mismatch'],
		also: ['firewall-drops-probes'],
	},
];
