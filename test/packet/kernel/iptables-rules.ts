import {clients, container, device} from './arena.ts';
import type {Draw} from './random.ts';

/** Rules in a tool's own language, and the command that reads them from its standard input. */
export type RuleText = {readonly command: readonly string[]; readonly text: string};

/** Addresses and networks around the clients. */
export const networks = [
	'100.64.0.0/10',
	'100.64.0.0/12',
	'100.96.0.0/11',
	'100.100.0.0/16',
	'100.112.0.0/12',
	'0.0.0.0/1',
	'10.0.0.0/8',
	'100.64.0.0/16',
	...clients.map(client => `${client}/32`),
] as const;

const network = (draw: Draw): string => draw.one([...networks]);
const not = (draw: Draw, share = 0.25): string => (draw.chance(share) ? '! ' : '');
const portList = (draw: Draw): string =>
	draw.some(['22', '80', '443', '1:79', '80:90', '8000:8100', '81'], 4).join(',');

const stateList = (draw: Draw): string =>
	draw.some(['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'], 3).join(',');

/** The names of the sets that every rule set has; see `ipsets`. */
const setMatch = (draw: Draw, direction: 'src' | 'dst'): string => {
	const other = direction === 'src' ? 'dst' : 'src';
	return draw.one([
		`nets ${direction}`,
		`hosts ${direction}`,
		`netports ${direction},${other}`,
		`hostports ${direction},${other}`,
		`ports ${other}`,
		`lists ${direction}`,
	]);
};

/** Sets with random elements. */
export function ipsets(draw: Draw): RuleText {
	const lines = [
		'create nets hash:net',
		'create hosts hash:ip',
		'create netports hash:net,port',
		'create hostports hash:ip,port',
		'create ports bitmap:port range 0-10000',
		'create lists list:set',
		...draw
			.some(
				networks.filter(each => each !== '0.0.0.0/1'),
				4,
			)
			.map(each => `add nets ${each}${draw.chance(0.3) ? ' nomatch' : ''}`),
		...draw.some(clients, 3).map(each => `add hosts ${each}`),
		...draw
			.some(
				networks.filter(each => each !== '0.0.0.0/1'),
				3,
			)
			.map(
				each =>
					`add netports ${each},${draw.one(['tcp:80', 'tcp:22', 'udp:80', 'tcp:8080'])}${draw.chance(0.2) ? ' nomatch' : ''}`,
			),
		...draw.some(clients, 3).map(each => `add hostports ${each},${draw.one(['tcp:80', 'tcp:22', 'udp:80'])}`),
		...draw.some([22, 80, 443, 8080], 2).map(each => `add ports ${each}`),
		...draw.some(['nets', 'hosts'], 2).map(each => `add lists ${each}`),
	];
	return {command: ['ipset', 'restore'], text: `${lines.join('\n')}\n`};
}

type Place = {readonly table: string; readonly chain: string; readonly hook: Hook; readonly way: 'in' | 'out'};

/** A hook that a chain is reached from: `forward` sees both directions, with both interfaces. */
type Hook = 'in' | 'out' | 'forward' | 'after';

