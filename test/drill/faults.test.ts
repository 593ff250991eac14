import {expect, test} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {drawFaults, drillFaults} from '../../source/drill/faults.ts';
import {causeQuestion, causesMeant, nextQuestion} from '../../source/drill/questions.ts';
import {randomFrom} from '../../source/drill/random.ts';

test.each(drillFaults)('$id is offered among others that look like it, each once', ({code, near}) => {
	expect(near.length).toBeGreaterThanOrEqual(4);
	expect(new Set([code, ...near]).size).toBe(near.length + 1);
	for (const other of near) expect(catalogue[other].severity).toBe('failure');
});

test('the faults have names of their own', () => {
	expect(new Set(drillFaults.map(({id}) => id)).size).toBe(drillFaults.length);
});

test('a seed gives the same faults again, another one others, and none is left out', () => {
	const ids = (seed: number): readonly string[] => drawFaults(randomFrom(seed)).map(({id}) => id);
	expect(ids(3)).toEqual(ids(3));
	expect(new Set(ids(3))).toEqual(new Set(drillFaults.map(({id}) => id)));
	expect(new Set([...Array(200).keys()].map(seed => ids(seed)[0])).size).toBeGreaterThan(20);
});

test('the right cause stands at any place among the choices', () => {
	const [fault] = drillFaults;
	if (fault === undefined) throw new Error('There are no faults.');
	const places = [...Array(60).keys()].map(seed =>
		causeQuestion(fault, randomFrom(seed), new Set())().choices?.findIndex(({value}) => value === fault.code),
	);
	expect(new Set(places)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
});

test('what was wrong is not offered again', () => {
	const [fault] = drillFaults;
	const [other] = fault?.near ?? [];
	if (fault === undefined || other === undefined) throw new Error('There are no faults.');
	const values = causeQuestion(fault, randomFrom(1), new Set([other]))().choices?.map(({value}) => value);
	expect(values).not.toContain(other);
	expect(values).toContain(fault.code);
});

test.each<readonly [string, readonly string[]]>([
	['reverse-path-filter', ['reverse-path-filter']],
	[' Reverse-Path-Filter ', ['reverse-path-filter']],
	['accept queue', ['accept-queue-full']],
	['', []],
	['zzzzqqq', []],
])('%j means %j', (typed, codes) => {
	expect(causesMeant(typed)).toEqual(codes);
});

test('a word that several causes hold asks among them', () => {
	expect(causesMeant('firewall')).toEqual(
		expect.arrayContaining(['firewall-drops-probes', 'firewall-drops-replies', 'firewall-rate-limits-probes']),
	);
});

test.each<readonly [string, string | undefined]>([
	['', 'shell'],
	['s', 'shell'],
	['SHELL', 'shell'],
	['a', 'answer'],
	['h', 'hint'],
	['c', 'checks'],
	['g', 'give-up'],
	['x', undefined],
	['constructor', undefined],
])('%j chooses %j', (typed, action) => {
	expect(nextQuestion({hints: 0, hasShell: true, suggestion: 'shell'}).read(typed)).toBe(action);
});

test('after the last hint there is none, and without a network of its own there is no shell', () => {
	const {setting, read} = nextQuestion({hints: 3, hasShell: false, suggestion: 'answer'});
	expect(setting().choices?.map(({value}) => value)).toEqual(['answer', 'checks', 'give-up']);
	expect(read('h')).toBeUndefined();
	expect(read('s')).toBeUndefined();
});
