import {describe, expect, it} from 'vitest';
import type {Target} from '../../source/engine/target.ts';
import {fateOf, readFlows} from '../../source/fact/witness/capture.ts';
import {isSourceOf, originPattern} from '../../source/fact/witness/sources.ts';
import {readTracking} from '../../source/fact/witness/tracking.ts';
import {target} from './look.ts';

const tcp: Target = {...target, healthCheck: {...target.healthCheck, protocol: 'tcp'}};
const udp: Target = {...target, healthCheck: {...target.healthCheck, protocol: 'udp', port: 53}};

/** What `tcpdump -n -tt` prints of one exchange. */
const exchanges = {
	served: `1764100000.100000 IP 100.64.0.10.40000 > 10.11.192.1.80: Flags [S], seq 1, win 64240, options [mss 1460], length 0
1764100000.100050 IP 10.11.192.1.80 > 100.64.0.10.40000: Flags [S.], seq 2, ack 2, win 65160, length 0
1764100000.100090 IP 100.64.0.10.40000 > 10.11.192.1.80: Flags [.], ack 3, win 502, length 0
1764100000.100120 IP 100.64.0.10.40000 > 10.11.192.1.80: Flags [P.], seq 2:21, ack 3, win 502, length 19: HTTP: HEAD / HTTP/1.0
1764100000.100900 IP 10.11.192.1.80 > 100.64.0.10.40000: Flags [P.], seq 3:240, ack 21, win 509, length 237: HTTP: HTTP/1.1 200 OK`,
	handshake: `1764100000.1 IP 100.64.0.10.40001 > 10.11.192.1.80: Flags [S], seq 1, length 0
1764100000.2 IP 10.11.192.1.80 > 100.64.0.10.40001: Flags [S.], seq 2, ack 2, length 0
1764100000.3 IP 100.64.0.10.40001 > 10.11.192.1.80: Flags [R.], seq 2, ack 3, length 0`,
	refused: `1764100000.1 IP 100.64.0.10.40002 > 10.11.192.1.80: Flags [S], seq 1, length 0
1764100000.2 IP 10.11.192.1.80 > 100.64.0.10.40002: Flags [R.], seq 0, ack 2, length 0`,
	dropped: `1764100000.1 IP 100.64.0.10.40003 > 10.11.192.1.80: Flags [S], seq 1, length 0
1764100001.1 IP 100.64.0.10.40003 > 10.11.192.1.80: Flags [S], seq 1, length 0`,
	rejected: `1764100000.1 IP 100.64.0.10.40004 > 10.11.192.1.80: Flags [S], seq 1, length 0
1764100000.2 IP 10.11.192.1 > 100.64.0.10: ICMP host 10.11.192.1 unreachable - admin prohibited, length 68`,
	unanswered: `1764100000.1 IP 100.64.0.10.40005 > 10.11.192.1.80: Flags [S], seq 1, length 0
1764100000.2 IP 10.11.192.1.80 > 100.64.0.10.40005: Flags [S.], seq 2, ack 2, length 0
1764100001.2 IP 10.11.192.1.80 > 100.64.0.10.40005: Flags [S.], seq 2, ack 2, length 0`,
	silent: `1764100000.1 IP 100.64.0.10.40006 > 10.11.192.1.80: Flags [S], seq 1, length 0
1764100000.2 IP 10.11.192.1.80 > 100.64.0.10.40006: Flags [S.], seq 2, ack 2, length 0
1764100000.3 IP 100.64.0.10.40006 > 10.11.192.1.80: Flags [.], ack 3, length 0
1764100000.4 IP 100.64.0.10.40006 > 10.11.192.1.80: Flags [P.], seq 2:21, ack 3, length 19: HTTP: HEAD / HTTP/1.0`,
	'under way': '1764100000.1 IP 100.64.0.10.40007 > 10.11.192.1.80: Flags [S], seq 1, length 0',
	'udp served': `1764100000.1 IP 100.64.0.10.5000 > 10.11.192.1.53: UDP, length 4
1764100000.2 IP 10.11.192.1.53 > 100.64.0.10.5000: UDP, length 4`,
	'udp arrived': '1764100000.1 IP 100.64.0.10.5001 > 10.11.192.1.53: UDP, length 4',
	'udp refused': `1764100000.1 IP 100.64.0.10.5002 > 10.11.192.1.53: UDP, length 4
1764100000.2 IP 10.11.192.1 > 100.64.0.10: ICMP 10.11.192.1 udp port 53 unreachable, length 40`,
};

