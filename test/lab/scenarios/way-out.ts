import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;

/** Probes come in, and the answers are stopped; or only a part of the probes comes in, or a known program keeps them out. */
export const wayOut: readonly Scenario[] = [
	{
		name: 'OUTPUT drops what goes to the range (a rule that was meant for the metadata service)',
		arrange: nginxAnd('iptables -A OUTPUT -d 100.64.0.0/10 -j DROP'),
		check: http,
		truth: 'down',
		first: 'firewall-drops-replies',
	},
	{
		name: 'the policy of OUTPUT is DROP, and answers were forgotten',
		arrange: nginxAnd(`
			iptables -A OUTPUT -o lo -j ACCEPT
			iptables -A OUTPUT -p udp --dport 53 -j ACCEPT
			iptables -A OUTPUT -p tcp -m multiport --dports 80,443 -j ACCEPT
			iptables -P OUTPUT DROP`),
		check: http,
		truth: 'down',
		first: 'firewall-drops-replies',
	},
	{
		name: 'mangle POSTROUTING drops the answers',
		arrange: nginxAnd('iptables -t mangle -A POSTROUTING -p tcp --sport 80 -o eth0 -j DROP'),
		check: http,
		truth: 'down',
		first: 'firewall-drops-replies',
	},
	{
		name: 'new connections are limited to one in ten seconds',
		arrange: nginxAnd(`
			iptables -A INPUT -i eth0 -p tcp --dport 80 --syn -m limit --limit 6/minute --limit-burst 3 -j ACCEPT
			iptables -A INPUT -i eth0 -p tcp --dport 80 --syn -j DROP`),
		check: http,
		truth: 'flapping',
		first: 'firewall-rate-limits-probes',
	},
	{
		name: 'hashlimit drops what one source sends above its rate',
		arrange: nginxAnd(
			`iptables -A INPUT -i eth0 -p tcp --dport 80 --syn -m hashlimit --hashlimit-name http --hashlimit-mode srcip \
				--hashlimit-above 1/sec --hashlimit-burst 3 -j DROP`,
		),
		check: http,
		truth: 'flapping',
		first: 'firewall-rate-limits-probes',
	},
	{
		name: 'fail2ban has banned a node of the load balancer',
		arrange: nginxAnd(`
			iptables -N f2b-nginx-http-auth
			iptables -I INPUT -p tcp -m multiport --dports 80,443 -j f2b-nginx-http-auth
			iptables -A f2b-nginx-http-auth -s 100.64.0.10/32 -j REJECT --reject-with icmp-port-unreachable
			iptables -A f2b-nginx-http-auth -j RETURN`),
		check: http,
		truth: 'down',
		first: 'security-software-blocks-probes',
	},
	{
		name: 'a chain of security software drops the range',
		arrange: nginxAnd(`
			iptables -N AEGIS_INPUT
			iptables -I INPUT -j AEGIS_INPUT
			iptables -A AEGIS_INPUT -s 100.64.0.0/10 -p tcp -j DROP`),
		check: http,
		truth: 'down',
		first: 'security-software-blocks-probes',
	},
	{
		name: "tailscale's ts-input drops the range unless it comes by its own interface",
		arrange: nginxAnd(`
			ip link add tailscale0 type veth peer name ts-far
			ip link set tailscale0 up
			ip link set ts-far up
			ip address add 100.101.102.103/32 dev tailscale0
			iptables -N ts-input
			iptables -N ts-forward
			iptables -I INPUT -j ts-input
			iptables -I FORWARD -j ts-forward
			iptables -A ts-input -s 100.101.102.103/32 -i lo -j ACCEPT
			iptables -A ts-input -s 100.115.92.0/23 ! -i tailscale0 -j RETURN
			iptables -A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP
			iptables -A ts-forward -i tailscale0 -j MARK --set-xmark 0x40000/0xff0000
			iptables -A ts-forward -m mark --mark 0x40000/0xff0000 -j ACCEPT
			iptables -A ts-forward -s 100.64.0.0/10 -o tailscale0 -j DROP`),
		check: http,
		truth: 'down',
		first: 'tailscale-captures-probe-range',
	},
];
