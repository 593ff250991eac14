import {afterEach, expect, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import type {HealthCheck, Product, Target} from '../../source/engine/target.ts';
import {timingSentences, untilHealthyS, untilRefusedUnhealthyS, untilUnhealthyS} from '../../source/engine/timing.ts';
import {speak} from '../../source/engine/words.ts';

afterEach(() => {
	speak('en');
});

const target = (product: Product, check: Partial<HealthCheck>): Target => ({
	...sampleTarget,
	product,
	healthCheck: {...sampleTarget.healthCheck, ...check},
});

const udp = {protocol: 'udp', timeoutS: 10, intervalS: 5} as const;
const nlb = {intervalS: 5, healthyThreshold: 2, unhealthyThreshold: 2} as const;

test.each([
	['the defaults of CLB', target('clb', {}), {unhealthy: 19, refused: 4, healthy: 4}],
	['the UDP defaults of CLB', target('clb', udp), {unhealthy: 40, refused: 10, healthy: 10}],
	['the defaults of NLB', target('nlb', nlb), {unhealthy: 15, refused: 5, healthy: 5}],
	[
		'a CLB timeout below the interval',
		target('clb', {timeoutS: 2, intervalS: 10}),
		{unhealthy: 50, refused: 20, healthy: 20},
	],
	[
		'an ALB timeout below the interval',
		target('alb', {timeoutS: 2, intervalS: 10}),
		{unhealthy: 26, refused: 20, healthy: 20},
	],
])('the official formulas hold for %s', (_name, given, {unhealthy, refused, healthy}) => {
	expect([untilUnhealthyS(given), untilRefusedUnhealthyS(given), untilHealthyS(given)]).toEqual([
		unhealthy,
		refused,
		healthy,
	]);
});

test('slow answers make the way back longer', () => {
	expect(untilHealthyS(sampleTarget, 1.5)).toBe(8.5);
});

test('the sentences hold the numbers of this check', () => {
	expect(timingSentences(sampleTarget)).toEqual([
		'After the fix it needs 3 successes in a row: about 4 s when the answers are fast. The console may show it a little later.',
		'Until a backend is called unhealthy, 3 probes in a row have to fail: 19 s when they time out; about 4 s when they are refused at once.',
		'Every node of the load balancer counts by itself, so the state can differ for a moment.',
	]);
});

test('a timeout that CLB ignores is said, with the one that counts', () => {
	expect(timingSentences(target('clb', {timeoutS: 2, intervalS: 10})).join(' ')).toContain(
		'50 s when they time out, for CLB waits 10 s instead of the 2 s that are set',
	);
	expect(timingSentences(target('alb', {timeoutS: 2, intervalS: 10})).join(' ')).not.toContain('instead of');
});

test('minutes are told as minutes', () => {
	expect(timingSentences(target('clb', {timeoutS: 60, intervalS: 50}))[1]).toContain('4 min 40 s when they time out');
});

test('fail-open is told for ALB and NLB only', () => {
	const failOpen = /still sent/;
	expect(timingSentences(target('alb', {})).join(' ')).toMatch(failOpen);
	expect(timingSentences(target('nlb', nlb)).join(' ')).toMatch(failOpen);
	expect(timingSentences(sampleTarget).join(' ')).not.toMatch(failOpen);
});

test('the sentences are told in Chinese with the same numbers', () => {
	const slow = target('clb', {timeoutS: 2, intervalS: 50});
	const english = [...timingSentences(slow), ...timingSentences(target('alb', {}))];
	speak('zh-CN');
	const chinese = [...timingSentences(slow), ...timingSentences(target('alb', {}))];
	const numbers = (text: string): readonly string[] => text.match(/\d+/g) ?? [];
	expect(chinese.map(numbers)).toEqual(english.map(numbers));
	expect(chinese[1]).toBe(
		'后端服务器被判定为异常之前，需要连续 3 次探测失败：探测超时的情况下为 4 分 10 秒（CLB 等待 50 秒，而不是设置的 2 秒）；探测立即被拒绝的情况下约 100 秒。',
	);
	for (const text of chinese) expect(text).toMatch(/^[^a-z]*。$/);
});
