import {staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const nft = `nft -f - <<-END
	table inet filter {
		chain input { type filter hook input priority 0; policy accept; iif eth0 tcp dport 80 drop; }
	}
END`;

/** Every command that reads packet filters. */
const filterCommands = [
	...['nft', 'xtables-nft-multi', 'xtables-legacy-multi', 'ebtables', 'arptables'],
	...['iptables', 'iptables-save', 'iptables-nft', 'iptables-nft-save', 'iptables-legacy', 'iptables-legacy-save'],
];

/** The program lacks a right or a command. It finds out all the same, or says that it doesn't know; it never guesses. */
export const hobbledRuns: readonly Scenario[] = [
	{
		name: 'without root the rules of the filters are unknown, and unknown is not healthy',
		arrange: nginxAnd(),
		check: http,
		truth: 'up',
		first: null,
		verdict: 'unknown',
		hobble: {user: 'nobody'},
	},
	{
		name: 'without root a rule that drops the probes is not taken for none',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP'),
		check: http,
		truth: 'down',
		first: null,
		verdict: 'unknown',
		hobble: {user: 'nobody'},
	},
	{
		name: 'without root a page that is not found is found to be missing',
		arrange: nginxAnd(),
		check: {...http, path: '/missing'},
		truth: 'down',
		first: 'http-path-not-found',
		hobble: {user: 'nobody'},
	},
	{
		name: 'without root a listener on loopback is seen',
		arrange: nginxWith(staticServer('listen 127.0.0.1:80;')),
		check: http,
		truth: 'down',
		first: 'listening-loopback-only',
		hobble: {user: 'nobody'},
	},
	{
		name: 'without ss a listener on loopback is seen',
		arrange: nginxWith(staticServer('listen 127.0.0.1:80;')),
		check: http,
		truth: 'down',
		first: 'listening-loopback-only',
		hobble: {without: ['ss']},
	},
	{
		name: 'without ss and netstat a listener on loopback is seen',
		arrange: nginxWith(staticServer('listen 127.0.0.1:80;')),
		check: http,
		truth: 'down',
		first: 'listening-loopback-only',
		hobble: {without: ['ss', 'netstat', 'busybox']},
	},
	{
		name: 'without ss and netstat a healthy backend is healthy',
		arrange: nginxAnd(),
		check: http,
		truth: 'up',
		first: null,
		hobble: {without: ['ss', 'netstat', 'busybox', 'nstat', 'curl', 'docker', 'systemctl', 'journalctl']},
	},
	{
		name: 'without any command that reads filters, a host that drops is not called healthy',
		arrange: nginxAnd(nft),
		check: http,
		truth: 'down',
		first: 'firewall-drops-probes',
		verdict: ['unknown', 'unhealthy'],
		hobble: {without: filterCommands},
	},
	{
		name: 'without nft a rule of iptables is found',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP'),
		check: http,
		truth: 'down',
		first: 'firewall-drops-probes',
		hobble: {without: ['nft']},
	},
	{
		name: 'without iptables a rule of iptables is found by nft',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP'),
		check: http,
		truth: 'down',
		first: 'firewall-drops-probes',
		hobble: {without: filterCommands.filter(name => name !== 'nft')},
	},
	{
		name: 'nft hangs: what it would have said is unknown',
		arrange: nginxAnd(nft),
		check: http,
		truth: 'down',
		first: null,
		verdict: 'unknown',
		hobble: {instead: {nft: 'sleep 1000'}},
	},
	{
		name: 'nft prints rubbish: what it would have said is unknown',
		arrange: nginxAnd(nft),
		check: http,
		truth: 'down',
		first: null,
		verdict: 'unknown',
		hobble: {instead: {nft: 'head -c 4000 /dev/urandom'}},
	},
	{
		name: 'iptables-save refuses: nft tells the same rules',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP'),
		check: http,
		truth: 'down',
		first: 'firewall-drops-probes',
		hobble: {instead: {'iptables-save': 'echo "iptables: Permission denied (you must be root)." >&2; exit 4'}},
	},
	{
		name: 'ss prints rubbish: another way shows the listener on loopback',
		arrange: nginxWith(staticServer('listen 127.0.0.1:80;')),
		check: http,
		truth: 'down',
		first: 'listening-loopback-only',
		verdict: ['unhealthy', 'unknown'],
		hobble: {instead: {ss: 'printf "\\033[2J\\000\\377 LISTEN x y z\\n"'}},
	},
	{
		name: 'ip hangs: the way back is unknown, or found by another way',
		arrange: nginxAnd('ip route add blackhole 100.64.0.0/10'),
		check: http,
		truth: 'down',
		first: 'return-route-missing',
		verdict: ['unhealthy', 'unknown'],
		hobble: {instead: {ip: 'sleep 1000'}},
	},
];
