import type {Draw} from './random.ts';

/** What surrounds the rules: reverse-path filtering, other routes, and a policy that asks for marks. */
export function networkSetup(draw: Draw): string {
	const lines = [
		draw.chance(0.2) ? `echo ${draw.one([1, 2])} >/proc/sys/net/ipv4/conf/eth0/rp_filter` : '',
		draw.chance(0.1) ? 'echo 1 >/proc/sys/net/ipv4/conf/eth0/src_valid_mark' : '',
		draw.chance(0.1) ? 'echo 1 >/proc/sys/net/ipv4/tcp_fwmark_accept' : '',
		draw.chance(0.1) ? 'echo 1 >/proc/sys/net/ipv4/fwmark_reflect' : '',
		draw.chance(0.12) ? `ip route add ${draw.one(['100.96.0.0/11', '100.100.0.0/16'])} via 10.22.0.253 dev eth1` : '',
		draw.chance(0.06) ? `ip route add ${draw.one(['blackhole', 'unreachable', 'prohibit'])} 100.112.0.0/12` : '',
		draw.chance(0.3)
			? `ip route add default via 10.22.0.253 dev eth1 table 100; ip rule add pref 100 fwmark ${draw.one(['0x1', '0x1/0x1', '0x2/0x3', '0x10/0xf0'])} lookup 100`
			: '',
		draw.chance(0.1)
			? `ip route add default via 10.22.0.253 dev eth1 table 101; ip rule add pref 80 ${draw.one(['from 10.11.192.1 ', '', 'to 100.96.0.0/11 ', 'iif eth0 '])}${draw.one(['ipproto tcp', 'ipproto tcp sport 80', 'ipproto udp', 'ipproto tcp dport 80', 'dport 22'])} lookup 101`
			: '',
		draw.chance(0.05) ? 'ip rule add pref 90 from 10.11.192.1 to 100.96.0.0/11 prohibit' : '',
	];
	return lines
		.filter(line => line !== '')
		.map(line => `${line}\n`)
		.join('');
}
