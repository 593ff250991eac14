import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseAddress, parseRanges, toPrefixes} from '../../../source/packet/address.ts';
import {lookUp} from '../../../source/packet/route/look-up.ts';
import {readRoutes} from '../../../source/packet/route/read-routes.ts';
import {readRules} from '../../../source/packet/route/read-rules.ts';
import {readVrfs} from '../../../source/packet/route/read-vrfs.ts';
import type {Routing} from '../../../source/packet/route/routing.ts';
import type {Flow} from '../../../source/packet/route/selectors.ts';
import {routing} from '../ways.ts';

const point = (text: string) => parseAddress(text)?.value ?? 0;
const reply: Flow = {
	to: 'sources',
	from: point('10.11.192.1'),
	in: 'lo',
	mark: 0,
	protocol: 6,
	sourcePort: [80, 80],
	destinationPort: [1024, 65_535],
};

/** Where the parts of the sources go: "100.64.0.0/11: unicast eth0". */
const inWords = (of: Routing, flow: Partial<Flow> = {}): readonly string[] =>
	lookUp(of, {...reply, ...flow}, parseRanges(['100.64.0.0/10'], 4))
		.map(({sources, ends, doubt}) => {
			const ways = ends.map(({is, hops}) => [is, ...hops.map(hop => hop.interface)].join(' '));
			return `${toPrefixes(sources).join(' ')}: ${ways.join(' or ')}${doubt === undefined ? '' : ' ?'}`;
		})
		.sort();

const main = 'default via 10.11.192.253 dev eth0';
const whole = '100.64.0.0/10';

