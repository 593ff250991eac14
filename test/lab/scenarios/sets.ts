import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const drops = {check: {protocol: 'http'}, truth: 'down', first: 'firewall-drops-probes'} as const;

/** nftables' own tables, and sets of addresses. */
export const sets: readonly Scenario[] = [
	{
		name: "a table of nftables' own drops at priority -10, before an iptables that accepts everything",
		arrange: nginxAnd(`
			iptables -A INPUT -j ACCEPT
			nft -f - <<-END
				table inet guard {
					chain early { type filter hook input priority -10; policy accept; iifname "eth0" tcp dport 80 drop; }
				}
			END`),
		...drops,
	},
	{
		name: 'a set of bogons in nftables holds 100.64.0.0/10',
		arrange: nginxAnd(`nft -f - <<-END
			table inet filter {
				set bogons { type ipv4_addr; flags interval; elements = { 0.0.0.0/8, 100.64.0.0/10, 192.0.2.0/24, 224.0.0.0/3 } }
				chain input { type filter hook input priority filter; policy accept; iif != "lo" ip saddr @bogons counter drop; }
			}
		END`),
		...drops,
	},
	{
		name: 'a chain of nftables with policy drop lets in only 22 and 443',
		arrange: nginxAnd(`nft -f - <<-END
			table inet filter {
				chain input {
					type filter hook input priority filter; policy drop;
					ct state vmap { established : accept, related : accept, invalid : drop }
					iifname "lo" accept
					ip protocol icmp accept
					tcp dport { 22, 443 } accept
				}
			}
		END`),
		...drops,
	},
	{
		name: 'a verdict map sends port 80 to a chain that rejects',
		arrange: nginxAnd(`nft -f - <<-END
			table ip shield {
				chain web { ip saddr 10.0.0.0/8 accept; reject with icmp type admin-prohibited; }
				chain input {
					type filter hook input priority 0; policy accept;
					iif "lo" accept
					tcp dport vmap { 22 : accept, 80 : jump web, 443 : jump web }
				}
			}
		END`),
		...drops,
	},
	{
		name: 'a chain on ingress (netdev) drops the range before any other filter sees it',
		arrange: nginxAnd(`nft -f - <<-END
			table netdev shield {
				chain eth0 { type filter hook ingress device "eth0" priority -500; policy accept; ip saddr 100.64.0.0/10 drop; }
			}
		END`),
		...drops,
	},
	{
		name: 'nftables drops the answers on output',
		arrange: nginxAnd(`nft -f - <<-END
			table inet out {
				chain output { type filter hook output priority 0; policy drop; oifname "lo" accept; tcp dport { 80, 443 } accept; }
			}
		END`),
		...drops,
		first: 'firewall-drops-replies',
	},
	{
		name: 'nftables limits the rate of new connections',
		arrange: nginxAnd(`nft -f - <<-END
			table inet limits {
				chain input {
					type filter hook input priority 0; policy accept;
					iifname "eth0" tcp dport 80 tcp flags syn limit rate over 20/minute burst 3 packets drop
				}
			}
		END`),
		check: {protocol: 'http'},
		truth: 'flapping',
		first: 'firewall-rate-limits-probes',
	},
	{
		name: 'a list of bogons in ipset holds the range',
		arrange: nginxAnd(`
			ipset create bogons hash:net
			ipset add bogons 100.64.0.0/10
			ipset add bogons 192.0.2.0/24
			iptables -A INPUT -m set --match-set bogons src -j DROP`),
		...drops,
	},
	{
		name: 'an ipset names the addresses that may come in, in a negation, and the balancer is not among them',
		arrange: nginxAnd(`
			ipset create office hash:ip
			ipset add office 203.0.113.7
			iptables -A INPUT -i eth0 -p tcp --dport 80 -m set ! --match-set office src -j DROP`),
		...drops,
	},
	{
		name: 'an ipset of ports, hash:net,port, holds the probe',
		arrange: nginxAnd(`
			ipset create shut hash:net,port
			ipset add shut 100.64.0.0/10,tcp:80
			iptables -A INPUT -m set --match-set shut src,dst -j DROP`),
		...drops,
	},
];
