import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';
import {firewalld, ufw} from './rule-sets.ts';

const http = {protocol: 'http'} as const;
const drops = {check: http, truth: 'down', first: 'firewall-drops-probes'} as const;
const software = {check: http, truth: 'down', first: 'security-software-blocks-probes'} as const;

/** What firewall front ends and security software write, where the probes don't come through. */
export const frontEnds: readonly Scenario[] = [
	{
		name: "ufw's rules, and the port was never allowed",
		arrange: nginxAnd(ufw.replace('--dports 80,443', '--dports 8443,443')),
		...drops,
	},
	{
		name: "ufw's rules, and 100.64.0.0/10 is denied before the port is allowed",
		arrange: nginxAnd(
			ufw.replace(
				'-A ufw-user-input -p tcp -m multiport',
				'-A ufw-user-input -s 100.64.0.0/10 -j DROP\n\t-A ufw-user-input -p tcp -m multiport',
			),
		),
		...drops,
	},
	{
		name: "firewalld's tables, and the zone has no http",
		arrange: nginxAnd(firewalld.replace('tcp dport 80 accept', 'tcp dport 8080 accept')),
		...drops,
	},
	{
		name: "firewalld's tables, and a rich rule drops the range",
		arrange: nginxAnd(firewalld.replace('ip saddr 198.51.100.0/24', 'ip saddr 100.64.0.0/10')),
		...drops,
	},
	{
		name: 'fail2ban has banned a node, in a set of nftables',
		arrange: nginxAnd(`nft -f - <<-END
			table inet f2b-table {
				set addr-set-nginx-botsearch { type ipv4_addr; elements = { 203.0.113.9, 100.64.0.10 } }
				chain f2b-chain {
					type filter hook input priority filter - 1; policy accept;
					tcp dport { 80, 443 } ip saddr @addr-set-nginx-botsearch reject with icmp port-unreachable
				}
			}
		END`),
		...software,
	},
	{
		name: 'fail2ban has banned a node, in an ipset',
		arrange: nginxAnd(`
			ipset create f2b-nginx-limit-req hash:ip timeout 600
			ipset add f2b-nginx-limit-req 100.64.0.10
			iptables -I INPUT -p tcp -m multiport --dports 80,443 -m set --match-set f2b-nginx-limit-req src -j REJECT`),
		...software,
	},
	{
		name: 'CrowdSec has the range on its list',
		arrange: nginxAnd(`
			ipset create crowdsec-blacklists hash:net timeout 600
			ipset add crowdsec-blacklists 100.64.0.0/16
			iptables -I INPUT -m set --match-set crowdsec-blacklists src -j DROP`),
		...software,
	},
	{
		name: "the firewall of a hosting panel (宝塔) has the range among its 'bad' addresses",
		arrange: nginxAnd(`
			iptables -N IN_BT
			iptables -N IN_BT_IP
			iptables -I INPUT -j IN_BT
			iptables -A IN_BT -j IN_BT_IP
			iptables -A IN_BT_IP -s 100.64.0.0/10 -j DROP`),
		...drops,
		first: ['security-software-blocks-probes', 'firewall-drops-probes'],
	},
];