describe('the routing of a host', () => {
	test.each<[string, string, string, readonly string[]]>([
		['the default route', main, '', [`${whole}: unicast eth0`]],
		['no route at all', '', '', [`${whole}: none`]],
		[
			'the longest prefix wins',
			`${main}\n100.64.0.0/10 dev eth1 scope link\n100.96.0.0/11 via 10.0.0.1 dev tun0`,
			'',
			['100.64.0.0/11: unicast eth1', '100.96.0.0/11: unicast tun0'],
		],
		[
			'the lowest metric wins',
			`${main} metric 100\ndefault via 10.22.0.1 dev eth1 metric 50`,
			'',
			[`${whole}: unicast eth1`],
		],
		[
			'a dead next hop is passed over',
			`${main}\n100.64.0.0/10 dev eth1 scope link dead linkdown`,
			'',
			[`${whole}: unicast eth0`],
		],
		[
			'a route for one type of service is for nobody',
			`${main}\n100.64.0.0/10 tos 0x10 dev eth1`,
			'',
			[`${whole}: unicast eth0`],
		],
		[
			'throw goes on with the next rule',
			`${main}\nthrow 100.96.0.0/11 table 7\nblackhole default table 7`,
			'100:\tfrom all lookup 7',
			['100.64.0.0/11: blackhole', '100.96.0.0/11: unicast eth0'],
		],
		[
			'a rule for a part of the sources',
			main,
			'100:\tfrom all to 100.96.0.0/11 prohibit',
			['100.64.0.0/11: unicast eth0', '100.96.0.0/11: prohibit'],
		],
		['a rule for other senders', main, '100:\tfrom 10.9.0.0/16 blackhole', [`${whole}: unicast eth0`]],
		['a rule for everybody but these', main, '100:\tnot from 10.9.0.0/16 blackhole', [`${whole}: blackhole`]],
		['a rule for a mark that is not there', main, '100:\tfrom all fwmark 0x1 blackhole', [`${whole}: unicast eth0`]],
		['a rule for this port', main, '100:\tfrom all ipproto tcp sport 80 blackhole', [`${whole}: blackhole`]],
		['a rule for another protocol', main, '100:\tfrom all ipproto udp sport 80 blackhole', [`${whole}: unicast eth0`]],
		['a rule for the host’s own packets', main, '100:\tfrom all iif lo blackhole', [`${whole}: blackhole`]],
		['a rule for packets that come in', main, '100:\tfrom all iif eth0 blackhole', [`${whole}: unicast eth0`]],
		[
			'a rule for an interface that is gone',
			main,
			'100:\tfrom all iif eth9 [detached] blackhole',
			[`${whole}: unicast eth0`],
		],
		[
			'a prefix that is too short is suppressed (wg-quick)',
			`${main}\ndefault dev wg0 table 51820`,
			'32764:\tfrom all lookup main suppress_prefixlength 0\n32765:\tnot from all fwmark 0xca6c lookup 51820',
			[`${whole}: unicast wg0`],
		],
		[
			'goto jumps over rules',
			main,
			'100:\tfrom all goto 300\n200:\tfrom all blackhole\n300:\tfrom all nop',
			[`${whole}: unicast eth0`],
		],
		['goto nowhere is passed over', main, '100:\tfrom all goto 40000 [unresolved]', [`${whole}: unicast eth0`]],
		[
			'several next hops',
			`${main}\n100.64.0.0/10 proto static \n\tnexthop via 10.0.0.1 dev eth0 weight 1 \n\tnexthop via 10.1.0.1 dev eth1 weight 1`,
			'',
			[`${whole}: unicast eth0 eth1`],
		],
		[
			'a user that nobody knows is a doubt',
			main,
			'100:\tfrom all uidrange 0-1000 blackhole',
			[`${whole}: blackhole or unicast eth0 ?`],
		],
		[
			'a doubt that makes no difference is none',
			main,
			'100:\tfrom all uidrange 0-1000 lookup main',
			[`${whole}: unicast eth0`],
		],
		[
			'a client’s port can’t be told',
			main,
			'100:\tfrom all dport 5000 blackhole',
			[`${whole}: blackhole or unicast eth0 ?`],
		],
	])('%s', (_, routes, rules, expected) => {
		expect(inWords(routing(routes, rules))).toEqual(expected);
	});

	test('a mark leads to the table of its rule, and one that is not known is a doubt', () => {
		const tailscale = routing(
			`${main}\n100.64.0.0/10 dev tailscale0 table 52`,
			'5270:\tfrom all fwmark 0x80000/0xff0000 lookup 52',
		);
		expect(inWords(tailscale)).toEqual([`${whole}: unicast eth0`]);
		expect(inWords(tailscale, {mark: 0x80000})).toEqual([`${whole}: unicast tailscale0`]);
		expect(inWords(tailscale, {mark: undefined})).toEqual([`${whole}: unicast tailscale0 or unicast eth0 ?`]);
	});

	test('a UDP service may let the route choose its address', () => {
		expect(inWords(routing(main, '100:\tfrom 10.11.192.1 prohibit'), {from: undefined})).toEqual([
			`${whole}: prohibit or unicast eth0 ?`,
		]);
	});

	// This kernel has no VRFs: ip-rule(8), and Documentation/networking/vrf.rst for what ip prints.
	test('packets of a VRF are routed by its table', () => {
		const links = `2: eth0: <BROADCAST,MULTICAST,UP> mtu 1500 qdisc mq master red state UP mode DEFAULT group default qlen 1000\\    link/ether 00:16:3e:00:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0 \\    vrf_slave table 10 addrgenmode eui64
5: red: <NOARP,MASTER,UP,LOWER_UP> mtu 65575 qdisc noqueue state UP mode DEFAULT group default qlen 1000\\    link/ether 00:16:3e:00:00:02 brd ff:ff:ff:ff:ff:ff promiscuity 0 \\    vrf table 10 addrgenmode eui64`;
		const {tables, ofInterface} = readVrfs(links);
		expect([...ofInterface]).toEqual([['eth0', 'red']]);
		const of = {
			...routing(
				'default via 10.9.0.1 dev eth1\nblackhole 100.64.0.0/10 table 10',
				'1000:\tfrom all lookup [l3mdev-table]',
			),
			vrfs: tables,
		};
		expect(inWords(of, {vrf: ofInterface.get('eth0')})).toEqual([`${whole}: blackhole`]);
		expect(inWords(of)).toEqual([`${whole}: unicast eth1`]);
	});

	test('no text makes the readers fail, and every source has a way', () => {
		const words = [
			'from',
			'all',
			'to',
			'100.64.0.0/10',
			'lookup',
			'main',
			'52',
			'fwmark',
			'0x1/0xff',
			'not',
			'goto',
			'7:',
			'dev',
			'eth0',
			'via',
			'default',
			'blackhole',
			'nexthop',
			'table',
			'suppress_prefixlength',
			'::/0',
			'',
			'\n',
		];
		fc.assert(
			fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string({maxLength: 8})), {maxLength: 30}), parts => {
				const text = parts.join(' ');
				const [rules, routes] = [readRules(`7:\t${text}`, 4), readRoutes(text, 4)];
				const of: Routing = {family: 4, rules: rules.rules, tables: routes.tables, vrfs: new Map()};
				const found = lookUp(of, reply, parseRanges([whole], 4)).flatMap(({sources}) => toPrefixes(sources));
				expect(toPrefixes(parseRanges(found, 4))).toEqual([whole]);
			}),
		);
	});
});
