import {staticServer} from '../harness/nginx.ts';
import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const drops = {check: http, truth: 'down', first: 'firewall-drops-probes'} as const;
/** The rule stops the probe, and a reader who doesn't know the match may say that it doesn't know. */
const dropsOddly = {...drops, verdict: ['unhealthy', 'unknown']} as const;
const well = {check: http, truth: 'up', first: null} as const;

/** Tables of nftables that take some reading. */
export const oddTables: readonly Scenario[] = [
	{
		name: 'a chain of chains ends where the policy accepts, but a later table drops',
		arrange: nginxAnd(`nft -f - <<-END
			table ip first { chain input { type filter hook input priority -200; policy accept; tcp dport 80 accept; }; }
			table ip second {
				chain leaf { ip saddr 100.64.0.0-100.127.255.255 drop; }
				chain branch { tcp dport { 22, 80-90 } goto leaf; }
				chain input { type filter hook input priority 200; policy accept; jump branch; accept; }
			}
		END`),
		...drops,
	},
	{
		name: 'a concatenation of address and port in nftables holds the probe',
		arrange: nginxAnd(`nft -f - <<-END
			table inet c {
				set pairs { type ipv4_addr . inet_service; flags interval; elements = { 100.64.0.0/10 . 80, 10.0.0.0/8 . 22 } }
				chain input { type filter hook input priority 0; policy accept; ip saddr . tcp dport @pairs drop; }
			}
		END`),
		...drops,
	},
	{
		name: 'nftables rejects with a reset what is not for 22 or 443',
		arrange: nginxAnd(`nft -f - <<-END
			table ip n {
				chain input { type filter hook input priority 0; policy accept; iif eth0 tcp dport != { 22, 443 } reject with tcp reset; }
			}
		END`),
		...drops,
	},
	{
		name: 'prerouting of nftables drops before the address is translated',
		arrange: nginxAnd(`nft -f - <<-END
			table inet early {
				chain pre { type filter hook prerouting priority raw; policy accept; ip saddr & 255.192.0.0 == 100.64.0.0 tcp dport 80 drop; }
			}
		END`),
		...dropsOddly,
	},
	{
		name: 'a verdict map by source lets 100.64.0.0/10 pass and drops others',
		arrange: nginxAnd(`nft -f - <<-END
			table inet v {
				chain input {
					type filter hook input priority 0; policy drop;
					iif lo accept
					ct state established accept
					ip saddr vmap { 100.64.0.0/10 : accept, 10.0.0.0/8 : drop }
				}
			}
		END`),
		...well,
	},
	{
		name: 'the port is redirected by nftables to one where nginx listens',
		arrange: nginxAnd(
			`nft -f - <<-END
				table ip nat { chain pre { type nat hook prerouting priority dstnat; tcp dport 80 redirect to :8080; }; }
			END`,
			{servers: staticServer('listen 8080;')},
		),
		...well,
	},
];
