import {describe, expect, it} from 'vitest';
import type {Observation} from '../../source/engine/command.ts';
import type {Finding} from '../../source/engine/finding.ts';
import type {Known} from '../../source/engine/known.ts';
import {type Neighbours, readNeighbours} from '../../source/fact/neighbours.ts';
import type {ReplyRoutes, SourceRoute} from '../../source/fact/reply-routes.ts';
import {readRouteGet} from '../../source/fact/route-get.ts';
import returnRoute from '../../source/guide/return-route.ts';
import reversePath from '../../source/guide/reverse-path.ts';
import type {Arrival} from '../../source/packet/passage.ts';
import {known, target, unseen} from '../fact/look.ts';
import {spoken} from './spoken.ts';

const said = (stdout: string, stderr = ''): Observation => ({
	command: {file: 'ip', args: ['route', 'get', '100.64.0.10']},
	stdout,
	stderr,
	exitCode: stderr === '' ? 0 : 2,
	durationMs: 1,
});

const reply = (stdout: string, stderr = '', part = '100.64.0.0/10'): SourceRoute => {
	const asked = said(stdout, stderr);
	const read = readRouteGet(asked);
	if (read === undefined) throw new Error('a route is in the text');
	const share = part === '100.64.0.0/10' ? 1 : 0.5;
	return {source: '100.64.0.10', sources: [part], share, routes: [{...read, mark: 0}], asked};
};

const routesOf = (...parts: readonly SourceRoute[]): ReplyRoutes => ({parts, arrival: 'eth0'});

const back = reply('100.64.0.10 via 10.11.192.253 dev eth0 src 10.11.192.1');
const away = reply('100.64.0.10 via 10.9.0.1 dev eth1 src 10.9.0.2');
const [awayRoute] = away.routes;
const refused: Arrival = {is: 'refused', why: 'reverse-path', route: awayRoute ?? {is: 'none', mark: 0}};

const unknownMark = {en: 'nobody knows the mark', zh: '标记未知'};

const inWords = (findings: readonly Finding[]): string =>
	spoken(findings)
		.map(finding => (finding.is === 'cause' ? `${finding.code} ${finding.certainty}` : finding.is))
		.join();

describe('the way back', () => {
	const judge = (routes: ReplyRoutes, near: Known<Neighbours> = unseen()): string =>
		inWords(
			returnRoute.judge(
				{
					replyRoutes: known(routes),
					routing: unseen(),
					answers: unseen(),
					keepers: unseen(),
					processes: unseen(),
					neighbours: near,
				},
				target,
			),
		);

	it.each<[string, string, ReplyRoutes]>([
		['by the interface of the address', 'ok', routesOf(back)],
		['by another interface', 'return-route-wrong proven', routesOf(away)],
		[
			'by Tailscale',
			'tailscale-captures-probe-range proven',
			routesOf(reply('100.64.0.10 dev tailscale0 table 52 src 100.101.1.1')),
		],
		[
			'by table 52, whatever the interface is called',
			'tailscale-captures-probe-range proven',
			routesOf(reply('100.64.0.10 dev ts0 table 52 src 100.101.1.1')),
		],
		[
			'by a Docker bridge',
			'overlay-captures-probe-range proven',
			routesOf(reply('100.64.0.10 dev docker0 src 100.64.0.1')),
		],
		[
			'by a compose network',
			'overlay-captures-probe-range proven',
			routesOf(reply('100.64.0.10 dev br-0123abcdef45 src 100.64.0.1')),
		],
		[
			'by WARP',
			'overlay-captures-probe-range proven',
			routesOf(reply('100.64.0.10 dev CloudflareWARP src 100.96.0.9')),
		],
		['nowhere', 'return-route-missing proven', routesOf(reply('', 'RTNETLINK answers: Network is unreachable'))],
		['into a blackhole', 'return-route-missing proven', routesOf(reply('', 'RTNETLINK answers: Invalid argument'))],
		[
			'into a blackhole for a part of the sources only',
			'return-route-missing proven',
			routesOf(back, reply('', 'RTNETLINK answers: Invalid argument', '100.96.0.0/11')),
		],
		[
			'an own address among the sources',
			'ok',
			routesOf(back, reply('local 100.64.0.1 dev lo src 100.64.0.1', '', '100.64.0.1/32')),
		],
		[
			'the whole range is the host’s own',
			'return-route-wrong proven',
			routesOf(reply('local 100.64.0.10 dev lo src 100.64.0.10')),
		],
		['in doubt, and one of the ways is wrong', 'unknown', routesOf({...away, doubt: unknownMark})],
		['in doubt, and every way is right', 'ok', routesOf({...back, doubt: unknownMark})],
		[
			'by one of two interfaces, as chance has it',
			'return-route-wrong likely',
			routesOf({...back, routes: [...back.routes, ...away.routes]}),
		],
	])('%s: %s', (_, expected, routes) => {
		expect(judge(routes)).toBe(expected);
	});

	it('is only likely to be wrong where strict filtering drops the probe before it is answered', () => {
		expect(judge(routesOf({...away, arrival: refused}))).toBe('return-route-wrong likely');
	});

	it.each<[string, string]>([
		['FAILED', 'return-route-missing likely'],
		['INCOMPLETE', 'return-route-missing likely'],
		['STALE', 'ok'],
		['REACHABLE', 'ok'],
	])('by a next hop that is %s: %s', (state, expected) => {
		const near = known(readNeighbours(`10.11.192.253 dev eth0 lladdr 02:00:00:00:00:01 ${state}\n`));
		expect(judge(routesOf(back), near)).toBe(expected);
	});

	it('is unknown, with the command that tells, when routes can’t be asked for', () => {
		const [finding] = returnRoute.judge(
			{
				replyRoutes: unseen('no ip'),
				routing: unseen(),
				answers: unseen(),
				keepers: unseen(),
				processes: unseen(),
				neighbours: unseen(),
			},
			target,
		);
		expect(finding).toMatchObject({is: 'unknown', matters: true, wouldTell: {file: 'ip'}});
	});

	it('names the mark that a packet filter puts on the answers', () => {
		const marked = {...away, routes: away.routes.map(route => ({...route, mark: 16}))};
		const [finding] = spoken(
			returnRoute.judge(
				{
					replyRoutes: known(routesOf(marked)),
					routing: unseen(),
					answers: unseen(),
					keepers: unseen(),
					processes: unseen(),
					neighbours: unseen(),
				},
				target,
			),
		);
		expect(finding).toMatchObject({
			evidence: expect.arrayContaining([expect.objectContaining({excerpt: expect.stringContaining('0x10')})]),
		});
	});
});

