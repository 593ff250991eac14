import {describe, expect, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import type {ProbeObservation, ProbeReply} from '../../source/engine/probe.ts';
import {type Course, type Done, emptyCourse, mostRemembered, outlookOf, takeProbe} from '../../source/watch/course.ts';
import type {Sight, Way} from '../../source/watch/event.ts';
import {type Pace, paceOf} from '../../source/watch/pace.ts';
import {probeResult} from '../../source/watch/result.ts';
import {signOf} from '../../source/watch/sign.ts';

const pace: Pace = {intervalMs: 2000, timeoutMs: 5000, healthy: 3, unhealthy: 3};

/** Probes one after the other at the pace: `+` takes 100 ms, `-` the timeout, `?` nothing. */
const courseOf = (signs: string): Course => {
	let atMs = 0;
	let course = emptyCourse;
	for (const sign of signs) {
		const tookMs = sign === '+' ? 100 : sign === '-' ? 5000 : 0;
		const done: Done = {
			sign: sign === '+' ? 'pass' : sign === '-' ? 'fail' : 'unknown',
			beganMs: atMs,
			endedMs: atMs + tookMs,
		};
		course = takeProbe(course, done, pace);
		atMs += tookMs + pace.intervalMs;
	}
	return course;
};

test('the interval of a pace is CLB’s, and so is the timeout that counts', () => {
	expect(paceOf(sampleTarget)).toEqual(pace);
	const slow = {...sampleTarget, healthCheck: {...sampleTarget.healthCheck, timeoutS: 2, intervalS: 10}};
	expect(paceOf(slow)).toMatchObject({intervalMs: 10_000, timeoutMs: 10_000});
	expect(paceOf({...slow, product: 'alb'})).toMatchObject({intervalMs: 10_000, timeoutMs: 2000});
});

describe('the outlook', () => {
	test('after a repair it begins where the fault was seen last', () => {
		// --- ends at 19 s, the last one began at 14 s; + from 21 s to 21.1 s.
		expect(outlookOf(courseOf('---+'), pace)).toEqual({
			verdict: 'healthy',
			needed: 2,
			window: {earliestMs: 14_000 + 4000, latestMs: 21_100 + 5000 + 6000 + 300},
		});
	});

	test('from the beginning on nobody knows how long it has been healthy', () => {
		expect(outlookOf(courseOf('++'), pace)?.window.earliestMs).toBe(0);
	});

	test('after a gap neither', () => {
		expect(outlookOf(courseOf('---?+'), pace)?.window.earliestMs).toBe(0);
	});

	test('there is none where nothing changes', () => {
		expect(outlookOf(courseOf('+++'), pace)).toBeUndefined();
		expect(outlookOf(courseOf('+++-+'), pace)).toBeUndefined();
	});

	test('is told from now on', () => {
		const {coming, inARow, verdict} = probeResult(courseOf('---+'), pace, 21_100);
		expect({coming, inARow, verdict}).toEqual({
			coming: {verdict: 'healthy', needed: 2, leastMs: 0, mostMs: 11_300},
			inARow: 1,
			verdict: 'unhealthy',
		});
	});
});

test('changes are counted between verdicts that were known', () => {
	expect(courseOf('+++---+++').changes).toBe(2);
	expect(courseOf('+++?+++').changes).toBe(0);
	expect(courseOf('+++?---').changes).toBe(1);
});

test('a week of probes needs no more memory than some minutes', () => {
	const {recent, probes, passed} = courseOf('+'.repeat(10 * mostRemembered));
	expect(recent).toHaveLength(mostRemembered);
	expect([probes, passed]).toEqual([10 * mostRemembered, 10 * mostRemembered]);
});

describe('what a probe of the host to itself means', () => {
	const observed = (reply: ProbeReply, failure?: 'unreachable'): ProbeObservation => ({
		command: {file: 'curl', args: []},
		stdout: '',
		stderr: '',
		durationMs: 1,
		shape: {protocol: 'http', address: '10.11.192.1', port: 80, timeoutMs: 5000},
		reply,
		...(failure === undefined ? {} : {failure}),
	});
	const ok: ProbeReply = {outcome: 'answered', status: 200, totalMs: 3};
	const open: Way = {is: 'open'};
	const stopped: Way = {is: 'stopped', why: 'rule 7 drops them'};
	const unknown: Way = {is: 'unknown', why: 'no root'};
	const sight = (is: Sight['is']): Sight => ({is, count: 2, when: 'within 4 s', command: 'ss -tan'});

	test.each<[string, ProbeReply, Way, readonly Sight[], string]>([
		['a good answer where nothing is in the way passes', ok, open, [], 'pass'],
		['a good answer never passes where a rule stops the load balancer’s', ok, stopped, [], 'fail'],
		['even if some of its probes are served', ok, stopped, [sight('served')], 'fail'],
		['unknown is never green', ok, unknown, [], 'unknown'],
		['unless the load balancer’s own are seen to be served', ok, unknown, [sight('served')], 'pass'],
		['its own that are lost count more than the reading', ok, open, [sight('stopped')], 'fail'],
		['its own that get a status which isn’t accepted as well', ok, open, [sight('rejected')], 'fail'],
		['where some are served the others may be somebody else’s', ok, open, [sight('stopped'), sight('served')], 'pass'],
		['a bad answer fails', {...ok, status: 503}, open, [sight('served')], 'fail'],
		['a late answer fails', {...ok, totalMs: 5001}, open, [], 'fail'],
		['no answer fails', {outcome: 'answer-timeout', totalMs: 5000}, open, [], 'fail'],
		['one that could not be sent says nothing', {outcome: 'cancelled', totalMs: 0}, open, [], 'unknown'],
	])('%s', (_, reply, way, seen, sign) => {
		expect(signOf(observed(reply), {way, seen, target: sampleTarget, timeoutMs: 5000}).sign).toBe(sign);
	});

	test.each<[string, Way, readonly Sight[], string]>([
		['a rule', stopped, [], '200，用时 0.003 秒，但 rule 7 drops them'],
		['nobody knows what', {is: 'stopped'}, [], '200，用时 0.003 秒，但途中有东西拦截了它'],
		['its own probes', open, [sight('refused')], '200，用时 0.003 秒，但负载均衡自己的探测被拒绝（ss -tan）'],
		['what could not be read', unknown, [], '200，用时 0.003 秒，来自主机自身；no root'],
		['the unknown', {is: 'unknown'}, [], '200，用时 0.003 秒，来自主机自身；负载均衡报文的路径未知'],
	])('what speaks against it is said in Chinese: %s', (_, way, seen, zh) => {
		expect(signOf(observed(ok), {way, seen, target: sampleTarget, timeoutMs: 5000}).says.zh).toBe(zh);
	});

	test('a lost host says nothing either', () => {
		const lost = observed({outcome: 'connect-timeout', totalMs: 1}, 'unreachable');
		expect(signOf(lost, {way: open, seen: [], target: sampleTarget, timeoutMs: 5000}).sign).toBe('unknown');
	});
});
