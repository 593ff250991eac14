import {backendAddress, type Lab} from '../harness/lab.ts';
import {staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith, odd, startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const down = {check: http, truth: 'down'} as const;
const local = /own request is answered \(.*200.*stopped by/;

const fullQueue = async (lab: Lab) => {
	await startServer(lab, lab.backend, 'never-accepts.py', 80);
	await startServer(lab, lab.balancer, 'hold-connections.py', backendAddress, 80, 4);
};

/** Two results that seem to exclude each other: both are right, they measure different things. */
export const contradictory: readonly Scenario[] = [
	{
		name: 'a local 200 and a dropped packet are both right',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP'),
		...down,
		first: 'firewall-drops-probes',
		contradiction: local,
	},
	{
		name: 'a local 200 and a dropped answer are both right',
		arrange: nginxAnd('iptables -A OUTPUT -o eth0 -p tcp --sport 80 -j DROP'),
		...down,
		first: 'firewall-drops-replies',
		contradiction: /200.*answer is stopped by/,
	},
	{
		name: 'a local 200 and a blackhole for the answers are both right',
		arrange: nginxAnd('ip route add blackhole 100.64.0.0/10'),
		...down,
		first: 'return-route-missing',
		contradiction: /200.*answers to the load balancer are lost/,
	},
	{
		name: 'a search for :80 finds 8080, and nothing listens on 80',
		arrange: nginxWith(staticServer('listen 127.0.0.1:8080;')),
		...down,
		first: ['service-not-listening', 'listening-on-other-port', 'listening-loopback-only'],
		contradiction: /search for “:80” finds/,
	},
	{
		name: 'a search for :80 finds 8000 and 8080, and nothing listens on 80',
		arrange: nginxWith(staticServer('listen 8080; listen 8000;')),
		...down,
		first: ['listening-on-other-port', 'service-not-listening'],
		contradiction: /finds [2-9] lines/,
	},
	{
		name: 'the port is listed as listening, and its queue is full',
		arrange: fullQueue,
		...down,
		first: 'accept-queue-full',
		contradiction: /listed as listening, and new connections time out/,
	},
	{
		name: 'GET is answered 200 and HEAD 405',
		arrange: nginxWith(staticServer('listen 80;', 'if ($request_method = HEAD) { return 405; }')),
		...down,
		first: ['http-method-not-allowed', 'http-status-not-accepted'],
		contradiction: /GET is answered with 200, and the check's HEAD with 405/,
	},
	{
		name: 'GET is answered 200 and HEAD 501 by a server that never heard of HEAD',
		arrange: odd('refuses-head', '501'),
		...down,
		first: ['http-method-not-allowed', 'http-status-not-accepted', 'http-server-error'],
		also: ['http-server-error'],
		contradiction: /GET is answered with 200, and the check's HEAD with 501/,
	},
	{
		name: 'iptables -S is empty, and a rule of nft drops',
		arrange: nginxAnd(`
			nft add table inet guard
			nft add chain inet guard in '{ type filter hook input priority 10; }'
			nft add rule inet guard in tcp dport 80 counter drop`),
		...down,
		first: 'firewall-drops-probes',
		contradiction: /iptables -S.* shows no rule/,
	},
	{
		name: 'iptables -S is empty, and a rule of iptables-legacy drops',
		arrange: nginxAnd('iptables-legacy -A INPUT -p tcp --dport 80 -j DROP'),
		...down,
		first: 'firewall-drops-probes',
		contradiction: /iptables -S.* shows no rule/,
	},
	{
		name: 'iptables -S is empty, and a rule of the table raw drops',
		arrange: nginxAnd('iptables -t raw -A PREROUTING -s 100.64.0.0/10 -p tcp --dport 80 -j DROP'),
		...down,
		first: 'firewall-drops-probes',
		contradiction: /iptables -S.* shows no rule/,
	},
];
