import {describe, expect, it} from 'vitest';
import type {Observation} from '../../source/engine/command.ts';
import {partsOf, readRouteGet, sampleOf} from '../../source/fact/routes.ts';

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
			{kind: 'routed', interface: 'eth0', gateway: '10.11.192.253'},
		],
		[
			'another table',
			said('100.64.0.10 dev tailscale0 table 52 src 100.101.1.1 uid 0'),
			{kind: 'routed', interface: 'tailscale0', table: '52'},
		],
		['an own address', said('local 100.64.0.10 dev lo src 100.64.0.10 uid 0'), {kind: 'local'}],
		['no route', said('', 'RTNETLINK answers: Network is unreachable'), {kind: 'none'}],
		['a blackhole', said('', 'RTNETLINK answers: Invalid argument'), {kind: 'blackhole'}],
		['an unreachable route', said('', 'RTNETLINK answers: No route to host'), {kind: 'unreachable'}],
		['a prohibited one', said('', 'RTNETLINK answers: Permission denied'), {kind: 'prohibit'}],
		['garbage', said('\u0007\u0008'), undefined],
		['another error', said('', 'ip: command broken'), undefined],
	])('%s', (_, observation, expected) => {
		const read = readRouteGet(observation);
		if (expected === undefined) expect(read).toBeUndefined();
		else expect(read).toMatchObject(expected);
	});
});

describe('the parts of the sources that may be routed apart', () => {
	it('is the whole range when no route is about a part of it', () => {
		expect(partsOf(['100.64.0.0/10'], ['default via 10.11.192.253 dev eth0', '10.11.192.0/24 dev eth0'])).toEqual([
			'100.64.0.0/10',
		]);
	});

	it('cuts a part out that has a route of its own', () => {
		const parts = partsOf(['100.64.0.0/10'], ['blackhole 100.96.0.0/11', 'default via 10.0.0.1 dev eth0']);
		expect(parts.toSorted()).toEqual(['100.64.0.0/11', '100.96.0.0/11']);
	});

	it('asks for an address inside each part', () => {
		expect(partsOf(['100.64.0.0/10'], ['100.64.1.0/24 dev docker0']).map(sampleOf)).toContain('100.64.1.10');
	});

	it('takes a route for more than the sources as one for all of them', () => {
		expect(partsOf(['10.0.1.0/24'], ['10.0.0.0/8 dev eth1'])).toEqual(['10.0.1.0/24']);
	});
});
