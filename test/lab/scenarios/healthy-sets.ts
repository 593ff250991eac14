import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const well = {check: {protocol: 'http'}, truth: 'up', first: null} as const;

/** Tables of nftables and sets of addresses that look dangerous and let every probe through. */
export const healthySets: readonly Scenario[] = [
	{
		name: 'a big ipset of bad networks, none of which is the range',
		arrange: nginxAnd(`
			ipset create blocklist hash:net maxelem 100000
			seq 0 2999 | awk '{print "add blocklist 45." int($1/250) "." ($1%250) ".0/24"}' | ipset restore
			ipset add blocklist 100.128.0.0/16
			iptables -A INPUT -m set --match-set blocklist src -j DROP`),
		...well,
	},
	{
		name: 'an ipset holds the range with nomatch',
		arrange: nginxAnd(`
			ipset create bogons hash:net
			ipset add bogons 100.0.0.0/8
			ipset add bogons 100.64.0.0/10 nomatch
			iptables -A INPUT -m set --match-set bogons src -j DROP`),
		...well,
	},
	{
		name: 'a set of nftables that ends where the range begins',
		arrange: nginxAnd(`nft -f - <<-END
			table inet filter {
				set bad { type ipv4_addr; flags interval; elements = { 100.0.0.0-100.63.255.255, 100.128.0.0/9 } }
				chain input { type filter hook input priority 0; policy accept; ip saddr @bad drop; tcp dport { 21, 23, 25 } drop; }
			}
		END`),
		...well,
	},
	{
		name: 'a chain of nftables with policy drop that lets 80 in by a set of ports',
		arrange: nginxAnd(`nft -f - <<-END
			table inet filter {
				set open { type inet_service; flags interval; elements = { 22, 80, 8000-8100 } }
				chain input {
					type filter hook input priority 0; policy drop;
					ct state established,related accept
					iifname lo accept
					tcp dport @open ct state new counter accept
				}
				chain output { type filter hook output priority 0; policy accept; }
			}
		END`),
		...well,
	},
	{
		name: 'a chain of nftables that drops is on no hook',
		arrange: nginxAnd(`nft -f - <<-END
			table inet filter {
				chain unused { ip saddr 100.64.0.0/10 drop; }
				chain input { type filter hook input priority 0; }
			}
		END`),
		...well,
	},
];
