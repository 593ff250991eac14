import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const drops = {check: http, truth: 'down', first: 'firewall-drops-probes'} as const;

/** What has misled other tools. */
export const trapList: readonly Scenario[] = [
	{
		name: 'the tables of iptables-legacy are there, empty and readable, and a rule of nft drops',
		arrange: nginxAnd(`
			iptables-legacy -nL >/dev/null
			nft add table inet guard
			nft add chain inet guard in '{ type filter hook input priority 0; }'
			nft add rule inet guard in ip saddr 100.64.0.0/10 drop`),
		...drops,
	},
	{
		name: 'a match that nobody can evaluate stands before a drop: not known, never green',
		arrange: nginxAnd(`
			iptables -A INPUT -i eth0 -p tcp --dport 80 -m string --string "HEAD" --algo bm -j ACCEPT
			iptables -A INPUT -i eth0 -p tcp --dport 80 -m conntrack --ctstate NEW -j ACCEPT
			iptables -A INPUT -i eth0 -j DROP`),
		...drops,
		first: null,
		verdict: ['unknown', 'unhealthy'],
		truth: 'up',
		also: ['firewall-drops-probes'],
	},
	{
		name: 'the comment of a rule is Chinese, and another one would colour the terminal',
		arrange: nginxAnd(`
			iptables -A INPUT -s 203.0.113.0/24 -m comment --comment "$(printf 'red \\033[31m')" -j DROP
			iptables -A INPUT -s 100.64.0.0/10 -m comment --comment "禁止外部访问 🚫" -j DROP`),
		...drops,
		shows: /禁止外部访问 🚫/,
	},
	{
		name: 'the comment of the rule that drops is a sequence of the terminal',
		arrange: nginxAnd(
			`iptables -A INPUT -s 100.64.0.0/10 -m comment --comment "$(printf '\\033]0;title\\007\\033[2J')" -j DROP`,
		),
		...drops,
	},
	{
		name: 'somebody holds the lock of iptables',
		arrange: async lab => {
			await nginxAnd('iptables-legacy -A INPUT -s 100.64.0.0/10 -j DROP')(lab);
			lab.backend.start('lock', 'flock', '/run/xtables.lock', 'sleep', '30');
		},
		...drops,
		alone: 'the lock is one for the whole machine',
	},
	{
		name: 'a comment says what looks like a rule',
		arrange: nginxAnd(`
			iptables -A INPUT -p tcp --dport 80 -m comment --comment '-j DROP' -j ACCEPT
			iptables -A INPUT -p tcp --dport 80 -m comment --comment '" -j ACCEPT' -j DROP`),
		check: http,
		truth: 'up',
		first: null,
	},
];
