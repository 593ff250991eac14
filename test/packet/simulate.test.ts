import {describe, expect, test} from 'vitest';
import {simulate} from '../../source/packet/simulate.ts';
import {inWords, iptables, network, nft, probe, ways} from './ways.ts';

const all = '100.64.0.0/10';
const established = '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT';
const ports80 = '-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT';

type Row = readonly [claim: string, rules: string, words: readonly string[], ipset?: string];

const rows: readonly Row[] = [
	['no rules accept', '', [`${all}: accept`]],
	[
		'a rule for the sources drops them',
		'-A INPUT -s 100.64.0.0/10 -j DROP',
		[`${all}: drop by -A INPUT -s 100.64.0.0/10 -j DROP`],
	],
	['accept before drop wins', `${ports80}\n-A INPUT -j DROP`, [`${all}: accept`]],
	[
		'the policy drops what no rule accepts',
		':INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT',
		[`${all}: drop by -P INPUT DROP`],
	],
	[
		'a rule for a part of the sources splits them',
		'-A INPUT -s 100.112.0.0/12 -j DROP',
		['100.64.0.0/11 100.96.0.0/12: accept', '100.112.0.0/12: drop by -A INPUT -s 100.112.0.0/12 -j DROP'],
	],
	[
		'a negated source drops everybody else',
		'-A INPUT ! -s 100.64.0.0/16 -p tcp -m tcp --dport 80 -j DROP',
		[
			'100.65.0.0/16 100.66.0.0/15 100.68.0.0/14 100.72.0.0/13 100.80.0.0/12 100.96.0.0/11: drop by -A INPUT ! -s 100.64.0.0/16 -p tcp -m tcp --dport 80 -j DROP',
			'100.64.0.0/16: accept',
		],
	],
	[
		'another port, protocol or interface is not met',
		'-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n-A INPUT -p udp -j DROP\n-A INPUT -i docker0 -j DROP\n-A INPUT ! -i eth+ -j DROP',
		[`${all}: accept`],
	],
	[
		'RETURN leaves a chain, and the rule after the jump decides',
		':own - [0:0]\n-A INPUT -j own\n-A INPUT -j DROP\n-A own -j RETURN\n-A own -j ACCEPT',
		[`${all}: drop by -A INPUT -j DROP`],
	],
	[
		'goto does not come back',
		':own - [0:0]\n:INPUT DROP [0:0]\n-A INPUT -g own\n-A INPUT -j ACCEPT\n-A own -p udp -j ACCEPT',
		[`${all}: drop by -P INPUT DROP`],
	],
	[
		'multiport holds single ports and ranges',
		'-A INPUT -p tcp -m multiport --dports 22,79:81,443 -j REJECT --reject-with tcp-reset',
		[`${all}: reject by -A INPUT -p tcp -m multiport --dports 22,79:81,443 -j REJECT --reject-with tcp-reset`],
	],
	[
		'a comment is no match',
		'-A INPUT -m comment --comment "-j DROP \\"all\\" --dport 80" -p tcp -m tcp --dport 22 -j DROP',
		[`${all}: accept`],
	],
	[
		'raw is walked before filter',
		`*raw\n-A PREROUTING -s 100.64.0.0/10 -j DROP\nCOMMIT\n*filter\n${ports80}`,
		[`${all}: drop by -A PREROUTING -s 100.64.0.0/10 -j DROP`],
	],
	[
		'a mark that an earlier table set is matched',
		'*mangle\n-A PREROUTING -p tcp -m tcp --dport 80 -j MARK --set-xmark 0x1/0xff\nCOMMIT\n*filter\n-A INPUT -m mark --mark 0x1/0x1 -j DROP',
		[`${all}: drop by -A INPUT -m mark --mark 0x1/0x1 -j DROP`],
	],
	[
		'the reply needs a way out',
		`:OUTPUT DROP [0:0]\n-A OUTPUT -p tcp -m tcp --dport 80 -j ACCEPT`,
		[`${all}: accept; reply drop by -P OUTPUT DROP`],
	],
	[
		'an established reply gets out',
		`:OUTPUT DROP [0:0]\n-A OUTPUT -m state --state ESTABLISHED -j ACCEPT`,
		[`${all}: accept`],
	],
	[
		'without a rule for established connections a request gets no further than the handshake',
		':INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 80 --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT',
		[`${all}: drop by -P INPUT DROP`],
	],
	[
		'an answer that is no SYN and ACK needs a way out as well',
		':OUTPUT DROP [0:0]\n-A OUTPUT -p tcp -m tcp --tcp-flags SYN,ACK SYN,ACK -j ACCEPT',
		[`${all}: accept; reply drop by -P OUTPUT DROP`],
	],
	[
		'a module that is not known makes the verdict unknown, because of this rule',
		`-A INPUT -m string --string "x" --algo bm -j ACCEPT\n-A INPUT -j DROP`,
		[`${all}: unknown by -A INPUT -m string --string "x" --algo bm -j ACCEPT`],
	],
	[
		'an unknown match before an accept changes nothing',
		`-A INPUT -m string --string "x" --algo bm -j ACCEPT\n${ports80}`,
		[`${all}: accept`],
	],
	[
		'an unknown match before a drop that comes anyway changes nothing',
		`-A INPUT -m u32 --u32 "0=1" -j REJECT\n-A INPUT -j DROP`,
		[`${all}: reject by -A INPUT -m u32 --u32 "0=1" -j REJECT`],
	],
	[
		'a limit lets a part through',
		`-A INPUT -p tcp -m tcp --dport 80 -m limit --limit 25/min -j ACCEPT\n${established}\n-A INPUT -j DROP`,
		[`${all}: limited by -A INPUT -p tcp -m tcp --dport 80 -m limit --limit 25/min -j ACCEPT`],
	],
	[
		'a limit of what is logged is no limit',
		'-A INPUT -m limit --limit 3/min -j LOG --log-prefix "[UFW BLOCK] "',
		[`${all}: accept`],
	],
	[
		'a set that cannot be read is unknown',
		'-A INPUT -m set --match-set bad src -j DROP',
		[`${all}: unknown by -A INPUT -m set --match-set bad src -j DROP`],
	],
	[
		'a set holds a part',
		'-A INPUT -m set --match-set bad src -j DROP',
		['100.64.0.0/11 100.96.0.0/12: accept', '100.112.0.0/12: drop by -A INPUT -m set --match-set bad src -j DROP'],
		'create bad hash:net family inet\nadd bad 100.112.0.0/12\nadd bad 1.2.3.4',
	],
	[
		'nomatch takes an exact part out again',
		'-A INPUT -m set --match-set bad src -j DROP',
		[`${all}: accept`],
		'create bad hash:net family inet\nadd bad 100.0.0.0/8\nadd bad 100.64.0.0/10 nomatch',
	],
	[
		'a set of ports is met by the port',
		'-A INPUT -m set --match-set p dst -j DROP',
		[`${all}: drop by -A INPUT -m set --match-set p dst -j DROP`],
		'create p bitmap:port range 0-65535\nadd p 80',
	],
	[
		'hash:net,port holds both',
		'-A INPUT -m set --match-set np src,dst -j DROP',
		[`${all}: accept`],
		'create np hash:net,port\nadd np 100.64.0.0/10,udp:80\nadd np 100.64.0.0/10,tcp:81',
	],
	[
		'a list of sets holds what its members hold',
		'-A INPUT -m set --match-set l src -j DROP',
		[`${all}: drop by -A INPUT -m set --match-set l src -j DROP`],
		'create a hash:net\nadd a 100.64.0.0/10\ncreate l list:set size 8\nadd l a',
	],
	['INVALID is not new', '-A INPUT -m conntrack --ctstate INVALID -j DROP', [`${all}: accept`]],
	[
		'what is not tracked is neither new nor established',
		`*raw\n-A PREROUTING -p tcp -m tcp --dport 80 -j NOTRACK\nCOMMIT\n*filter\n:INPUT DROP [0:0]\n-A INPUT -m state --state NEW,ESTABLISHED -j ACCEPT`,
		[`${all}: drop by -P INPUT DROP`],
	],
	[
		'--dst-type LOCAL is the host itself',
		':INPUT DROP [0:0]\n-A INPUT -m addrtype --dst-type LOCAL -j ACCEPT',
		[`${all}: accept`],
	],
	[
		'what asks for IPsec is not met, and what asks for none is',
		'-A INPUT -m policy --dir in --pol ipsec -j DROP\n-A INPUT -m policy --dir in --pol none -j REJECT',
		[`${all}: reject by -A INPUT -m policy --dir in --pol none -j REJECT`],
	],
	[
		'a queue to a program cannot be told',
		'-A INPUT -j NFQUEUE --queue-num 3 --queue-bypass',
		[`${all}: unknown by -A INPUT -j NFQUEUE --queue-num 3 --queue-bypass`],
	],
	[
		"tailscale's rule drops what does not come by its interface",
		':ts-input - [0:0]\n-A INPUT -j ts-input\n-A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP',
		[`${all}: drop by -A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP`],
	],
	[
		"FORWARD is not on the way to the host's own port",
		':FORWARD DROP [0:0]\n-A FORWARD -s 100.64.0.0/10 -j DROP',
		[`${all}: accept`],
	],
];

