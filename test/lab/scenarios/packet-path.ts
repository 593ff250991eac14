import type {Lab} from '../harness/lab.ts';
import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';
import {container} from './containers.ts';

const http = {protocol: 'http'} as const;
const well = {check: http, truth: 'up', first: null} as const;
const down = {check: http, truth: 'down'} as const;
const nodes = ['100.64.0.10', '100.100.0.20'] as const;

/** Another network on eth1 that knows nothing of the load balancer. */
const besides = (script: string) => async (lab: Lab) => {
	const other = await lab.neighbour('other', 'eth1');
	await lab.backend.sh('ip address add 10.22.0.1/24 dev eth1');
	await other.sh('ip address add 10.22.0.253/24 dev eth0');
	await nginxAnd(script)(lab);
};

const toTable100 = `
	ip route add default via 10.22.0.253 dev eth1 table 100
	ip rule add pref 100 fwmark 0x1 lookup 100`;

/** Marks, routes and translations on the probe's way and on the way of its answer. */
export const packetPath: readonly Scenario[] = [
	{
		name: 'answers get a mark that sends them out by another interface',
		arrange: besides(`${toTable100}
			iptables -t mangle -A OUTPUT -p tcp --sport 80 -j MARK --set-mark 1`),
		...down,
		first: 'return-route-wrong',
	},
	{
		name: 'connections keep the mark of the interface that they came in by, and answers follow it',
		arrange: besides(`
			ip route replace default via 10.22.0.253 dev eth1
			ip route add default via 10.11.192.253 dev eth0 table 100
			ip rule add pref 100 fwmark 0x1 lookup 100
			iptables -t mangle -A PREROUTING -i eth0 -m conntrack --ctstate NEW -j CONNMARK --set-mark 1
			iptables -t mangle -A OUTPUT -j CONNMARK --restore-mark`),
		...well,
	},
	{
		name: 'connections should keep the mark of their interface, and nobody restores it for the answers',
		arrange: besides(`
			ip route replace default via 10.22.0.253 dev eth1
			ip route add default via 10.11.192.253 dev eth0 table 100
			ip rule add pref 100 fwmark 0x1 lookup 100
			iptables -t mangle -A PREROUTING -i eth0 -m conntrack --ctstate NEW -j CONNMARK --set-mark 1`),
		...down,
		first: 'return-route-wrong',
	},
	{
		name: 'nft marks answers in a chain of the type route',
		arrange: besides(`${toTable100}
			nft add table ip steer
			nft add chain ip steer out '{ type route hook output priority mangle; }'
			nft add rule ip steer out tcp sport 80 meta mark set 1`),
		...down,
		first: 'return-route-wrong',
	},
	{
		name: 'nft marks answers in a chain of the type filter: they are not routed anew',
		arrange: besides(`${toTable100}
			nft add table ip steer
			nft add chain ip steer out '{ type filter hook output priority mangle; }'
			nft add rule ip steer out tcp sport 80 meta mark set 1`),
		...well,
	},
	{
		name: 'a rule for the backend port sends answers to a table that throws them away',
		arrange: nginxAnd(`
			ip route add blackhole default table 77
			ip rule add pref 77 ipproto tcp sport 80 lookup 77`),
		...down,
		first: 'return-route-missing',
	},
	{
		name: 'a rule for another port does not concern the answers',
		arrange: nginxAnd(`
			ip route add blackhole default table 77
			ip rule add pref 77 ipproto tcp sport 8080 lookup 77`),
		...well,
	},
	{
		name: 'a VPN takes the default route, and leaves what the main table knows better (suppress_prefixlength)',
		arrange: besides(`
			ip route add 100.64.0.0/10 via 10.11.192.253 dev eth0
			ip route add default via 10.22.0.253 dev eth1 table 51820
			ip rule add pref 32764 not fwmark 0xca6c lookup 51820
			ip rule add pref 32763 lookup main suppress_prefixlength 0`),
		...well,
	},
	{
		name: 'a VPN takes the default route, and the answers with it',
		arrange: besides(`
			ip route add default via 10.22.0.253 dev eth1 table 51820
			ip rule add pref 32764 not fwmark 0xca6c lookup 51820
			ip rule add pref 32763 lookup main suppress_prefixlength 0`),
		...down,
		first: ['return-route-wrong', 'overlay-captures-probe-range'],
	},
	{
		name: 'a mark of the probe is taken over by its connection (tcp_fwmark_accept), and leads the answers away',
		arrange: besides(`${toTable100}
			sysctl -qw net.ipv4.tcp_fwmark_accept=1
			iptables -t mangle -A PREROUTING -p tcp --dport 80 -j MARK --set-mark 1`),
		...down,
		first: 'return-route-wrong',
	},
	{
		name: 'a mark of the probe alone changes nothing for its answer',
		arrange: besides(`${toTable100}
			iptables -t mangle -A PREROUTING -p tcp --dport 80 -j MARK --set-mark 1`),
		...well,
	},
	{
		name: 'a part of the sources is dropped, and the first node is not in it',
		arrange: nginxAnd('iptables -A INPUT -s 100.100.0.0/16 -j DROP'),
		...down,
		from: nodes,
		first: 'firewall-drops-probes',
	},
	{
		name: 'a part of the sources has no way back',
		arrange: besides('ip route add 100.96.0.0/11 via 10.22.0.253 dev eth1'),
		...down,
		from: nodes,
		first: 'return-route-wrong',
	},
	{
		name: 'untracked probes meet a firewall that lets only known connections in',
		arrange: nginxAnd(`
			iptables -t raw -A PREROUTING -p tcp --dport 80 -j CT --notrack
			iptables -A INPUT -i lo -j ACCEPT
			iptables -A INPUT -m conntrack --ctstate NEW -p tcp --dport 80 -j ACCEPT
			iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
			iptables -P INPUT DROP`),
		...down,
		first: 'firewall-drops-probes',
	},
	{
		name: 'untracked probes, and answers that only a state lets out',
		arrange: nginxAnd(`
			iptables -t raw -A PREROUTING -p tcp --dport 80 -j CT --notrack
			iptables -t raw -A OUTPUT -p tcp --sport 80 -j CT --notrack
			iptables -A OUTPUT -o lo -j ACCEPT
			iptables -A OUTPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
			iptables -P OUTPUT DROP`),
		...down,
		first: 'firewall-drops-replies',
	},
	{
		name: 'a verdict map of ports and a concatenation of addresses and ports let the probes in',
		arrange: nginxAnd(`nft -f - <<-END
			table inet guard {
				set nodes { type ipv4_addr . inet_service; flags interval; elements = { 100.64.0.0/10 . 80-90 } }
				chain web { ip saddr . tcp dport @nodes accept; drop; }
				chain in {
					type filter hook input priority 0; policy drop;
					iif lo accept
					ct state established accept
					tcp dport vmap { 22 : accept, 80-90 : jump web }
				}
			}
		END`),
		...well,
	},
	{
		name: 'a verdict map sends the port to a chain that misses the sources',
		arrange: nginxAnd(`nft -f - <<-END
			table inet guard {
				set nodes { type ipv4_addr . inet_service; flags interval; elements = { 10.0.0.0/8 . 80-90 } }
				chain web { ip saddr . tcp dport @nodes accept; drop; }
				chain in {
					type filter hook input priority 0; policy accept;
					iif lo accept
					tcp dport vmap { 22 : accept, 80-90 : goto web }
				}
			}
		END`),
		...down,
		first: 'firewall-drops-probes',
	},
	{
		name: 'fib drops senders that have no route by the interface that they come in by',
		arrange: besides(`
			ip route add 100.64.0.0/10 via 10.22.0.253 dev eth1
			ip rule add pref 50 iif lo from 10.11.192.1 sport 80 ipproto tcp lookup 60
			ip route add default via 10.11.192.253 dev eth0 table 60
			nft add table inet guard
			nft add chain inet guard pre '{ type filter hook prerouting priority -300; }'
			nft add rule inet guard pre fib saddr . iif oif missing drop`),
		...down,
		first: ['firewall-drops-probes', 'reverse-path-filter'],
		also: ['reverse-path-filter'],
	},
	{
		name: 'the target of a port that is sent on to a container is filtered by the port behind',
		arrange: async lab => {
			await container(lab);
			await lab.backend.sh('iptables -I FORWARD -p tcp --dport 80 -d 172.17.0.2 -s 100.64.0.0/10 -j DROP');
		},
		...down,
		first: 'container-forwarding-blocked',
	},
	{
		name: 'answers of a container are dropped on their way back',
		arrange: async lab => {
			await container(lab);
			await lab.backend.sh('iptables -I FORWARD -s 172.17.0.2 -o eth0 -j DROP');
		},
		...down,
		first: 'container-forwarding-blocked',
	},
	{
		name: 'a random match drops one probe in two',
		arrange: nginxAnd(
			'iptables -A INPUT -i eth0 -p tcp --dport 80 --syn -m statistic --mode random --probability 0.5 -j DROP',
		),
		check: http,
		truth: 'flapping',
		first: ['firewall-rate-limits-probes', 'firewall-drops-probes', 'intermittent-failures'],
		verdict: ['unhealthy', 'unknown'],
	},
];