function matches(draw: Draw, {table, way, hook}: Place): string {
	const words: string[] = [];
	const [far, near] = way === 'in' ? (['-s', '--dport'] as const) : (['-d', '--sport'] as const);
	const farSet = way === 'in' ? 'src' : 'dst';
	let tcp = false;
	const add = (share: number, make: () => string): void => {
		if (draw.chance(share)) words.push(make());
	};
	add(0.45, () => `${not(draw)}${far} ${network(draw)}`);
	add(
		0.1,
		() =>
			`${not(draw)}${way === 'in' ? '-d' : '-s'} ${draw.one(['10.11.192.1', '10.11.192.0/24', '10.11.192.2', '172.17.0.0/16', container])}`,
	);
	const face = hook === 'in' ? '-i' : hook === 'out' || hook === 'after' ? '-o' : draw.one(['-i', '-o']);
	add(0.25, () => `${not(draw)}${face} ${draw.one([device, 'eth+', 'lo', 'eth1', 'docker0'])}`);
	if (draw.chance(0.5)) {
		tcp = draw.chance(0.85);
		words.push(tcp ? '-p tcp' : draw.one(['-p udp', '! -p tcp', '-p icmp', '! -p udp']));
	}
	if (tcp) {
		add(0.5, () => `-m tcp ${not(draw)}${near} ${draw.one(['80', '22', '80', '1:100', '81:65535', '8080'])}`);
		add(0.2, () => `-m multiport ${not(draw)}${near}s ${portList(draw)}`);
		add(0.1, () => `-m multiport ${not(draw)}--ports ${portList(draw)}`);
		add(
			0.1,
			() =>
				`-m tcp ${not(draw)}--tcp-flags ${draw.one(['FIN,SYN,RST,ACK SYN', 'SYN,ACK SYN,ACK', 'ALL NONE', 'SYN,FIN SYN,FIN', 'PSH,ACK PSH,ACK', 'ACK ACK'])}`,
		);
	}
	add(
		0.1,
		() =>
			`-m iprange ${not(draw)}--${farSet}-range ${draw.one(['100.64.0.5-100.64.0.20', '100.0.0.0-100.99.255.255', '100.100.0.20-100.127.255.255', '1.0.0.0-9.0.0.0'])}`,
	);
	add(0.25, () =>
		`-m ${draw.chance(0.5) ? 'conntrack' : 'state'} ${not(draw)}--STATE ${stateList(draw)}`
			.replace('conntrack ! --STATE', 'conntrack ! --ctstate')
			.replace('conntrack --STATE', 'conntrack --ctstate')
			.replace('--STATE', '--state'),
	);
	add(0.12, () => `-m mark ${not(draw)}--mark ${draw.one(['0x1', '0x0', '0x1/0x1', '0x2/0x3', '0x10/0xf0'])}`);
	add(0.06, () => `-m connmark ${not(draw)}--mark ${draw.one(['0x1', '0x0', '0x1/0x1', '0x5/0xf'])}`);
	add(
		0.08,
		() =>
			`-m addrtype ${not(draw)}--${draw.one(['dst-type LOCAL', 'src-type LOCAL', 'src-type UNICAST', 'dst-type BROADCAST,MULTICAST', 'dst-type UNICAST'])}`,
	);
	add(0.15, () => `-m set ${not(draw)}--match-set ${setMatch(draw, farSet)}`);
	add(0.05, () => '-m comment --comment "let \\"it\\" -j DROP be"');
	if (way === 'in') add(0.04, () => `-m pkttype ${not(draw)}--pkt-type ${draw.one(['unicast', 'broadcast'])}`);
	if (table !== 'raw') add(0.04, () => `-m conntrack --ctdir ${draw.one(['ORIGINAL', 'REPLY'])}`);
	if (table !== 'raw') add(0.03, () => `-m conntrack --ctorigdstport ${draw.one(['80', '8080'])}`);
	if (way === 'in' && table === 'raw')
		add(
			0.08,
			() =>
				`-m rpfilter${draw.chance(0.3) ? ' --loose' : ''}${draw.chance(0.5) ? ' --validmark' : ''}${draw.chance(0.8) ? ' --invert' : ''}`,
		);
	add(0.015, () => '-m string --string "GET /x" --algo bm');
	add(0.02, () => '-m recent --name seen --set');
	return words.join(' ');
}