describe('the rules of iptables', () => {
	for (const [claim, rules, words, ipset] of rows)
		test(claim, () => {
			expect(inWords(ways(iptables(rules), ipset === undefined ? {} : {ipset}))).toEqual(words);
		});

	test('a handshake is content where a request is not', () => {
		const tables = iptables(
			':INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 80 --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT',
		);
		expect(inWords(ways(tables, {packet: {exchange: 'handshake'}}))).toEqual([`${all}: accept`]);
	});

	test('any tool that drops wins over another that accepts', () => {
		const tables = [...iptables(`${ports80}`), ...iptables('-A INPUT -s 100.64.0.0/10 -j DROP', 'legacy')];
		expect(inWords(ways(tables))).toEqual([`${all}: drop by -A INPUT -s 100.64.0.0/10 -j DROP`]);
	});

	test('when the interface is not known, a rule that asks for it is unknown', () => {
		const {inInterface: _, ...nowhere} = probe;
		const filters = {
			family: 4,
			tables: iptables('-A INPUT -i eth0 -j DROP'),
			sets: {known: true, sets: new Map()},
		} as const;
		const passages = simulate({filters, packet: nowhere, network});
		expect(passages.map(passage => passage.probe.is)).toEqual(['unknown']);
	});

	test('pings are judged by their type', () => {
		const tables = iptables('-A INPUT -p icmp -m icmp --icmp-type 8 -j DROP');
		expect(inWords(ways(tables, {packet: {protocol: 'icmp'}}))).toEqual([
			`${all}: drop by -A INPUT -p icmp -m icmp --icmp-type 8 -j DROP`,
		]);
	});
});