describe('the reverse-path filter', () => {
	const judge = (part: SourceRoute | undefined, strictness: '0' | '1' | '2', own: string, kernelSays?: Observation) =>
		inWords(
			reversePath.judge(
				{
					arrivals: known({
						arrival: 'eth0',
						refused: part === undefined ? [] : [{...part, ...(kernelSays ? {confirmed: kernelSays} : {})}],
					}),
					kernelSettings: known({'net.ipv4.conf.all.rp_filter': strictness, 'net.ipv4.conf.eth0.rp_filter': own}),
					routing: unseen(),
					keepers: unseen(),
				},
				target,
			),
		);
	const dropped: SourceRoute = {...away, arrival: refused};

	it.each<[string, string, SourceRoute | undefined, '0' | '1' | '2', string]>([
		['off', 'ok', undefined, '0', '0'],
		['strict, and the route is symmetric', 'ok', undefined, '1', '1'],
		['strict for all, and the route leaves elsewhere', 'reverse-path-filter proven', dropped, '1', '0'],
		['strict for the interface, and the route leaves elsewhere', 'reverse-path-filter proven', dropped, '0', '1'],
		['loose, and the route leaves elsewhere', 'ok', undefined, '2', '1'],
		[
			'strict, and there is no route at all: that is another cause',
			'ok',
			{...away, arrival: {is: 'refused', why: 'reverse-path', route: {is: 'none', mark: 0}}},
			'1',
			'1',
		],
		['in doubt', 'unknown', {...away, arrival: {is: 'unknown', why: unknownMark}}, '1', '1'],
		[
			'an own address is no node of a load balancer',
			'ok',
			{...away, arrival: {is: 'refused', why: 'martian', route: {is: 'local', mark: 0}}},
			'0',
			'0',
		],
	])('%s: %s', (_, expected, part, strictness, own) => {
		expect(judge(part, strictness, own)).toBe(expected);
	});

	it('believes the kernel, which takes the packet, more than the settings', () => {
		expect(judge(dropped, '1', '1', said('local 10.11.192.1 from 100.64.0.10 dev lo iif eth0'))).toBe('ok');
		expect(judge(dropped, '1', '1', said('', 'RTNETLINK answers: Invalid cross-device link'))).toBe(
			'reverse-path-filter proven',
		);
	});
});
