import {prefixRange} from '../address.ts';
import type {Ranges} from '../ranges.ts';

/** A prefix of IPv4 as one number: its first address and its length. */
const keyOf = (first: number, length: number): number => first * 64 + length;

const prefixOf = (key: number): readonly [first: number, length: number] => [Math.floor(key / 64), key % 64];

/** Prefixes of IPv4: the largest sets have a million of them, and as objects these would take a hundred times the room. */
export class Prefixes {
	#keys = new Float64Array(64);
	#size = 0;

	get size(): number {
		return this.#size;
	}

	add(first: number, length: number): void {
		if (this.#size === this.#keys.length) {
			const larger = new Float64Array(2 * this.#size);
			larger.set(this.#keys);
			this.#keys = larger;
		}
		this.#keys[this.#size] = keyOf(first, length);
		this.#size++;
	}

	/** Each one: its first and last address, and its length. */
	*all(): Generator<readonly [first: number, last: number, length: number]> {
		for (const key of this.#keys.subarray(0, this.#size)) {
			const [first, length] = prefixOf(key);
			yield [first, first + 2 ** (32 - length) - 1, length];
		}
	}

	/** All addresses, as ranges that neither overlap nor touch. */
	ranges(): Ranges {
		const sorted = this.#keys.slice(0, this.#size).sort();
		const ranges: number[] = [];
		let end = -2;
		for (const key of sorted) {
			const [first, length] = prefixOf(key);
			const last = first + 2 ** (32 - length) - 1;
			if (first > end + 1) ranges.push(first, last);
			else if (last > end) ranges[ranges.length - 1] = last;
			end = Math.max(end, last);
		}
		return ranges;
	}
}

const [zero, dot, slash] = ['0', '.', '/'].map(sign => sign.charCodeAt(0));

/**
 * Adds the prefix that a part of a text is, `192.0.2.1` or `192.0.2.0/24`; says whether it is one. A netmask of the set
 * makes single addresses networks.
 */
export function addPrefix(
	prefixes: Prefixes,
	{
		text,
		from,
		to,
		netmask,
	}: {readonly text: string; readonly from: number; readonly to: number; readonly netmask: number},
): boolean {
	let [value, number, digits, dots, length] = [0, 0, 0, 0, -1];
	for (let at = from; at <= to; at++) {
		const code = at === to ? slash : text.charCodeAt(at);
		if (code === dot || code === slash) {
			if (digits === 0) return false;
			if (length >= 0) {
				if (at !== to || number > 32) return false;
				length = number;
			} else {
				if (number > 255) return false;
				value = value * 256 + number;
				if (code === dot) dots++;
				else length = at === to ? 32 : 0;
			}
			[number, digits] = [0, 0];
		} else {
			const digit = code === undefined || zero === undefined ? -1 : code - zero;
			if (digit < 0 || digit > 9 || digits === 3) return false;
			number = number * 10 + digit;
			digits++;
		}
	}
	if (dots !== 3) return false;
	const shorter = Math.min(length, netmask);
	const [first] = prefixRange(value, shorter);
	prefixes.add(Number(first), shorter);
	return true;
}