const docker = `*nat
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
-A DOCKER -i docker0 -j RETURN
-A DOCKER ! -i docker0 -p tcp -m tcp --dport 80 -j DNAT --to-destination 172.17.0.2:8080
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:DOCKER - [0:0]
:DOCKER-USER - [0:0]
-A FORWARD -j DOCKER-USER
-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -o docker0 -j DOCKER
-A FORWARD -i docker0 ! -o docker0 -j ACCEPT
-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 8080 -j ACCEPT
`;

describe('a port that is forwarded', () => {
	test("docker's rules lead to the container and back, and INPUT doesn't matter", () => {
		const [passage] = ways(iptables(`${docker}-A DOCKER-USER -j RETURN`));
		expect({...passage, trace: undefined}).toMatchObject({
			sources: [all],
			share: 1,
			probe: {is: 'accept'},
			delivery: {
				to: 'forward',
				address: '172.17.0.2',
				port: 8080,
				by: {chain: 'DOCKER', table: 'nat', owner: 'docker'},
			},
			reply: {is: 'accept'},
		});
	});

	test('a drop in DOCKER-USER stops it, after it was decided where it goes', () => {
		const [passage] = ways(iptables(`${docker}-A DOCKER-USER -s 100.64.0.0/10 -j DROP`));
		expect(passage).toMatchObject({
			probe: {is: 'stop', by: {hook: 'forward', chain: 'DOCKER-USER'}},
			delivery: {to: 'forward', address: '172.17.0.2'},
		});
	});

	test('REDIRECT stays on the host, on another port', () => {
		const tables = iptables(
			'*nat\n-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 8080\nCOMMIT\n*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT',
		);
		expect(ways(tables)[0]).toMatchObject({
			probe: {is: 'accept'},
			delivery: {to: 'local', address: '10.11.192.1', port: 8080},
			reply: {is: 'accept'},
		});
	});

	test.each([
		[1, 'accept'],
		[0, 'stop'],
		[undefined, 'unknown'],
	] as const)('a port that is sent on to loopback needs route_localnet (%s)', (taken, is) => {
		const tables = iptables('*nat\n-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 127.0.0.1:80');
		const host = {...network, setting: (name: string) => (/route_localnet/.test(name) ? taken : 0)};
		const passages = ways(tables, {host});
		expect(passages.map(passage => passage.probe.is)).toEqual([is]);
	});

	test("kube-proxy's dice lead to one of several pods, and any of them is well", () => {
		const tables = iptables(`*nat
:SVC - [0:0]
-A PREROUTING -p tcp -m tcp --dport 80 -j SVC
-A SVC -m statistic --mode random --probability 0.50000000000 -j DNAT --to-destination 172.17.0.2:8080
-A SVC -p tcp -j DNAT --to-destination 172.17.0.3:8080`);
		expect(ways(tables)[0]).toMatchObject({probe: {is: 'accept'}, delivery: {to: 'forward'}});
	});
});

