import {clients, container, device} from './arena.ts';
import {networks, type RuleText} from './iptables-rules.ts';
import type {Draw} from './random.ts';

const plainNetworks = networks.filter(each => each !== '0.0.0.0/1');
/** Intervals must not overlap within one set. */
const apart = ['100.64.0.0/16', '100.70.1.0/24', '100.96.0.0-100.96.0.9', '100.100.0.20', '100.112.0.0/12'] as const;
const ports = ['22', '80', '443', '8000-8100', '81'] as const;

const set = (items: readonly string[]): string => `{ ${items.join(', ')} }`;

const verdictless = (): string => '';

type Way = 'in' | 'out' | 'both';

function match(draw: Draw, seen: Way): string {
	const way = seen === 'both' ? draw.one(['in', 'out'] as const) : seen;
	const [far, near, face] = way === 'in' ? ['saddr', 'dport', 'iifname'] : ['daddr', 'sport', 'oifname'];
	const not = draw.chance(0.25) ? '!= ' : '';
	const ways: ReadonlyArray<() => string> = [
		() => `ip ${far} ${not}${draw.one([plainNetworks[0] ?? '', ...plainNetworks])}`,
		() => `ip ${far} ${not}${set(draw.some(apart, 3))}`,
		() => `ip ${far} ${not}@${draw.one(['nets', 'hosts'])}`,
		() => `ip ${far} ${draw.one(['<', '>', '<=', '>='])} ${draw.one(clients)}`,
		() => `tcp ${near} ${not}${draw.one(['80', '22', '1-100', '8080', set(draw.some(ports, 3)), '@ports'])}`,
		() => `th ${near} ${not}80`,
		() => `${face} ${not}${draw.one([`"${device}"`, '"eth*"', '"lo"', `{ "${device}", "lo" }`, '"docker0"'])}`,
		() => `meta l4proto ${not}${draw.one(['tcp', '{ tcp, udp }', '{ tcp, icmp }'])}`,
		() => `ct state ${not}${draw.one(['new', 'established', 'invalid', '{ new, established }', 'untracked'])}`,
		() => `ct state ${draw.one(['new,established', 'established,related', 'invalid,untracked'])}`,
		() => `meta mark ${draw.one(['0', '1', '!= 0', '& 0x1 == 1', '& 0xf0 != 0x10', '{ 1, 2, 16 }'])}`,
		() => `ct mark ${draw.one(['0', '1', '!= 1', '& 0x3 == 1'])}`,
		() =>
			`tcp flags ${draw.one(['syn', '& (fin | syn | rst | ack) == syn', '& (syn | ack) == (syn | ack)', '! rst', '{ syn, syn | ack }', '== syn'])}`,
		() =>
			`fib ${way === 'in' ? 'daddr' : 'saddr'} type ${not}${draw.one(['local', '{ broadcast, multicast }', 'unicast'])}`,
		() =>
			`ip ${far} . tcp ${near} ${not}${draw.one(['@pairs', `{ 100.64.0.0/16 . 80, ${clients[3]} . 1-100, 100.127.0.0/16 . 22 }`])}`,
		() => `ip protocol ${not}tcp`,
		() => 'ct direction original',
		() => `ct status ${draw.one(['dnat', '!= dnat', 'seen-reply'])}`,
		() => `meta pkttype ${draw.one(['host', 'broadcast'])}`,
		() => `fib saddr . ${draw.one(['iif', 'mark . iif'])} oif ${draw.one(['missing', 'exists'])}`,
		() => `fib ${draw.one(['saddr', 'daddr'])} oif ${draw.one(['missing', 'exists'])}`,
		() => `fib ${way === 'in' ? 'saddr' : 'daddr'} oifname ${not}${draw.one([`"${device}"`, '"eth1"'])}`,
		() => `ip ${far} ${not}@rest`,
		() =>
			draw.one(['ip option rr exists', 'exthdr frag missing', 'ip frag-off & 0x1fff != 0', 'ip frag-off & 0x1fff 0']),
		() => `ip ${far} & 255.192.0.0 ${not === '' ? '==' : '!='} 100.64.0.0`,
		() => `ip ${near === 'dport' ? 'daddr' : 'saddr'} ${not}${draw.one([container, '10.11.192.1', '172.17.0.0/16'])}`,
		() => 'icmp type echo-request',
		() => `ip ${far} ${not}@seen`,
	];
	return draw.one([ways[0] ?? verdictless, ...ways])();
}

const verdict = (draw: Draw, later: readonly string[]): string =>
	later.length > 0 && draw.chance(0.25)
		? `${draw.one(['jump', 'jump', 'goto'])} ${draw.one([later[0] ?? '', ...later])}`
		: draw.one(['accept', 'accept', 'accept', 'drop', 'return', 'continue', 'drop']);

