import ipaddr from 'ipaddr.js';
import {after, type Point, pairs, type Ranges, rangesOf} from './ranges.ts';

/** The two versions of the internet protocol. */
export type Family = 4 | 6;

const dottedQuad = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** Reads an address; undefined for anything else, names included. */
export function parseAddress(text: string): {readonly family: Family; readonly value: Point} | undefined {
	const quad = dottedQuad.exec(text);
	if (quad) {
		const [a, b, c, d] = [Number(quad[1]), Number(quad[2]), Number(quad[3]), Number(quad[4])];
		if (a > 255 || b > 255 || c > 255 || d > 255) return undefined;
		return {family: 4, value: ((a * 256 + b) * 256 + c) * 256 + d};
	}
	const plain = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
	if (!plain.includes(':') || !ipaddr.IPv6.isValid(plain)) return undefined;
	const bytes = ipaddr.IPv6.parse(plain).toByteArray();
	return {family: 6, value: bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n)};
}

/** The version of an address or prefix that is written out. */
export const familyOf = (text: string): Family => (text.includes(':') ? 6 : 4);

const bitsOf = (family: Family): number => (family === 4 ? 32 : 128);

/** The first and last address of a prefix. */
export function prefixRange(value: Point, length: number): readonly [Point, Point] {
	if (typeof value === 'number') {
		const size = 2 ** (32 - length);
		const first = Math.floor(value / size) * size;
		return [first, first + size - 1];
	}
	const size = 1n << BigInt(128 - length);
	const first = (value / size) * size;
	return [first, first + size - 1n];
}

/** The length of a netmask; undefined when its ones are not all in front. */
function maskLength(mask: Point, family: Family): number | undefined {
	const bits = BigInt(mask).toString(2).padStart(bitsOf(family), '0');
	const length = bits.indexOf('0');
	if (length < 0) return bits.length;
	return bits.includes('1', length) ? undefined : length;
}

/** Reads `address`, `address/length`, `address/mask` or `first-last`; undefined when it is none of these. */
export function parseSpan(
	text: string,
): {readonly family: Family; readonly range: readonly [Point, Point]; readonly length?: number} | undefined {
	const dash = text.indexOf('-');
	if (dash > 0) {
		const [first, last] = [parseAddress(text.slice(0, dash)), parseAddress(text.slice(dash + 1))];
		if (!first || !last || first.family !== last.family || first.value > last.value) return undefined;
		return {family: first.family, range: [first.value, last.value]};
	}
	const slash = text.indexOf('/');
	const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
	if (!address) return undefined;
	const {family, value} = address;
	if (slash < 0) return {family, range: [value, value], length: bitsOf(family)};
	const suffix = text.slice(slash + 1);
	const mask = /^\d+$/.test(suffix) ? undefined : parseAddress(suffix);
	const length = mask ? maskLength(mask.value, family) : /^\d+$/.test(suffix) ? Number(suffix) : undefined;
	if (length === undefined || length > bitsOf(family) || (mask && mask.family !== family)) return undefined;
	return {family, range: prefixRange(value, length), length};
}

/** The set of all addresses of a list of prefixes, of one family; what can't be read is left out. */
export function parseRanges(texts: readonly string[], family: Family): Ranges {
	return rangesOf(
		texts.flatMap(text => {
			const span = parseSpan(text);
			return span?.family === family ? [span.range] : [];
		}),
	);
}

/** Writes an address the usual way. */
export function formatAddress(value: Point): string {
	if (typeof value === 'number') return [24, 16, 8, 0].map(shift => Math.floor(value / 2 ** shift) % 256).join('.');
	const bytes = Array.from({length: 16}, (_, index) => Number((value >> BigInt(8 * (15 - index))) & 255n));
	return ipaddr.fromByteArray(bytes).toString();
}

/** The fewest prefixes that make up the set. */
export function toPrefixes(ranges: Ranges): readonly string[] {
	const prefixes: string[] = [];
	for (const [first, last] of pairs(ranges)) {
		let next = first;
		while (next <= last) {
			const bits = typeof next === 'number' ? 32 : 128;
			let length = bits;
			while (length > 0) {
				const [start, end] = prefixRange(next, length - 1);
				if (start !== next || end > last) break;
				length--;
			}
			prefixes.push(`${formatAddress(next)}/${length}`);
			next = after(prefixRange(next, length)[1]);
		}
	}
	return prefixes;
}