describe('chains of one priority', () => {
	const chain = (name: string, rules: readonly unknown[][]) => [
		{table: {family: 'inet', name, handle: 1}},
		{
			chain: {
				family: 'inet',
				table: name,
				name: 'c',
				handle: 1,
				type: 'filter',
				hook: 'input',
				prio: 0,
				policy: 'accept',
			},
		},
		...rules.map(expr => ({rule: {family: 'inet', table: name, chain: 'c', handle: 2, expr}})),
	];
	const mark = {meta: {key: 'mark'}};
	const setsMark = [[{mangle: {key: mark, value: 1}}]];
	const dropsMarked = [[{match: {op: '==', left: mark, right: 1}}, {drop: null}]];

	test('run in an order that no listing tells, so that a mark from one to the other is unknown', () => {
		expect(inWords(ways(nft({nftables: [...chain('a', setsMark), ...chain('b', dropsMarked)]})))).toEqual([
			`${all}: unknown by meta mark 1 drop`,
		]);
	});

	test('that drop whatever the order drop', () => {
		expect(inWords(ways(nft({nftables: [...chain('a', setsMark), ...chain('b', [[{drop: null}]])]})))).toEqual([
			`${all}: drop by drop`,
		]);
	});

	test('are no doubt where the one does not touch the other', () => {
		const tables = [...iptables(ports80), ...nft({nftables: chain('a', [[{counter: {packets: 0, bytes: 0}}]])})];
		expect(inWords(ways(tables))).toEqual([`${all}: accept`]);
	});
});
