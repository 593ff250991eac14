import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import type {Latency} from '../../source/engine/exhibit.ts';
import type {PathStation} from '../../source/engine/path.ts';
import {asciiSigns, type Signs, spoken, unicodeSigns} from '../../source/face/signs.ts';
import {text} from '../../source/face/text.ts';
import {latencyLines} from '../../source/face/words/latency.ts';
import {pathLines} from '../../source/face/words/path.ts';

const path: readonly PathStation[] = [
	{name: 'balancer', state: 'unknown'},
	{name: 'route', state: 'passes'},
	{name: 'filter', state: 'fails', code: 'firewall-drops-probes'},
	{name: 'listener', state: 'passes'},
	{name: 'queue', state: 'not-needed'},
	{name: 'answer', state: 'risk', code: 'dynamic-health-page'},
	{name: 'time', state: 'coming'},
];

const latency = (times: readonly number[], note = '200'): Latency => ({
	is: 'latency',
	title: 'How long the answers took (sent from the host itself)',
	limitMs: 2000,
	probes: times.map((ms, index) => ({
		name: `Probe ${index + 1}`,
		ms,
		is: note === '200' || index > 0 ? 'accepted' : 'not-accepted',
		note: index === 0 ? note : '200',
	})),
});

const rows = (lines: Parameters<typeof text>[0], columns: number, signs: Signs): readonly string[] =>
	text(lines, {columns, signs}).trimEnd().split('\n');

describe('the path', () => {
	test.each<readonly [string, number, Signs, readonly string[]]>([
		[
			'80 columns',
			80,
			unicodeSigns,
			[
				'? balancer → ✔ route → ✖ filter → ✔ listener → – queue → ! answer → · time',
				'✖ filter: firewall-drops-probes  ! answer: dynamic-health-page',
			],
		],
		[
			'40 columns',
			40,
			unicodeSigns,
			[
				'? balancer → ✔ route → ✖ filter →',
				'✔ listener → – queue → ! answer → · time',
				'✖ filter: firewall-drops-probes',
				'! answer: dynamic-health-page',
			],
		],
		[
			'24 columns, the least that Ink gets',
			24,
			unicodeSigns,
			[
				'? balancer → ✔ route →',
				'✖ filter → ✔ listener →',
				'– queue → ! answer →',
				'· time',
				'✖ filter:',
				'firewall-drops-probes',
				'! answer:',
				'dynamic-health-page',
			],
		],
		[
			'80 columns of ASCII',
			80,
			asciiSigns,
			[
				'? balancer > + route > x filter > + listener > - queue > ! answer > . time',
				'x filter: firewall-drops-probes  ! answer: dynamic-health-page',
			],
		],
		[
			'40 columns of ASCII',
			40,
			asciiSigns,
			[
				'? balancer > + route > x filter >',
				'+ listener > - queue > ! answer > . time',
				'x filter: firewall-drops-probes',
				'! answer: dynamic-health-page',
			],
		],
		[
			'a screen reader',
			80,
			spoken(unicodeSigns),
			[
				'The probe’s path: balancer not known, route in order, filter fails',
				'(firewall-drops-probes), listener in order, queue not needed, answer at risk',
				'(dynamic-health-page), time not looked at yet.',
			],
		],
	])('for %s', (_, columns, signs, expected) => {
		const drawn = rows(pathLines(path), columns, signs);
		expect(drawn).toEqual(expected);
		for (const row of drawn) expect(stringWidth(row)).toBeLessThanOrEqual(columns);
	});

	test('its colours are of the sixteen, and each stands with a sign', () => {
		const coloured = text(pathLines(path.slice(1, 3)), {columns: 80, signs: unicodeSigns}, 'colour');
		expect(coloured.split('\n')[0]).toBe('\u001B[32m✔ route\u001B[0m → \u001B[31m✖ filter\u001B[0m');
		expect(text(pathLines(path), {columns: 80, signs: unicodeSigns})).not.toContain('\u001B');
	});

	test('is no line at all where there is none', () => {
		expect(pathLines([])).toEqual([]);
	});
});

describe('the latency of the check’s own probes', () => {
	test.each<readonly [string, Latency, number, Signs, readonly string[]]>([
		[
			'80 columns',
			latency([127, 27, 2, 1]),
			80,
			unicodeSigns,
			['▆▄▁▁  4 own probes: 1 ms to 127 ms, all accepted; limit 2 s'],
		],
		[
			'40 columns',
			latency([127, 27, 2, 1]),
			40,
			unicodeSigns,
			['▆▄▁▁', '4 own probes: 1 ms to 127 ms, all', 'accepted; limit 2 s'],
		],
		[
			'some that are not accepted',
			latency([90, 1], '500'),
			80,
			unicodeSigns,
			['✖▁  2 own probes: 1 ms to 90 ms, 1 of 2 not accepted (500); limit 2 s'],
		],
		[
			'an answer that comes too late',
			{...latency([3600]), probes: [{name: 'Probe 1', ms: 3600, is: 'not-accepted', note: '200'}]},
			80,
			unicodeSigns,
			['✖  1 own probe: 3.6 s, not accepted (too late); limit 2 s'],
		],
		['a refusal', latency([3], 'refused'), 80, asciiSigns, ['x  1 own probe: 3 ms, not accepted (refused); limit 2 s']],
		[
			'a screen reader',
			latency([127, 27, 2, 1]),
			80,
			spoken(unicodeSigns),
			['How long the answers took (sent from the host itself): 1 ms to 127 ms, all', 'accepted; the limit is 2 s.'],
		],
	])('for %s', (_, exhibit, columns, signs, expected) => {
		expect(rows(latencyLines(exhibit), columns, signs)).toEqual(expected);
	});

	test('words of the host in it are cleaned', () => {
		expect(text(latencyLines(latency([3], '\u001B[31m500')), {columns: 80, signs: unicodeSigns})).not.toContain(
			'\u001B',
		);
	});
});
