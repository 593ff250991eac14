import {describe, expect, it} from 'vitest';
import type {Observation} from '../../source/engine/command.ts';
import type {Finding} from '../../source/engine/finding.ts';
import type {Known} from '../../source/engine/known.ts';
import {type Neighbours, readNeighbours} from '../../source/fact/neighbours.ts';
import type {Routes, SourceRoute} from '../../source/fact/routes.ts';
import {readRouteGet} from '../../source/fact/routes.ts';
import returnRoute from '../../source/guide/return-route.ts';
import reversePath from '../../source/guide/reverse-path.ts';
import {known, target, unseen} from '../fact/look.ts';

const said = (stdout: string, stderr = ''): Observation => ({
	command: {file: 'ip', args: ['route', 'get', '100.64.0.10']},
	stdout,
	stderr,
	exitCode: stderr === '' ? 0 : 2,
	durationMs: 1,
});

const reply = (stdout: string, stderr = '', part = '100.64.0.0/10'): SourceRoute => {
	const observation = said(stdout, stderr);
	const read = readRouteGet(observation);
	if (read === undefined) throw new Error('a route is in the text');
	return {source: '100.64.0.10', part, observation, ...read};
};

const routesOf = (...replies: readonly SourceRoute[]): Routes => ({
	replies,
	arrival: 'eth0',
	policyRules: [],
	lines: [],
});

const settings = (strictness: '0' | '1' | '2', own = '0') =>
	known({'net.ipv4.conf.all.rp_filter': strictness, 'net.ipv4.conf.eth0.rp_filter': own});

const back = reply('100.64.0.10 via 10.11.192.253 dev eth0 src 10.11.192.1');
const away = reply('100.64.0.10 via 10.9.0.1 dev eth1 src 10.9.0.2');

const inWords = (findings: readonly Finding[]): string =>
	findings.map(finding => (finding.is === 'cause' ? `${finding.code} ${finding.certainty}` : finding.is)).join();

describe('the way back', () => {
	const judge = (routes: Routes, strictness: '0' | '1' = '0', near: Known<Neighbours> = unseen()): string =>
		inWords(
			returnRoute.judge(
				{
					routes: known(routes),
					kernelSettings: settings(strictness),
					neighbours: near,
					markedRoutes: known([]),
				},
				target,
			),
		);

	it.each<[string, string, Routes]>([
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
	])('%s: %s', (_, expected, routes) => {
		expect(judge(routes)).toBe(expected);
	});

	it('is only likely to be wrong where strict filtering drops the probe before it is answered', () => {
		expect(judge(routesOf(away), '1')).toBe('return-route-wrong likely');
	});

	it.each<[string, string]>([
		['FAILED', 'return-route-missing likely'],
		['INCOMPLETE', 'return-route-missing likely'],
		['STALE', 'ok'],
		['REACHABLE', 'ok'],
	])('by a next hop that is %s: %s', (state, expected) => {
		const near = known(readNeighbours(`10.11.192.253 dev eth0 lladdr 02:00:00:00:00:01 ${state}\n`));
		expect(judge(routesOf(back), '0', near)).toBe(expected);
	});

	it('is unknown, with the command that tells, when routes can’t be asked for', () => {
		const [finding] = returnRoute.judge(
			{
				routes: unseen('no ip'),
				kernelSettings: unseen(),
				neighbours: unseen(),
				markedRoutes: unseen(),
			},
			target,
		);
		expect(finding).toMatchObject({is: 'unknown', matters: true, wouldTell: {file: 'ip'}});
	});
});

describe('the reverse-path filter', () => {
	const judge = (routes: Routes, strictness: '0' | '1' | '2', own: string, kernelSays?: Observation): string =>
		inWords(
			reversePath.judge(
				{
					routes: known(routes),
					kernelSettings: settings(strictness, own),
					arrivals: known(kernelSays === undefined ? [] : [{source: '100.64.0.10', observation: kernelSays}]),
				},
				target,
			),
		);

	it.each<[string, string, Routes, '0' | '1' | '2', string]>([
		['off', 'ok', routesOf(away), '0', '0'],
		['strict, and the route is symmetric', 'ok', routesOf(back), '1', '1'],
		['strict for all, and the route leaves elsewhere', 'reverse-path-filter proven', routesOf(away), '1', '0'],
		[
			'strict for the interface, and the route leaves elsewhere',
			'reverse-path-filter proven',
			routesOf(away),
			'0',
			'1',
		],
		['loose, and the route leaves elsewhere', 'ok', routesOf(away), '2', '1'],
		[
			'strict, and there is no route at all: that is another cause',
			'ok',
			routesOf(reply('', 'RTNETLINK answers: Network is unreachable')),
			'1',
			'1',
		],
	])('%s: %s', (_, expected, routes, strictness, own) => {
		expect(judge(routes, strictness, own)).toBe(expected);
	});

	it('believes the kernel, which takes the packet, more than the settings', () => {
		expect(judge(routesOf(away), '1', '1', said('local 10.11.192.1 from 100.64.0.10 dev lo iif eth0'))).toBe('ok');
		expect(judge(routesOf(away), '1', '1', said('', 'RTNETLINK answers: Invalid cross-device link'))).toBe(
			'reverse-path-filter proven',
		);
	});
});
