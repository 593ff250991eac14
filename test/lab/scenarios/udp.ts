import {nginxAnd, startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const dns = {protocol: 'udp', port: 53} as const;
const nlb = {...dns, product: 'nlb', source: '100.64.0.0/10'} as const;

/** UDP has its own semantics: an ICMP port unreachable is a failure, silence is none. */
export const udp: readonly Scenario[] = [
	{
		name: 'nothing is bound to the UDP port',
		arrange: async () => {},
		check: dns,
		truth: 'down',
		first: 'udp-port-closed',
	},
	{
		name: 'a TCP service on the same number is no UDP service',
		arrange: nginxAnd(':', {servers: 'server { listen 53; return 200; }'}),
		check: dns,
		truth: 'down',
		first: 'udp-port-closed',
	},
	{
		name: 'a UDP service that answers is healthy',
		arrange: lab => startServer(lab, lab.backend, 'udp.py', 53, 'echo'),
		check: dns,
		truth: 'up',
		first: null,
	},
	{
		name: 'a UDP service that stays silent is healthy',
		arrange: lab => startServer(lab, lab.backend, 'udp.py', 53, 'silent'),
		check: dns,
		truth: 'up',
		first: null,
	},
	{
		name: 'the service is dead and ICMP is dropped on its way out: the check stays green',
		arrange: lab => lab.backend.sh('iptables -A OUTPUT -p icmp -j DROP'),
		check: dns,
		truth: 'up',
		first: 'udp-failure-hidden',
	},
	{
		name: 'the probes are dropped, so no ICMP comes back: the check stays green',
		arrange: lab => lab.backend.sh('iptables -A INPUT -i eth0 -p udp --dport 53 -j DROP'),
		check: dns,
		truth: 'up',
		first: ['udp-failure-hidden', 'firewall-drops-probes'],
		also: ['udp-failure-hidden', 'firewall-drops-probes'],
	},
	{
		name: 'REJECT answers with a port unreachable, though the service runs',
		arrange: async lab => {
			await startServer(lab, lab.backend, 'udp.py', 53, 'echo');
			await lab.backend.sh('iptables -A INPUT -i eth0 -p udp --dport 53 -j REJECT --reject-with icmp-port-unreachable');
		},
		check: dns,
		truth: 'down',
		first: 'firewall-drops-probes',
	},
	{
		name: 'NLB pings first, and the host ignores pings',
		arrange: async lab => {
			await startServer(lab, lab.backend, 'udp.py', 53, 'echo');
			await lab.backend.sh('sysctl -qw net.ipv4.icmp_echo_ignore_all=1');
		},
		check: nlb,
		truth: 'down',
		first: 'ping-ignored',
	},
	{
		name: 'NLB pings first, and a rule drops pings',
		arrange: async lab => {
			await startServer(lab, lab.backend, 'udp.py', 53, 'echo');
			await lab.backend.sh('iptables -A INPUT -p icmp --icmp-type echo-request -j DROP');
		},
		check: nlb,
		truth: 'down',
		first: ['ping-ignored', 'firewall-drops-probes'],
	},
];