function rule(draw: Draw, seen: Way, later: readonly string[], hook: string): string {
	const way = seen === 'both' ? draw.one(['in', 'out'] as const) : seen;
	const [far, near] = way === 'in' ? ['saddr', 'dport'] : ['daddr', 'sport'];
	const parts = Array.from({length: draw.number(3)}, () => match(draw, way));
	const words = parts.length > 0 ? `${parts.join(' ')} ` : '';
	const to = (): string => verdict(draw, later);
	const ways: ReadonlyArray<() => string> = [
		() => `${words}${to()}`,
		() => `${words}${to()}`,
		() => `${words}counter ${to()} comment "a \\"note\\""`.replace(/\\"/g, ''),
		() =>
			`${words}meta mark set ${draw.one(['1', '0', 'meta mark | 0x10', 'meta mark & 0xfe', 'meta mark ^ 0x1', 'ct mark', '(meta mark & 0xf0) | 0x2'])} ${draw.chance(0.3) ? to() : ''}`,
		() => `${words}ct mark set ${draw.one(['1', 'meta mark', '0x5'])}`,
		() => `${words}tcp ${near} vmap { 22 : drop, 80 : ${to()}, 8000-8100 : accept }`,
		() => `${words}ip ${far} vmap { 100.64.0.0/16 : ${to()}, 100.100.0.0/16 : ${to()}, ${clients[1]} : drop }`,
		() => `${words}ct state vmap { established : ${to()}, new : ${to()}, invalid : drop }`,
		() => `${words}ip ${far} vmap @ways`,
		() => `${words}ip ${far} vmap @others`,
		() => `${words}${draw.one(['add', 'update'])} @seen { ip ${far} }`,
		() => `${words}ip ${far} . tcp ${near} vmap { 100.64.0.0/16 . 80 : ${to()}, 100.127.0.0/16 . 80-90 : ${to()} }`,
		() => `${words}log prefix "seen "`,
		() => (hook === 'prerouting' ? `${words}notrack` : `${words}counter`),
		() =>
			hook === 'input' || hook === 'output'
				? `${words}reject${draw.chance(0.4) ? ' with icmp type admin-prohibited' : ''}`
				: `${words}drop`,
		() => `${words}meta mark set ip ${far} map { 100.64.0.0/16 : 1, 100.96.0.0/11 : 2 }`,
	];
	return draw.one([ways[0] ?? verdictless, ...ways])();
}

const bases: ReadonlyArray<readonly [string, Way, readonly number[]]> = [
	['prerouting', 'in', [-450, -300, -150, -10]],
	['input', 'in', [-10, 0, 10, 150]],
	['forward', 'both', [-150, 0, 10]],
	['output', 'out', [-300, -150, 0, 10]],
	['postrouting', 'both', [-150, 0, 150]],
];

/** A script for `nft -f`. */
export function nftRules(draw: Draw): RuleText {
	const tables = Array.from({length: 1 + draw.number(2)}, (_, index) => {
		const family = draw.one(['inet', 'inet', 'ip']);
		const users = ['one', 'two', 'three'].slice(0, draw.number(4));
		const chosen = draw.some(bases, 3);
		const lines = (way: Way, later: readonly string[], hook: string, number: number): string =>
			Array.from({length: number}, () => `\t\t${rule(draw, way, later, hook)}`).join('\n');
		const nat = draw.chance(0.25)
			? `\tchain nat { type nat hook prerouting priority ${draw.one(['-100', '-90'])};\n\t\t${match(draw, 'in')} ${draw.one(['tcp dport 80 redirect to :8080', 'tcp dport 80 dnat ip to 10.11.192.1:8080', `tcp dport 80 dnat ip to ${container}:8080`, `tcp dport 80 dnat ip to ${container}:8080`, 'tcp dport 80 accept', 'return'])}\n\t}`.replace(
					/dnat ip to/,
					family === 'ip' ? 'dnat to' : 'dnat ip to',
				)
			: '';
		return [
			`table ${family} t${index} {`,
			`\tset nets { type ipv4_addr; flags interval; elements = ${set(draw.some(apart, 4))} }`,
			`\tset hosts { type ipv4_addr; elements = ${set(draw.some(clients, 3))} }`,
			`\tset ports { type inet_service; flags interval; elements = ${set(draw.some(ports, 3))} }`,
			`\tset pairs { type ipv4_addr . inet_service; flags interval; elements = { ${clients[0]} . 80, 100.96.0.0/16 . 1-100, ${clients[4]} . 22 } }`,
			`\tmap ways { type ipv4_addr : verdict; flags interval; elements = { 100.64.0.0/16 : ${verdict(draw, [])}, 100.127.0.0/16 : ${verdict(draw, [])} } }`,
			`\tset rest { type ipv4_addr; flags interval; elements = { 10.0.0.1${draw.chance(0.5) ? ', *' : ''} } }`,
			`\tset seen { type ipv4_addr; flags dynamic,timeout; timeout 1m; }`,
			`\tmap others { type ipv4_addr : verdict; flags interval; elements = { 100.64.0.0/16 : ${verdict(draw, [])}, * : ${verdict(draw, [])} } }`,
			...users
				.map(
					user =>
						`\tchain ${user} {\n${lines(draw.chance(0.7) ? 'in' : 'out', users.slice(users.indexOf(user) + 1), 'user', 1 + draw.number(3))}\n\t}`,
				)
				.reverse(),
			...chosen.map(([hook, way, priorities]) => {
				const policy = hook === 'input' || hook === 'output' ? (draw.chance(0.3) ? 'drop' : 'accept') : 'accept';
				const priority = draw.one([priorities[0] ?? 0, ...priorities]);
				const type = hook === 'output' && draw.chance(0.4) ? 'route' : 'filter';
				return `\tchain ${hook}${index} { type ${type} hook ${hook} priority ${priority}; policy ${policy};\n${lines(way, users, hook, 1 + draw.number(5))}\n\t}`;
			}),
			nat,
			'}',
		].join('\n');
	});
	return {command: ['nft', '-f', '-'], text: `${tables.join('\n')}\n`};
}