describe('packets as tcpdump prints them', () => {
	it.each<[keyof typeof exchanges, Target, string | undefined]>([
		['served', target, 'served'],
		['served', tcp, 'served'],
		['handshake', tcp, 'served'],
		['handshake', target, undefined],
		['refused', target, 'refused'],
		['dropped', target, 'stopped'],
		['rejected', target, 'stopped'],
		['unanswered', target, 'unanswered'],
		['silent', target, 'connected'],
		['silent', tcp, 'served'],
		['under way', target, undefined],
		['udp served', udp, 'served'],
		['udp arrived', udp, 'arrived'],
		['udp refused', udp, 'refused'],
	])('%s is, for one kind of check, %#', (name, of, expected) => {
		const [flow, ...others] = readFlows(exchanges[name], of);
		expect(others).toEqual([]);
		expect(flow && fateOf(flow, of.healthCheck, flow.lastS)).toBe(expected);
	});

	it('a SYN that nobody answered for a second is stopped, though it was seen once', () => {
		const [flow] = readFlows(exchanges['under way'], target);
		expect(flow && fateOf(flow, target.healthCheck, flow.lastS + 1)).toBe('stopped');
	});

	it('exchanges of several nodes are told apart', () => {
		const text = [exchanges.served, exchanges.dropped, exchanges.refused].join('\n');
		expect(readFlows(text, target)).toHaveLength(3);
	});

	it.each(['', 'tcpdump: listening on eth0', '\0\u{1b}[2J', '1764100000.1 IP6 garbage', '1764100000.1 IP > : Flags ['])(
		'%j is no packet',
		text => {
			expect(readFlows(text, target)).toEqual([]);
		},
	);
});

describe('connection tracking', () => {
	it.each<[string, string, object]>([
		[
			'/proc/net/nf_conntrack',
			'ipv4     2 tcp      6 118 TIME_WAIT src=100.64.0.10 dst=10.11.192.1 sport=40000 dport=80 src=10.11.192.1 dst=100.64.0.10 sport=80 dport=40000 [ASSURED] mark=0 use=2',
			{state: 'TIME_WAIT', source: '100.64.0.10', sourcePort: 40_000, isUnreplied: false},
		],
		[
			'conntrack -L',
			'tcp      6 58 SYN_RECV src=100.64.0.10 dst=10.11.192.1 sport=40000 dport=80 src=10.11.192.1 dst=100.64.0.10 sport=80 dport=40000 mark=0 use=1',
			{state: 'SYN_RECV', source: '100.64.0.10', isUnreplied: false},
		],
		[
			'a datagram that nobody answered',
			'udp      17 29 src=100.64.0.10 dst=10.11.192.1 sport=5000 dport=80 [UNREPLIED] src=10.11.192.1 dst=100.64.0.10 sport=80 dport=5000 mark=0 use=1',
			{source: '100.64.0.10', isUnreplied: true},
		],
	])('%s', (_, line, expected) => {
		expect(readTracking(`${line}\n`, 80)).toMatchObject([expected]);
		expect(readTracking(line, 8080)).toEqual([]);
	});

	it.each(['', 'garbage', 'src=1 dst=2 sport=3', '\0'])('%j is no entry', text => {
		expect(readTracking(text, 80)).toEqual([]);
	});
});

describe('what is fetched of the entries', () => {
	const entry = (source: string): string =>
		`ipv4     2 tcp      6 118 TIME_WAIT src=${source} dst=10.11.192.1 sport=40000 dport=80 src=10.11.192.1 dst=${source} sport=80 dport=40000 [ASSURED] mark=0 use=2`;
	it.each<readonly [readonly string[], readonly string[], readonly string[]]>([
		[['100.64.0.0/10'], ['100.64.0.10', '100.127.255.246'], ['10.100.64.1', '192.168.100.3']],
		[
			['10.1.2.0/24', '10.9.0.0/20'],
			['10.1.2.7', '10.9.15.1'],
			['10.1.3.7', '10.10.0.1', '110.1.2.7'],
		],
		[['10.1.2.3'], ['10.1.2.3'], ['10.1.2.4', '10.1.200.3']],
		[['10.1.2.3-10.1.9.9'], ['10.1.4.4'], []],
		[['0.0.0.0/0'], ['1.2.3.4'], []],
		[['2408:4005::/32'], ['2408:4005:0000:0000:0000:0000:0000:0007'], ['2408:0400:5000:0000:0000:0000:0000:0007']],
		[['2408:4005::7'], ['2408:4005:0000:0000:0000:0000:0000:0007'], ['2408:4005:0000:0000:0000:0000:0000:0008']],
		[['100.64.0.0/10', '2408:4005::/32'], ['100.64.0.1', '2408:4005:0001:0000:0000:0000:0000:0007'], ['10.0.0.1']],
	])('%j', (sources, inside, outside) => {
		const pattern = new RegExp(`${originPattern(sources)}dport=80 `);
		expect(inside.filter(source => !pattern.test(entry(source)))).toEqual([]);
		expect(outside.filter(source => pattern.test(entry(source)))).toEqual([]);
	});
});

describe('the load balancer’s own addresses', () => {
	it.each([
		['100.64.0.10', true],
		['100.127.255.246', true],
		// A seat of this program has these.
		['100.127.255.254', false],
		['100.64.255.247', false],
		['100.128.0.1', false],
		['10.11.192.7', false],
		['::ffff:100.64.0.10', false],
		['fe80::1', false],
		['not an address', false],
		['', false],
	])('%s: %s', (address, expected) => {
		expect(isSourceOf(target)(address)).toBe(expected);
	});
});
