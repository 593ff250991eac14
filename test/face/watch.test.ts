import {describe, expect, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import {emptyWatchScreen, watchRows, watchScreen} from '../../source/face/ink/watch-screen.ts';
import {asciiSigns, unicodeSigns} from '../../source/face/signs.ts';
import {sparkline} from '../../source/face/words/sparkline.ts';
import {watchLines} from '../../source/face/words/watch.ts';
import type {WatchEvent} from '../../source/watch/event.ts';

const at = '2026-11-22T08:00:00.000Z';

const probe = (number: number, sign: 'pass' | 'fail' = 'pass'): Extract<WatchEvent, {type: 'probe'}> => ({
	type: 'probe',
	at,
	number,
	sign,
	outcome: 'answered',
	tookMs: number,
	says: '200 in 0.003 s',
	verdict: 'unhealthy',
	inARow: 2,
	coming: {verdict: 'healthy', needed: 1, leastMs: 1500, mostMs: 8700},
});

const long =
	'rule 3 of filter INPUT (iptables): -A INPUT -s 100.64.0.0/10 -p tcp -m tcp --dport 80 -m comment --comment "nobody knows why" -j DROP';
const events: readonly WatchEvent[] = [
	{type: 'started', at, target: sampleTarget, intervalMs: 2000, timeoutMs: 5000},
	{type: 'way', at, is: 'stopped', why: long},
	...Array.from({length: 300}, (_, index) => probe(index + 1, index % 7 === 0 ? 'fail' : 'pass')),
	{type: 'change', at, from: 'healthy', to: 'unhealthy'},
	{type: 'seen', at, is: 'stopped', count: 4, when: 'within 4 s', command: `iptables-save -c ${'x'.repeat(100)}`},
	{type: 'flapping', at, flapping: {timesAnHour: 40, healthyShare: 0.6, probes: 240, failed: 30}},
];
const screen = events.reduce(watchScreen, emptyWatchScreen);

describe('the live part of the screen', () => {
	test.each([
		[80, 24],
		[40, 12],
		[24, 10],
	])('at %ix%i never reaches its height, and holds the verdict, what comes and the keys', (columns, rows) => {
		const shown = watchRows(screen, {columns, rows}, unicodeSigns);
		expect(shown.length).toBeLessThan(rows - 1);
		const words = shown.map(({lead, text}) => `${lead}${text}`);
		for (const row of words) expect(row.length).toBeLessThanOrEqual(columns);
		expect(words.join(' ')).toContain('Unhealthy');
		expect(words.join(' ')).toMatch(/2 of 3/);
		expect(words.slice(-2).join(' ')).toContain('q ends');
	});

	test('keeps only so many probes, however long it watches', () => {
		expect(screen.bars).toHaveLength(240);
		expect(screen.probe?.number).toBe(300);
	});

	test('is empty when it is over', () => {
		const over = watchScreen(screen, {
			type: 'ended',
			at,
			because: 'closed',
			verdict: 'unhealthy',
			lastedMs: 1,
			probes: 1,
			passed: 0,
			failed: 1,
			changes: 0,
			slowestMs: 3,
		});
		expect(watchRows(over, {columns: 80, rows: 24}, unicodeSigns)).toEqual([]);
	});
});

describe('the trace of latency', () => {
	const bars = [
		{sign: 'pass', tookMs: 1},
		{sign: 'pass', tookMs: 70},
		{sign: 'fail', tookMs: 5000},
		{sign: 'pass', tookMs: 4900},
		{sign: 'unknown', tookMs: 0},
	] as const;

	test.each([
		['the signs of Unicode', unicodeSigns, '▁▄✖█?'],
		['ASCII', asciiSigns, '_~x#?'],
	])('in %s', (_, signs, drawn) => {
		expect(sparkline(bars, 5000, 80, signs.bars)).toBe(drawn);
	});

	test('has the last probes where there is little room', () => {
		expect(sparkline(bars, 5000, 2, unicodeSigns.bars)).toBe('█?');
	});
});

test('what comes is told with both ends of its window', () => {
	expect(watchLines(probe(2))[0]?.text).toContain(
		'probe 2: 200 in 0.003 s · 2 of 3 passed in a row; healthy in 1 s at the earliest, in at most 9 s',
	);
});

test('what a host says is cleaned', () => {
	const [line] = watchLines({...probe(1), says: 'evil\u001B[2J\u202Eword'});
	expect(line?.text).toMatch(/evilword/);
});
