import type {RuleText} from './iptables-rules.ts';

const shell = (text: string): RuleText => ({command: ['sh', '-eu'], text});
const nft = (...chains: readonly string[]): RuleText => ({
	command: ['nft', '-f', '-'],
	text: `table inet t0 {\n${chains.join('\n')}\n}\n`,
});
const chain = (hook: string, priority: string, ...rules: readonly string[]): string =>
	`\tchain ${hook}0 {\n\t\ttype filter hook ${hook} priority ${priority}; policy accept;\n${rules.map(rule => `\t\t${rule}\n`).join('')}\t}`;

const toTable100 = 'ip route add default via 10.22.0.253 dev eth1 table 100\n';

/**
 * What the simulation once got wrong, each in a few rules: the random rule sets found them, and the kernel is asked again
 * whether this is what it does.
 */
export const counterexamples: ReadonlyArray<readonly [string, ...RuleText[]]> = [
	[
		'a socket takes over the mark of its connection, and only for TCP (tcp_fwmark_accept)',
		shell(`echo 1 >/proc/sys/net/ipv4/tcp_fwmark_accept
${toTable100}ip rule add pref 100 fwmark 1 lookup 100
iptables -t mangle -A PREROUTING -i eth0 -j MARK --set-mark 1`),
	],
	[
		'the mark that counts is that of the SYN, not that of a later packet',
		shell(`echo 1 >/proc/sys/net/ipv4/tcp_fwmark_accept
${toTable100}ip rule add pref 100 fwmark 1 lookup 100
iptables -t mangle -A PREROUTING -i eth0 -m conntrack --ctstate ESTABLISHED -j MARK --set-mark 1`),
	],
	[
		'a ping takes its mark along to the answer (fwmark_reflect), a datagram does not',
		shell(`echo 1 >/proc/sys/net/ipv4/fwmark_reflect
${toTable100}ip rule add pref 100 fwmark 1 lookup 100
iptables -t mangle -A PREROUTING -i eth0 -j MARK --set-mark 1`),
	],
	[
		'a rule for a protocol is met by what fib looks up, or not, as kernels differ',
		shell(`${toTable100}ip rule add pref 50 from 10.11.192.1 ipproto tcp lookup 100`),
		nft(chain('prerouting', '-300', 'fib saddr . iif oif missing drop')),
	],
	[
		"a rule for the host's own packets that asks for ports is met by answers",
		shell(`${toTable100}ip rule add pref 50 iif lo ipproto tcp sport 80 lookup 100`),
	],
	[
		'a rule that asks for ports is not met by packets that come in, where only rules for own packets ask for them',
		shell(`echo 1 >/proc/sys/net/ipv4/conf/eth0/rp_filter
${toTable100}ip rule add pref 50 iif lo ipproto tcp dport 80 lookup 100`),
	],
	[
		'an answer over UDP is routed before it has a source address',
		shell('ip rule add pref 90 from 10.11.192.1 to 100.96.0.0/11 prohibit'),
	],
	[
		'headers of IPv6 are never met in IPv4',
		nft(chain('input', '0', 'exthdr frag exists drop', 'exthdr frag missing drop')),
	],
	['in place of a port, a ping has a checksum', nft(chain('input', '0', 'th dport != 80 drop'))],
	[
		'an open connection is not looked up again by fib (Linux 6.16)',
		nft(chain('input', '0', 'ct state established fib saddr oifname "eth1" drop')),
	],
	[
		'behind the filters a forwarded packet still has the interface that it came in by (Linux 5.7)',
		shell('iptables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 172.17.0.2:8080'),
		nft(chain('postrouting', '0', 'iifname "eth0" drop')),
	],
	[
		'an answer that is not tracked is not translated back',
		shell(`iptables -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080
iptables -t raw -A OUTPUT -p tcp --sport 8080 -j CT --notrack`),
	],
	[
		'an untracked probe has no state that lets it in',
		shell(`iptables -t raw -A PREROUTING -i eth0 -j CT --notrack
iptables -A INPUT -i eth0 -m conntrack --ctstate NEW,ESTABLISHED -j ACCEPT
iptables -A INPUT -i eth0 -j DROP`),
	],
	[
		'an answer to an untracked probe opens a connection of its own',
		shell(`iptables -t raw -A PREROUTING -i eth0 -j CT --notrack
iptables -A OUTPUT -o eth0 -m conntrack --ctstate ESTABLISHED -j ACCEPT
iptables -A OUTPUT -o eth0 -j DROP`),
	],
	[
		'a connection whose SYN was not tracked is picked up in the middle (nf_conntrack_tcp_loose)',
		shell(`iptables -t raw -A PREROUTING -i eth0 -p tcp --syn -j CT --notrack
iptables -A INPUT -i eth0 -p tcp ! --syn -m conntrack --ctstate INVALID -j DROP`),
	],
	[
		'what an untracked datagram was addressed to is told by its answer',
		shell(`iptables -t raw -A PREROUTING -i eth0 -p udp -j CT --notrack
iptables -A OUTPUT -p udp -m conntrack --ctorigdstport 80 -j DROP`),
	],
	[
		'a chain of the type route routes a marked answer anew, one of the type filter does not',
		shell(`${toTable100}ip rule add pref 100 fwmark 1 lookup 100`),
		nft(chain('output', '-150', 'udp sport 80 meta mark set 1')),
	],
	[
		'reverse-path filtering looks at the mark only where it is told to (src_valid_mark)',
		shell(`echo 1 >/proc/sys/net/ipv4/conf/eth0/rp_filter
echo 1 >/proc/sys/net/ipv4/conf/eth0/src_valid_mark
${toTable100}ip rule add pref 100 fwmark 1 lookup 100
iptables -t mangle -A PREROUTING -s 100.96.0.0/11 -j MARK --set-mark 1`),
	],
	[
		'what a set that rules fill holds is known for nobody',
		nft(
			'\tset seen { type ipv4_addr; flags dynamic; size 64; }',
			chain('input', '0', 'ip saddr @seen drop', 'ip saddr 100.96.0.0/11 add @seen { ip saddr }'),
		),
	],
	[
		'a catch-all element stands for every address',
		nft(
			'\tmap fate { type ipv4_addr : verdict; flags interval; elements = { 100.64.0.0/16 : accept, * : drop } }',
			chain('input', '0', 'ip saddr vmap @fate'),
		),
	],
	[
		'of two chains of one priority no listing tells which one is called first',
		nft(chain('input', '5', 'meta mark set 1')),
		{
			command: ['nft', '-f', '-'],
			text: 'table inet t1 {\n\tchain input1 {\n\t\ttype filter hook input priority 5; policy accept;\n\t\tmeta mark 1 drop\n\t}\n}\n',
		},
	],
	[
		'a rule that asks a connection for its mark ends where there is no connection yet',
		nft(
			chain('prerouting', '-300', 'meta mark set ct mark ip saddr 100.96.0.0/11 accept', 'ip saddr 100.96.0.0/11 drop'),
		),
	],
	[
		'a catch-all element is not looked up for what is not there',
		nft(
			'\tset marks { type mark; flags interval; elements = { 7, * } }',
			chain('prerouting', '-300', 'ct mark @marks drop'),
		),
	],
	[
		'a policy rule for what comes in leads away from the container, without any mark',
		shell(`ip route add default via 10.22.0.253 dev eth1 table 101
ip rule add pref 80 iif eth0 ipproto tcp lookup 101
iptables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 172.17.0.2:8080`),
	],
	[
		'an answer that is routed anew still has its protocol and ports',
		shell(`${toTable100}ip rule add pref 80 to 100.96.0.0/11 ipproto tcp sport 80 lookup 100
iptables -t mangle -A OUTPUT -p tcp --sport 80 -j MARK --set-mark 1`),
	],
	[
		"an answer that is routed anew has neither for a rule for the host's own packets",
		shell(`${toTable100}ip rule add pref 80 iif lo to 100.96.0.0/11 ipproto tcp sport 80 lookup 100
iptables -t mangle -A OUTPUT -p tcp --sport 80 -j MARK --set-mark 1`),
	],
	[
		'a set that answers to pings fill is empty for a connection',
		nft(
			'\tset seen { type ipv4_addr; flags dynamic; size 64; }',
			chain('output', '10', 'tcp sport 80 accept', 'add @seen { ip daddr }'),
			chain('input', '-10', 'ip saddr @seen drop'),
		),
	],
	[
		'a policy rule that throws packets away is answered like a missing route',
		shell('ip rule add pref 80 to 100.96.0.0/11 unreachable; ip rule add pref 81 to 100.70.0.0/16 blackhole'),
	],
	[
		'a probe that a REDIRECT sends to another port is filtered by that port',
		shell(`iptables -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080
iptables -A INPUT -p tcp --dport 80 -j DROP
iptables -A INPUT -s 100.96.0.0/11 -p tcp -m conntrack --ctorigdstport 80 -j DROP`),
	],
];
