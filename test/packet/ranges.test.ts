import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseRanges, toPrefixes} from '../../source/packet/address.ts';
import {common, holds, rangesOf, sizeOf, union, without} from '../../source/packet/ranges.ts';

const pair = fc.tuple(fc.nat(60), fc.nat(8)).map(([first, more]) => [first, first + more] as const);
const someRanges = fc.array(pair, {maxLength: 8}).map(rangesOf);
const points = Array.from({length: 70}, (_, index) => index);

describe('sets of numbers', () => {
	test('common, union and without hold what they say, point by point', () => {
		fc.assert(
			fc.property(someRanges, someRanges, (a, b) => {
				const [both, either, rest] = [common(a, b), union(a, b), without(a, b)];
				for (const point of points) {
					expect(holds(both, point)).toBe(holds(a, point) && holds(b, point));
					expect(holds(either, point)).toBe(holds(a, point) || holds(b, point));
					expect(holds(rest, point)).toBe(holds(a, point) && !holds(b, point));
				}
			}),
		);
	});

	test('ranges neither overlap nor touch, however they are put together', () => {
		fc.assert(
			fc.property(someRanges, someRanges, (a, b) => {
				for (const ranges of [common(a, b), union(a, b), without(a, b)])
					for (let index = 1; index < ranges.length - 1; index += 2)
						expect(Number(ranges[index]) + 1).toBeLessThan(Number(ranges[index + 1]));
			}),
		);
	});
});

describe('prefixes', () => {
	test.each([
		[['100.64.0.0/10'], ['100.64.0.0/10']],
		[['100.64.0.0-100.127.255.255'], ['100.64.0.0/10']],
		[['100.64.0.0/255.192.0.0'], ['100.64.0.0/10']],
		[['100.64.0.1-100.64.0.4'], ['100.64.0.1/32', '100.64.0.2/31', '100.64.0.4/32']],
		[['0.0.0.0/0'], ['0.0.0.0/0']],
		[['255.255.255.255'], ['255.255.255.255/32']],
	])('%j is written as %j', (texts, prefixes) => {
		expect(toPrefixes(parseRanges(texts, 4))).toEqual(prefixes);
	});

	test.each([
		[['2001:db8::/32'], ['2001:db8::/32']],
		[['::/0'], ['::/0']],
		[['fd00::1-fd00::2'], ['fd00::1/128', 'fd00::2/128']],
	])('%j is written as %j', (texts, prefixes) => {
		expect(toPrefixes(parseRanges(texts, 6))).toEqual(prefixes);
	});

	test.each(['', '1.2.3', '256.0.0.1', '1.2.3.4/33', '1.2.3.4/255.0.255.0', 'localhost', '::1', '5-1'])(
		'%j is no IPv4 prefix',
		text => {
			expect(parseRanges([text], 4)).toEqual([]);
		},
	);

	test('the size is the number of addresses', () => {
		expect(sizeOf(parseRanges(['100.64.0.0/10', '10.0.0.1'], 4))).toBe(2 ** 22 + 1);
	});
});
