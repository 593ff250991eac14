import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';
import {firewalld, kubeProxy, ufw} from './rule-sets.ts';

const well = {check: {protocol: 'http'}, truth: 'up', first: null} as const;

/** Rule sets that look dangerous and let every probe through. */
export const healthyFilters: readonly Scenario[] = [
	{name: "kube-proxy's rules, with REJECT for services without endpoints", arrange: nginxAnd(kubeProxy), ...well},
	{name: "ufw's rules, with policy DROP, and 80 allowed", arrange: nginxAnd(ufw), ...well},
	{name: "firewalld's tables, with a final reject, and 80 allowed", arrange: nginxAnd(firewalld), ...well},
	{
		name: "docker's rules, where the published port is another one",
		arrange: nginxAnd(`
			ip link add docker0 type bridge
			ip address add 172.17.0.1/16 dev docker0
			ip link set docker0 up
			iptables -t nat -N DOCKER
			iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
			iptables -t nat -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
			iptables -N DOCKER-USER
			iptables -A FORWARD -j DOCKER-USER
			iptables -A DOCKER-USER -s 100.64.0.0/10 -j DROP
			iptables -P FORWARD DROP
			sysctl -qw net.ipv4.ip_forward=1`),
		...well,
	},
	{
		name: 'the range is dropped by a rule behind the one that accepts the port',
		arrange: nginxAnd(`
			iptables -A INPUT -p tcp --dport 80 -j ACCEPT
			iptables -A INPUT -s 100.64.0.0/10 -j DROP`),
		...well,
	},
	{
		name: 'drops for other sources and for other ports',
		arrange: nginxAnd(`
			iptables -A INPUT -s 10.0.0.0/8 -p tcp --dport 80 -j DROP
			iptables -A INPUT -s 100.128.0.0/9 -j DROP
			iptables -A INPUT -s 100.0.0.0/10 -j DROP
			iptables -A INPUT -s 100.64.0.0/10 -p tcp --dport 8080 -j DROP
			iptables -A INPUT -s 100.64.0.0/10 -p udp --dport 80 -j DROP
			iptables -A INPUT -i docker0 -j DROP`),
		...well,
	},
	{
		name: 'fail2ban has banned other people',
		arrange: nginxAnd(`
			iptables -N f2b-nginx-http-auth
			iptables -I INPUT -p tcp -m multiport --dports 80,443 -j f2b-nginx-http-auth
			iptables -A f2b-nginx-http-auth -s 203.0.113.5/32 -j REJECT --reject-with icmp-port-unreachable
			iptables -A f2b-nginx-http-auth -s 198.51.100.77/32 -j REJECT --reject-with icmp-port-unreachable
			iptables -A f2b-nginx-http-auth -j RETURN`),
		...well,
	},
	{
		name: 'both kinds of iptables have rules, and both accept',
		arrange: nginxAnd(`
			iptables -A INPUT -p tcp --dport 80 -j ACCEPT
			iptables-legacy -A INPUT -p tcp --dport 80 -j ACCEPT
			iptables-legacy -A INPUT -p tcp --dport 8080 -j DROP`),
		...well,
	},
	{
		name: 'the port is not tracked (NOTRACK) and accepted both ways',
		arrange: nginxAnd(`
			iptables -t raw -A PREROUTING -p tcp --dport 80 -j CT --notrack
			iptables -t raw -A OUTPUT -p tcp --sport 80 -j CT --notrack
			iptables -A INPUT -m conntrack --ctstate INVALID -j DROP
			iptables -A INPUT -p tcp --dport 80 -j ACCEPT
			iptables -A INPUT -i lo -j ACCEPT
			iptables -A OUTPUT -p tcp --sport 80 -j ACCEPT
			iptables -P INPUT DROP`),
		...well,
	},
	{
		name: 'a rate limit far above the rate of probes',
		arrange: nginxAnd(
			'iptables -A INPUT -p tcp --dport 80 --syn -m hashlimit --hashlimit-name web --hashlimit-mode srcip --hashlimit-above 5000/sec --hashlimit-burst 10000 -j DROP',
		),
		...well,
		also: ['firewall-rate-limits-probes'],
	},
	{
		name: 'scans (odd TCP flags), spoofed loopback and packets out of state are dropped',
		arrange: nginxAnd(`
			iptables -A INPUT -i lo -j ACCEPT
			iptables -A INPUT -s 127.0.0.0/8 ! -i lo -j DROP
			iptables -A INPUT -m conntrack --ctstate INVALID -j DROP
			iptables -A INPUT -p tcp --tcp-flags ALL NONE -j DROP
			iptables -A INPUT -p tcp --tcp-flags SYN,FIN SYN,FIN -j DROP
			iptables -A INPUT -p tcp ! --syn -m conntrack --ctstate NEW -j DROP
			iptables -A INPUT -f -j DROP`),
		...well,
	},
	{
		name: 'OUTPUT has policy DROP and lets established connections answer',
		arrange: nginxAnd(`
			iptables -A OUTPUT -o lo -j ACCEPT
			iptables -A OUTPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
			iptables -A OUTPUT -d 100.64.0.0/10 -j DROP
			iptables -P OUTPUT DROP`),
		...well,
	},
	{
		name: 'the whole range is dropped on FORWARD, which no probe passes',
		arrange: nginxAnd('iptables -A FORWARD -s 100.64.0.0/10 -j DROP; iptables -P FORWARD DROP'),
		...well,
	},
];
