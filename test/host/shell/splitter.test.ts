import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Splitter} from '../../../source/host/shell/splitter.ts';

const mark = 'abcdef0123456789';
const framed = (parts: ReadonlyArray<{bytes: Uint8Array; status: number}>): Buffer =>
	Buffer.concat(
		parts.flatMap(({bytes, status}, at) => [Buffer.from(bytes), Buffer.from(`\n${mark} c${at} ${status}\n`)]),
	);

/** Cuts at these places. */
const chunked = (whole: Buffer, cuts: readonly number[]): readonly Buffer[] => {
	const places = [0, ...cuts.map(cut => cut % (whole.length + 1)).toSorted((a, b) => a - b), whole.length];
	return places.slice(1).map((to, at) => whole.subarray(places[at], to));
};

describe('a splitter', () => {
	test('gives each command its bytes, however the stream is cut into chunks', () => {
		const part = fc.record({bytes: fc.uint8Array({maxLength: 300}), status: fc.integer({min: 0, max: 255})});
		fc.assert(
			fc.property(fc.array(part, {maxLength: 5}), fc.array(fc.nat(), {maxLength: 40}), (parts, cuts) => {
				const splitter = new Splitter({mark, most: 1000});
				const taken = chunked(framed(parts), cuts).flatMap(chunk => splitter.take(chunk));
				expect(taken.map(({id, status, bytes}) => ({id, status, bytes: [...bytes]}))).toEqual(
					parts.map(({bytes, status}, at) => ({id: `c${at}`, status, bytes: [...bytes]})),
				);
				expect(splitter.rest()).toHaveLength(0);
			}),
		);
	});

	test.each([
		['a line with the mark and no status', `\n${mark} c1\n`],
		['the mark inside a line', `x${mark} c1 0\n`],
		['the mark with an id that is none', `\n${mark} c 1 0\n`],
		['half of the mark', `\n${mark.slice(0, 8)}`],
	])('is not misled by %s', (_, words) => {
		const splitter = new Splitter({mark, most: 1000});
		expect(splitter.take(Buffer.from(words))).toEqual([]);
		expect(splitter.take(Buffer.from(`\n${mark} c9 3\n`)).map(({id, status}) => ({id, status}))).toEqual([
			{id: 'c9', status: 3},
		]);
	});

	test('keeps only the end of what is too long, and finds the mark in it', () => {
		const splitter = new Splitter({mark, most: 10_000});
		for (let count = 0; count < 1000; count++) {
			expect(splitter.take(Buffer.alloc(1000, 'x'))).toEqual([]);
			expect(splitter.rest().length).toBeLessThanOrEqual(11_100);
		}

		expect(splitter.isTooMuch).toBe(true);
		expect(splitter.take(Buffer.from(`\n${mark} c1 0\n`))).toHaveLength(1);
		expect(splitter.isTooMuch).toBe(false);
	});
});
