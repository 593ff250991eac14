import {describe, expect, test} from 'vitest';
import {flappingOf, probesUntilRun} from '../../source/watch/flapping.ts';
import {type BalancerNode, type Sign, takeSign} from '../../source/watch/node.ts';
import type {Pace} from '../../source/watch/pace.ts';

const pace: Pace = {intervalMs: 2000, timeoutMs: 5000, healthy: 3, unhealthy: 3};

/** A generator of numbers from 0 to 1 that gives the same ones each time (Park and Miller). */
const random = (seed: number) => {
	let last = seed;
	return (): number => {
		last = (last * 48_271) % 2_147_483_647;
		return last / 2_147_483_647;
	};
};

const draw = (count: number, next: (before: Sign) => number): readonly Sign[] => {
	const chance = random(42);
	const signs: Sign[] = [];
	for (let index = 0; index < count; index++) signs.push(chance() < next(signs.at(-1) ?? 'pass') ? 'fail' : 'pass');
	return signs;
};

/** How often a node that is given these results is taken out. */
const timesOut = (signs: readonly Sign[]): number => {
	let node: BalancerNode = {verdict: 'healthy'};
	let times = 0;
	for (const sign of signs) {
		const after = takeSign(node, sign, pace);
		if (node.verdict === 'healthy' && after.verdict === 'unhealthy') times++;
		node = after;
	}
	return times;
};

test.each([
	[0.5, 3, 14],
	[0.1, 2, 110],
	[0.25, 2, 20],
])('runs of chance %d and length %i take %i results in the mean', (chance, length, mean) => {
	expect(probesUntilRun(chance, 1 - chance, length)).toBeCloseTo(mean);
});

describe('the estimate agrees with what a node does', () => {
	test.each<[string, (before: Sign) => number]>([
		['when failures come by chance', () => 0.3],
		['when they come in clusters', before => (before === 'fail' ? 0.8 : 0.05)],
		['when every other one fails, mostly', before => (before === 'fail' ? 0.1 : 0.8)],
	])('%s', (_, next) => {
		const signs = draw(200_000, next);
		const estimate = flappingOf(signs, pace, 0);
		const hours = (signs.length * pace.intervalMs) / 3_600_000;
		const real = timesOut(signs) / hours;
		expect(estimate?.timesAnHour).toBeGreaterThan(real * 0.9);
		expect(estimate?.timesAnHour).toBeLessThan(real * 1.1);
	});
});

test('nothing is estimated from few probes, or from one fault that came and went', () => {
	expect(
		flappingOf(
			draw(15, () => 0.5),
			pace,
			0,
		),
	).toBeUndefined();
	const oneFault: readonly Sign[] = [...Array(30).fill('pass'), ...Array(10).fill('fail'), ...Array(30).fill('pass')];
	expect(flappingOf(oneFault, pace, 0)).toBeUndefined();
});

test('failures that never come in a row never take a backend out', () => {
	const signs = Array.from({length: 40}, (_, index): Sign => (index % 2 === 0 ? 'pass' : 'fail'));
	expect(flappingOf(signs, pace, 0)).toMatchObject({timesAnHour: 0, probes: 40, failed: 20});
});
