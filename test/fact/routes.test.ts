import {describe, expect, it} from 'vitest';
import type {Observation} from '../../source/engine/command.ts';
import {say} from '../../source/engine/words.ts';
import {replyRoutes, sampleOf} from '../../source/fact/reply-routes.ts';
import {readRouteGet} from '../../source/fact/route-get.ts';
import {routing} from '../../source/fact/routing.ts';
import {lookAt, type Row} from './look.ts';

const said = (stdout: string, stderr = ''): Observation => ({
	command: {file: 'ip', args: []},
	stdout,
	stderr,
	exitCode: stderr === '' ? 0 : 2,
	durationMs: 1,
});

describe('reading ip route get', () => {
	it.each<[string, Observation, object | undefined]>([
		[
			'a gateway',
			said('100.64.0.10 from 10.11.192.1 via 10.11.192.253 dev eth0 uid 0 \n    cache \n'),
			{is: 'unicast', interface: 'eth0', gateway: '10.11.192.253'},
		],
		[
			'another table',
			said('100.64.0.10 dev tailscale0 table 52 src 100.101.1.1 uid 0'),
			{is: 'unicast', interface: 'tailscale0', table: '52'},
		],
		['an own address', said('local 100.64.0.10 dev lo src 100.64.0.10 uid 0'), {is: 'local'}],
		['no route', said('', 'RTNETLINK answers: Network is unreachable'), {is: 'none'}],
		['a blackhole', said('', 'RTNETLINK answers: Invalid argument'), {is: 'blackhole'}],
		['an unreachable route', said('', 'RTNETLINK answers: No route to host'), {is: 'unreachable'}],
		['a prohibited one', said('', 'RTNETLINK answers: Permission denied'), {is: 'prohibit'}],
		['garbage', said('\u0007\u0008'), undefined],
		['another error', said('', 'ip: command broken'), undefined],
	])('%s', (_, observation, expected) => {
		const read = readRouteGet(observation);
		if (expected === undefined) expect(read).toBeUndefined();
		else expect(read).toMatchObject(expected);
	});
});

const address = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536
    inet 127.0.0.1/8 scope host lo
2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500
    inet 10.11.192.1/24 scope global eth0
`;
const rules = '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n';
const main = `default via 10.11.192.253 dev eth0
10.11.192.0/24 dev eth0 proto kernel scope link src 10.11.192.1
local 10.11.192.1 dev eth0 table local proto kernel scope host src 10.11.192.1
`;
const back = 'via 10.11.192.253 dev eth0 uid 0\n    cache\n';

const host = (rows: Readonly<Record<string, Row>>) =>
	lookAt(
		{
			'ip addr': address,
			'ip -4 rule show': rules,
			'ip -4 route show table all': main,
			'ip -4 route get 100.64.0.10 from 10.11.192.1': `100.64.0.10 from 10.11.192.1 ${back}`,
			...rows,
		},
		{otherwise: {failure: 'not-found'}},
	);

const partsOf = async (rows: Readonly<Record<string, Row>>) => {
	const known = await replyRoutes.lookUp(host(rows));
	return known.known
		? known.value.parts.map(({sources, routes, doubt}) => [
				sources.join(' '),
				routes.map(({is, interface: name}) => `${is} ${name ?? ''}`.trim()).join(', '),
				...(doubt === undefined ? [] : ['?']),
			])
		: say(known.why);
};

describe('the routes back to the sources', () => {
	it('are one for the whole range, which the kernel is asked about by a sample', async () => {
		expect(await partsOf({})).toEqual([['100.64.0.0/10', 'unicast eth0']]);
	});

	it('are cut where a route for a part begins', async () => {
		const table = `${main}blackhole 100.96.0.0/11\n`;
		const blackhole = {stdout: '', stderr: 'RTNETLINK answers: Invalid argument\n', exitCode: 2};
		expect(
			await partsOf({
				'ip -4 route show table all': table,
				'ip -4 route get 100.96.0.10 from 10.11.192.1': blackhole,
				'ip -4 route get 100.96.0.10': blackhole,
			}),
		).toEqual([
			['100.64.0.0/11', 'unicast eth0'],
			['100.96.0.0/11', 'blackhole'],
		]);
	});

	it('are what the kernel says, where it says something else than the tables', async () => {
		expect(
			await partsOf({'ip -4 route get 100.64.0.10 from 10.11.192.1': '100.64.0.10 from 10.11.192.1 dev tun0 uid 0'}),
		).toEqual([['100.64.0.0/10', 'unicast tun0']]);
	});

	it('are in doubt where the policy asks for marks and the packet filters can’t be read', async () => {
		const marked = rules.replace('32766', '100:\tfrom all fwmark 0x1 lookup 7\n32766');
		expect(await partsOf({'ip -4 rule show': marked})).toEqual([['100.64.0.0/10', 'unicast eth0', '?']]);
	});

	it('are unknown without the tables, and so is a policy rule that nobody understands', async () => {
		expect(await partsOf({'ip -4 route show table all': {failure: 'not-found'}})).toContain('not there');
		expect(await partsOf({'ip -4 rule show': `${rules}7:\tfrom all quantum lookup main\n`})).toContain('quantum');
	});

	it('say what they can’t see where ip can’t list the policy', async () => {
		const busybox = {stdout: '', stderr: "ip: invalid argument 'rule' to 'ip'\n", exitCode: 1};
		const known = await routing.lookUp(host({'ip -4 rule show': busybox}));
		expect(known).toMatchObject({known: true, blindTo: {en: expect.stringContaining('policy')}});
	});
});

it.each([
	['100.64.1.0/24', '100.64.1.10'],
	['100.64.1.4/32', '100.64.1.4'],
	['100.64.1.0/30', '100.64.1.3'],
])('the sample of %s is an address that a node could have', (prefix, sample) => {
	expect(sampleOf(prefix)).toBe(sample);
});
