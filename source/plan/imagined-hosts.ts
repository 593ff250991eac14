import type {Target} from '../engine/target.ts';
import {ok, usualHost} from './imagined.ts';
import type {Imagined} from './imagined-host.ts';
import {known} from './known-later.ts';

const {pid, other, file, folder, address, socket} = known;

/** The same host where some of what it prints is otherwise. */
const but = (host: Imagined, prints: Imagined['prints'], answers = host.answers): Imagined => ({
	...host,
	prints: [...prints, ...host.prints],
	answers,
});

/** The same host without some programs. */
const without = (host: Imagined, ...missing: readonly string[]): Imagined => ({
	...host,
	prints: host.prints.filter(([what]) => !missing.some(name => `${what}`.replace(/^\/\^/, '').startsWith(name))),
});

/** A base chain of nftables that drops what comes in. */
const dropsAll = JSON.stringify({
	nftables: [
		{metainfo: {version: '1.0.6', json_schema_version: 1}},
		{table: {family: 'inet', name: 't', handle: 1}},
		{
			chain: {
				...{family: 'inet', table: 't', name: 'in', handle: 1},
				...{type: 'filter', hook: 'input', prio: 0, policy: 'drop'},
			},
		},
	],
});

/**
 * Hosts that are unlike enough to be asked everything: one that has nothing, a usual one, old and small ones, and ones whose
 * service answers otherwise than it should.
 */
export const imaginedHosts = (target: Target): readonly Imagined[] => {
	const all = usualHost(target);
	const {backend, healthCheck: check} = target;
	const sockets = `  sl  local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode\n   0: 00000000:${check.port
		.toString(16)
		.toUpperCase()
		.padStart(4, '0')} 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 ${socket} 1 0\n`;
	return [
		{...all, prints: [], answers: () => ({outcome: 'refused', totalMs: 1}), mindsModules: false},
		{...all, mindsModules: false},
		// Something else than the check asks for.
		but(all, [], () => ({...ok, status: 404})),
		but(all, [], shape => (shape.method === 'GET' && shape.userAgent !== undefined ? ok : {...ok, status: 404})),
		but(all, [], shape => ({outcome: 'answer-timeout', connectMs: 1, totalMs: shape.timeoutMs})),
		but(all, [], shape => ({outcome: 'connect-timeout', totalMs: shape.timeoutMs})),
		but(all, [], shape =>
			shape.from === undefined ? {outcome: 'connect-timeout', totalMs: shape.timeoutMs} : {...ok, status: 404},
		),
		but(all, [], (_, nth) => (nth % 2 === 0 ? ok : {...ok, status: 500})),
		// Old and small hosts.
		but(without(all, 'ss ', 'iptables-save'), [
			['netstat', `tcp 0 0 0.0.0.0:${check.port} 0.0.0.0:* LISTEN ${pid}/nginx\n`],
			['cat /proc/mounts', 'cgroup2 /cg2 cgroup2 rw 0 0\n'],
			[`cat /proc/${pid}/status`, 'Name:\thttpd\nState:\tS (sleeping)\nPPid:\t1\nThreads:\t1\n'],
			[`cat /proc/${pid}/cmdline`, 'httpd\0'],
		]),
		but(without(all, 'ss ', 'ip ', 'nft', "sh -c 'b=$1"), [
			[`cat ${file}`, `http { include ${folder}/*.conf; }`],
			['ls -a', 'a.conf\n'],
			['cat /proc/mounts', 'cgroup /cg1 cgroup rw,cpu,memory,freezer 0 0\n'],
			[`cat /proc/${pid}/status`, 'Name:\tnginx\nState:\tS (sleeping)\nPPid:\t1\nThreads:\t1\n'],
			[`cat /proc/${other}/status`, `Name:\tnginx\nState:\tS (sleeping)\nPPid:\t${pid}\nThreads:\t1\n`],
			[/^cat \/proc\/net\/tcp \/proc\/net\/tcp6/, sockets],
			[
				/^sh -c 'ls -l \/proc/,
				[pid, other]
					.map(one => `/proc/${one}/fd:\nlrwx------ 1 root root 64 Jan 1 00:00 6 -> socket:[${socket}]\n`)
					.join('\n'),
			],
			['cat /proc/net/route', 'Iface\tDestination\tGateway\n'],
		]),
		// Nothing on the port, and something elsewhere.
		but(all, [
			[
				'ss -H -lntupe',
				`tcp LISTEN 0 511 0.0.0.0:${known.port} 0.0.0.0:* users:(("java",pid=${pid},fd=6)) ino:1 sk:1\n`,
			],
		]),
		// A young service, denied arrivals, a port that is forwarded.
		but(all, [
			[/^ps -eo \S*etimes/, `${pid} 1 S 0 nginx           nginx\n`],
			[
				'ip -4 route show',
				`${backend}/24 dev ${known.iface} proto kernel scope link src ${backend}\ndefault via ${address} dev ${known.iface}2\nlocal ${backend} dev ${known.iface} table local proto kernel scope host src ${backend}\n`,
			],
			[
				/^iptables-save/,
				`*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp --dport ${check.port} -j DNAT --to-destination ${address}:${known.port}\nCOMMIT\n*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m set --match-set s src -j DROP\nCOMMIT\n`,
			],
		]),
		// Filters of other kinds, and a kernel whose modules can't be listed.
		but(all, [
			['cat /proc/modules', 'ip_tables 1 0 - Live 0x0\n'],
			['grep -m 1 -w nft_do_chain', '1 T nft_do_chain\n'],
			['nft -j', dropsAll],
		]),
		but(without(all, 'iptables-save', 'ip6tables-save', 'nft'), [['nft list ruleset', 'table inet t {\n}\n']]),
	];
};
