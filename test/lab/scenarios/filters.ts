import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const tcp = {protocol: 'tcp'} as const;
const drops = {check: http, truth: 'down', first: 'firewall-drops-probes'} as const;

/** A rule, or the want of one, keeps the probes out while a request from the host itself is answered well. */
export const filters: readonly Scenario[] = [
	{
		name: 'INPUT drops the range of the probes',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP'),
		...drops,
	},
	{
		name: 'INPUT drops the range of the probes, and the check only connects',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP'),
		...drops,
		check: tcp,
	},
	{
		name: 'the policy of INPUT is DROP and only ssh is let in',
		arrange: nginxAnd(`
			iptables -A INPUT -i lo -j ACCEPT
			iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
			iptables -A INPUT -p tcp --dport 22 -j ACCEPT
			iptables -P INPUT DROP`),
		...drops,
	},
	{
		name: "CentOS's old default: ssh, then REJECT for all else, and an ACCEPT appended behind it",
		arrange: nginxAnd(`iptables-restore <<-END
			*filter
			:INPUT ACCEPT [0:0]
			:FORWARD ACCEPT [0:0]
			:OUTPUT ACCEPT [0:0]
			-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
			-A INPUT -p icmp -j ACCEPT
			-A INPUT -i lo -j ACCEPT
			-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT
			-A INPUT -j REJECT --reject-with icmp-host-prohibited
			-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT
			-A FORWARD -j REJECT --reject-with icmp-host-prohibited
			COMMIT
		END`),
		...drops,
	},
	{
		name: 'a rule resets connections to the port',
		arrange: nginxAnd('iptables -A INPUT -i eth0 -p tcp --dport 80 -j REJECT --reject-with tcp-reset'),
		...drops,
	},
	{
		name: 'only the office may come in, everybody else is dropped',
		arrange: nginxAnd(`
			iptables -A INPUT ! -i lo -p tcp --dport 80 ! -s 203.0.113.0/24 -j DROP`),
		...drops,
	},
	{
		name: 'the table raw drops the probes, which `iptables -L` never shows',
		arrange: nginxAnd('iptables -t raw -A PREROUTING -s 100.64.0.0/10 -p tcp --dport 80 -j DROP'),
		...drops,
	},
	{
		name: 'the table mangle drops the probes',
		arrange: nginxAnd('iptables -t mangle -A PREROUTING -s 100.64.0.0/10 -j DROP'),
		...drops,
	},
	{
		name: 'the probes are dropped in the tables of iptables-legacy only',
		arrange: nginxAnd('iptables-legacy -A INPUT -s 100.64.0.0/10 -j DROP'),
		...drops,
	},
	{
		name: 'the rules of iptables accept, a rule of iptables-legacy drops',
		arrange: nginxAnd(`
			iptables -A INPUT -p tcp --dport 80 -j ACCEPT
			iptables-legacy -t raw -A PREROUTING -p tcp --dport 80 -i eth0 -j DROP`),
		...drops,
	},
	{
		name: 'multiport in a negation keeps 80 out',
		arrange: nginxAnd('iptables -A INPUT -i eth0 -p tcp -m multiport ! --dports 22,443,8000:8100 -j DROP'),
		...drops,
	},
	{
		name: 'a range of addresses (iprange) holds the probes',
		arrange: nginxAnd('iptables -A INPUT -m iprange --src-range 100.0.0.0-100.127.255.255 -j DROP'),
		...drops,
	},
	{
		name: 'a user chain is left by RETURN and another is entered by goto, at whose end the policy drops',
		arrange: nginxAnd(`
			iptables -N friends
			iptables -N services
			iptables -A INPUT -i lo -j ACCEPT
			iptables -A INPUT -j friends
			iptables -A INPUT -g services
			iptables -A INPUT -p tcp --dport 80 -j ACCEPT
			iptables -A friends -s 100.64.0.0/10 -j RETURN
			iptables -A friends -j ACCEPT
			iptables -A services -p tcp --dport 22 -j ACCEPT
			iptables -P INPUT DROP`),
		...drops,
	},
	{
		name: 'a comment says "allow http", the rule does not',
		arrange: nginxAnd(
			`iptables -A INPUT -i eth0 -p tcp --dport 80 -m comment --comment "allow http --dport 80 -j ACCEPT" -j DROP`,
		),
		...drops,
	},
	{
		name: 'only the upper half of the sources is dropped: some nodes of the load balancer see the backend, some do not',
		arrange: nginxAnd('iptables -A INPUT -s 100.96.0.0/11 -j DROP'),
		check: http,
		from: ['100.64.0.10', '100.100.0.20'],
		truth: 'down',
		first: 'firewall-drops-probes',
	},
	{
		name: 'one /16 of the sources is let in, the others are dropped',
		arrange: nginxAnd(`
			iptables -A INPUT -s 100.64.0.0/16 -p tcp --dport 80 -j ACCEPT
			iptables -A INPUT -i eth0 -p tcp --dport 80 -j DROP`),
		check: http,
		from: ['100.64.0.10', '100.127.250.9'],
		truth: 'down',
		first: 'firewall-drops-probes',
	},
];