function target(draw: Draw, {table, chain, hook}: Place, later: readonly string[]): string {
	if (later.length > 0 && draw.chance(0.3))
		return `-${draw.chance(0.75) ? 'j' : 'g'} ${draw.one([later[0] ?? '', ...later])}`;
	if (table === 'nat' && hook === 'after')
		return draw.one(['-j MASQUERADE', '-j SNAT --to-source 172.17.0.1', '-j RETURN', '-j ACCEPT']);
	if (table === 'nat')
		return draw
			.one([
				'-j REDIRECT --to-ports 8080 ',
				'-j DNAT --to-destination 10.11.192.1:8080 ',
				`-j DNAT --to-destination ${container}:8080 `,
				`-j DNAT --to-destination ${container}:8080 `,
				'-j RETURN',
				'-j ACCEPT',
			])
			.replace(/^-j (REDIRECT|DNAT)/, `-p ${draw.chance(0.8) ? 'tcp' : 'udp'} -j $1`);
	if (table === 'raw' && draw.chance(0.3)) return draw.one(['-j NOTRACK', '-j CT --notrack']);
	if (table === 'mangle' && draw.chance(0.5))
		return draw.one([
			'-j MARK --set-mark 1',
			'-j MARK --set-xmark 0x2/0x3',
			'-j MARK --or-mark 0x10',
			'-j MARK --and-mark 0xfe',
			'-j MARK --xor-mark 0x1',
			'-j CONNMARK --set-mark 1',
			'-j CONNMARK --save-mark',
			'-j CONNMARK --restore-mark',
			'-j CONNMARK --set-xmark 0x5/0xf',
		]);
	const reject = table === 'filter' ? ['-j REJECT', '-j REJECT --reject-with icmp-host-prohibited'] : [];
	const plain = chain === 'log' ? [] : ['-j LOG'];
	return draw.one(['-j ACCEPT', '-j ACCEPT', '-j ACCEPT', '-j DROP', '-j RETURN', ...reject, ...plain]);
}

const tables: ReadonlyArray<readonly [string, ReadonlyArray<readonly [string, Hook]>, number]> = [
	[
		'filter',
		[
			['INPUT', 'in'],
			['FORWARD', 'forward'],
			['OUTPUT', 'out'],
		],
		1,
	],
	[
		'mangle',
		[
			['PREROUTING', 'in'],
			['INPUT', 'in'],
			['FORWARD', 'forward'],
			['OUTPUT', 'out'],
			['POSTROUTING', 'after'],
		],
		0.5,
	],
	[
		'raw',
		[
			['PREROUTING', 'in'],
			['OUTPUT', 'out'],
		],
		0.35,
	],
	[
		'nat',
		[
			['PREROUTING', 'in'],
			['POSTROUTING', 'after'],
		],
		0.4,
	],
	['security', [['INPUT', 'in']], 0.1],
];

/** A rule set for `iptables-restore` of the given kind. */
export function iptablesRules(draw: Draw, file: 'iptables' | 'iptables-legacy'): RuleText {
	const text = tables
		.filter(([, , share]) => draw.chance(share))
		.map(([table, bases]) => {
			const users = ['one', 'two', 'three'].slice(0, draw.number(4));
			// A chain that is jumped to may be reached from either side: -i would not be allowed there everywhere.
			const chains: ReadonlyArray<readonly [string, Hook]> = [
				...bases,
				...users.map(user => [user, draw.chance(0.75) ? 'in' : 'out'] as const),
			];
			const policies = bases.map(
				([chain, hook]) =>
					`:${chain} ${table === 'filter' && draw.chance(hook === 'out' ? 0.15 : 0.4) ? 'DROP' : 'ACCEPT'} [0:0]`,
			);
			const rules = chains.flatMap(([chain, hook], index) => {
				const later = users.slice(Math.max(0, index - bases.length + 1));
				const number = draw.number(chains.length > 5 ? 4 : 6) + (table === 'filter' ? 1 : 0);
				return Array.from({length: number}, () => {
					const way = hook === 'in' ? 'in' : hook === 'out' ? 'out' : draw.one(['in', 'out'] as const);
					const place = {table, chain, hook, way};
					const [match, to] = [matches(draw, place), target(draw, place, later)];
					const needed = /^-p (?:tcp|udp) /.exec(to)?.[0];
					if (needed === undefined) return `-A ${chain} ${match} ${to}`;
					// Matches for TCP need the protocol that the target asks for to be TCP.
					const same = needed === '-p tcp ' ? match.replace(/(! )?-p (tcp|udp|icmp) ?/, '') : '';
					return `-A ${chain} ${needed}${same} ${to.slice(needed.length)}`;
				});
			});
			return [`*${table}`, ...policies, ...users.map(user => `:${user} - [0:0]`), ...rules, 'COMMIT'].join('\n');
		});
	return {command: [`${file}-restore`], text: `${text.join('\n')}\n`};
}
