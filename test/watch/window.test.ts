import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type BalancerNode, comingVerdict, takeSign, unknownNode} from '../../source/watch/node.ts';
import type {Pace} from '../../source/watch/pace.ts';
import {windowOfHealthy, windowOfUnhealthy} from '../../source/watch/window.ts';

const defaults: Pace = {intervalMs: 2000, timeoutMs: 5000, healthy: 3, unhealthy: 3};
const node = (signs: string): BalancerNode =>
	[...signs].reduce(
		(before, sign) => takeSign(before, sign === '+' ? 'pass' : sign === '-' ? 'fail' : 'unknown', defaults),
		unknownNode,
	);

describe('a node of the load balancer', () => {
	test.each([
		['', 'unknown', undefined],
		['++', 'unknown', {verdict: 'healthy', needed: 1}],
		['+++', 'healthy', undefined],
		['+++--', 'healthy', {verdict: 'unhealthy', needed: 1}],
		['+++--+', 'healthy', undefined],
		['+++---', 'unhealthy', undefined],
		['---++-', 'unhealthy', undefined],
		['---++-+', 'unhealthy', {verdict: 'healthy', needed: 2}],
		['+++?', 'unknown', undefined],
		['++?+', 'unknown', {verdict: 'healthy', needed: 2}],
	])('after “%s” it is %s', (signs, verdict, coming) => {
		expect(node(signs).verdict).toBe(verdict);
		expect(comingVerdict(node(signs), defaults)).toEqual(coming);
	});
});

test('with the defaults of CLB a backend that answers again is healthy in at most 11 s, and in 4 s at best', () => {
	expect(windowOfHealthy(defaults, {failedAtMs: 0, passedAtMs: 0, answerMs: 0})).toEqual({
		earliestMs: 4000,
		latestMs: 11_000,
	});
});

test('one that times out is unhealthy in at most 21 s: the official 19 s, and the pause that may just have begun', () => {
	expect(windowOfUnhealthy(defaults, {passedAtMs: 0, failedAtMs: 0, answerMs: 0, failMs: 5000})).toEqual({
		earliestMs: 4000,
		latestMs: 21_000,
	});
});

/** A node that probes from `phaseMs` on. The backend changes at `changeMs`: what a probe meets is decided where it begins. */
const transitionMs = (
	pace: Pace,
	{
		phaseMs,
		changeMs,
		durations,
		to,
	}: {phaseMs: number; changeMs: number; durations: readonly number[]; to: 'pass' | 'fail'},
): number => {
	const from = to === 'pass' ? 'fail' : 'pass';
	let state: BalancerNode = {verdict: to === 'pass' ? 'unhealthy' : 'healthy'};
	let atMs = phaseMs;
	for (let index = 0; ; index++) {
		const sign = atMs < changeMs ? from : to;
		const tookMs = durations[(index * 2 + (sign === 'pass' ? 0 : 1)) % durations.length] ?? 0;
		state = takeSign(state, sign, pace);
		const endMs = atMs + tookMs;
		if (state.verdict === (to === 'pass' ? 'healthy' : 'unhealthy')) return endMs;
		atMs = endMs + pace.intervalMs;
	}
};

const paces = fc.record({
	intervalMs: fc.integer({min: 1000, max: 50_000}),
	timeoutMs: fc.integer({min: 1000, max: 60_000}),
	healthy: fc.integer({min: 2, max: 10}),
	unhealthy: fc.integer({min: 2, max: 10}),
});

describe('whatever a node’s phase, its transition is within the window', () => {
	const parts = {
		pace: paces,
		phase: fc.double({min: 0, max: 1, noNaN: true}),
		speeds: fc.array(fc.double({min: 0, max: 1, noNaN: true}), {minLength: 8, maxLength: 8}),
		before: fc.integer({min: 0, max: 100_000}),
		after: fc.integer({min: 0, max: 100_000}),
		answerShare: fc.double({min: 0, max: 1, noNaN: true}),
	};
	const changeMs = 1_000_000;

	test('to healthy', () => {
		fc.assert(
			fc.property(fc.record(parts), ({pace, phase, speeds, before, after, answerShare}) => {
				const answerMs = answerShare * pace.timeoutMs;
				// Even places are answers, odd ones failures, which take up to the timeout.
				const durations = speeds.map((speed, index) => speed * (index % 2 === 0 ? answerMs : pace.timeoutMs));
				const phaseMs = changeMs - phase * (pace.intervalMs + pace.timeoutMs);
				const at = transitionMs(pace, {phaseMs, changeMs, durations, to: 'pass'});
				const seen = {failedAtMs: changeMs - before, passedAtMs: changeMs + after, answerMs};
				const {earliestMs, latestMs} = windowOfHealthy(pace, seen);
				expect(at).toBeGreaterThanOrEqual(earliestMs);
				expect(at).toBeLessThanOrEqual(latestMs);
			}),
		);
	});

	test('to unhealthy', () => {
		fc.assert(
			fc.property(fc.record(parts), ({pace, phase, speeds, before, after, answerShare}) => {
				const answerMs = answerShare * pace.timeoutMs;
				const durations = speeds.map((speed, index) => speed * (index % 2 === 0 ? answerMs : pace.timeoutMs));
				const phaseMs = changeMs - phase * (pace.intervalMs + answerMs);
				const at = transitionMs(pace, {phaseMs, changeMs, durations, to: 'fail'});
				const seen = {passedAtMs: changeMs - before, failedAtMs: changeMs + after, answerMs, failMs: pace.timeoutMs};
				const {earliestMs, latestMs} = windowOfUnhealthy(pace, seen);
				expect(at).toBeGreaterThanOrEqual(earliestMs);
				expect(at).toBeLessThanOrEqual(latestMs);
			}),
		);
	});
});
