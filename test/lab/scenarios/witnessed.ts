import {staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith, odd, startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http', witnessS: 3} as const;
const down = {check: http, truth: 'down'} as const;
/** Newer kernels have no file of the connections that are tracked. */
const withoutTable = {
	grep: `case "$*" in *nf_conntrack) echo "grep: /proc/net/nf_conntrack: No such file or directory" >&2; exit 2;; esac
exec "$0.real" "$@"`,
};
const tracked = 'iptables -A INPUT -m conntrack --ctstate INVALID -j DROP';
const dropped = nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -p tcp --dport 80 -j DROP');

/** The load balancer goes on probing while the program watches. */
export const witnessed: readonly Scenario[] = [
	{
		name: 'probes arrive and are served',
		arrange: nginxAnd(),
		check: http,
		truth: 'up',
		first: null,
		statuses: {witness: 'ok'},
		witnessed: /arrive and are answered well.*200/,
	},
	{
		name: 'probes of a check that only connects arrive and are served',
		arrange: nginxAnd(),
		check: {protocol: 'tcp', witnessS: 3},
		truth: 'up',
		first: null,
		statuses: {witness: 'ok'},
		witnessed: /arrive and are answered/,
	},
	{
		name: 'probes arrive and are served, and only the access log tells',
		arrange: nginxAnd(),
		check: http,
		truth: 'up',
		first: null,
		hobble: {without: ['tcpdump', 'conntrack']},
		statuses: {witness: 'ok'},
		witnessed: /answered with 200 .*access\.log/,
	},
	{
		name: 'probes arrive and are served, and the program runs without rights',
		arrange: nginxAnd(),
		check: http,
		truth: 'up',
		first: null,
		verdict: ['healthy', 'unknown'],
		hobble: {user: 'nobody'},
		statuses: {witness: 'ok'},
		witnessed: /arrive and are answered/,
	},
	{
		name: 'probes arrive and are served, and only conntrack tells',
		arrange: async lab => {
			await lab.backend.sh(tracked);
			await odd('status', '200')(lab);
		},
		check: http,
		truth: 'up',
		first: null,
		hobble: {without: ['tcpdump', 'ss', 'netstat'], instead: withoutTable},
		statuses: {witness: 'ok'},
		witnessed: /arrive and are answered.*conntrack -L -f ipv4 -p tcp/,
	},
	{
		name: 'probes arrive and their answer is not accepted',
		arrange: nginxWith(staticServer('listen 80;', 'return 404;')),
		...down,
		first: 'http-path-not-found',
		witnessed: /their answer is not accepted.*404/,
	},
	{
		name: 'probes arrive and are refused: nothing listens',
		arrange: async () => {},
		...down,
		first: 'service-not-listening',
		witnessed: /arrive and are refused/,
	},
	{
		name: 'probes arrive and are dropped by a rule that counts them',
		arrange: dropped,
		...down,
		first: 'firewall-drops-probes',
		statuses: {witness: 'problem'},
	},
	{
		name: 'probes arrive and are dropped, and only the counter of the rule tells',
		arrange: dropped,
		...down,
		first: 'firewall-drops-probes',
		hobble: {without: ['tcpdump', 'conntrack']},
		statuses: {witness: 'problem'},
	},
	{
		name: 'probes arrive and are rejected',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -p tcp --dport 80 -j REJECT --reject-with tcp-reset'),
		...down,
		first: 'firewall-drops-probes',
	},
	{
		name: 'probes arrive and are dropped by a rule of nft without a counter: packets are seen, no answer is',
		arrange: nginxAnd(`
			nft add table inet guard
			nft add chain inet guard in '{ type filter hook input priority 0; }'
			nft add rule inet guard in ip saddr 100.64.0.0/10 drop`),
		...down,
		first: 'firewall-drops-probes',
		statuses: {witness: 'problem'},
	},
	{
		name: 'probes arrive, and the answers are dropped on their way out',
		arrange: nginxAnd('iptables -A OUTPUT -d 100.64.0.0/10 -j DROP'),
		...down,
		first: 'firewall-drops-replies',
		statuses: {witness: 'problem'},
	},
	{
		name: 'probes arrive and are dropped by reverse-path filtering',
		arrange: async lab => {
			const other = await lab.neighbour('other', 'eth1');
			await other.sh('ip address add 10.22.0.253/24 dev eth0');
			await nginxAnd(`
				ip address add 10.22.0.1/24 dev eth1
				ip route add 100.64.0.0/10 via 10.22.0.253 dev eth1
				sysctl -qw net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.eth0.rp_filter=1`)(lab);
		},
		...down,
		first: ['reverse-path-filter', 'return-route-wrong'],
		also: ['return-route-wrong', 'reverse-path-filter'],
	},
	{
		name: 'probes arrive at a server that accepts and never answers',
		arrange: odd('mute'),
		...down,
		first: 'service-hung',
		witnessed: /probes arrive|connect/,
	},
	{
		name: 'probes of a UDP check arrive and are answered',
		arrange: lab => startServer(lab, lab.backend, 'udp.py', 80, 'echo'),
		check: {protocol: 'udp', witnessS: 3},
		truth: 'up',
		first: null,
		statuses: {witness: 'ok'},
		witnessed: /arrive and are answered/,
	},
	{
		name: 'probes of a UDP check arrive and are answered, and only conntrack tells',
		arrange: async lab => {
			await lab.backend.sh(tracked);
			await startServer(lab, lab.backend, 'udp.py', 80, 'echo');
		},
		check: {protocol: 'udp', witnessS: 7},
		truth: 'up',
		first: null,
		hobble: {without: ['tcpdump'], instead: withoutTable},
		statuses: {witness: 'ok'},
		witnessed: /arrive and are answered.*conntrack -L -f ipv4 -p udp/,
	},
	{
		name: 'probes of a UDP check arrive and are refused: nothing is bound',
		arrange: async () => {},
		check: {protocol: 'udp', witnessS: 3},
		truth: 'down',
		first: 'udp-port-closed',
		witnessed: /arrive and are refused/,
	},
	{
		name: 'probes of a UDP check arrive at a service that says nothing',
		arrange: lab => startServer(lab, lab.backend, 'udp.py', 80, 'silent'),
		check: {protocol: 'udp', witnessS: 3},
		truth: 'up',
		first: null,
		witnessed: /arrive .*what becomes of them was not seen/,
	},
	{
		name: 'probes of a UDP check arrive and are dropped: the check stays green',
		arrange: async lab => {
			await startServer(lab, lab.backend, 'udp.py', 80, 'echo');
			await lab.backend.sh('iptables -A INPUT -s 100.64.0.0/10 -p udp --dport 80 -j DROP');
		},
		check: {protocol: 'udp', witnessS: 3},
		truth: 'up',
		first: 'firewall-drops-probes',
		statuses: {witness: 'risk'},
		contradiction: /answered.* and the load balancer's packets are stopped by rule 1 of filter INPUT/,
	},
	{
		name: 'no probe is seen any more: nothing on this host is to blame, and nobody says that it is healthy',
		arrange: nginxAnd(),
		check: {...http, witnessS: 5},
		truth: 'up',
		first: null,
		quiet: true,
		verdict: 'unknown',
		statuses: {witness: 'unknown'},
		witnessed: /No probe .* was seen in 5 s, .*Earlier there were some/,
	},
	{
		name: 'whether probes arrive can’t be told without rights, a log or a socket',
		arrange: odd('status', '200'),
		check: {protocol: 'tcp', witnessS: 5},
		truth: 'up',
		first: null,
		quiet: true,
		hobble: {user: 'nobody', without: ['tcpdump']},
		verdict: 'unknown',
		statuses: {witness: 'unknown'},
		witnessed: /can't tell|can't be told/,
	},
];
