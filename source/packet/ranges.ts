/**
 * A set of addresses (or of other numbers): first and last of each range, one after the other, ascending, and neither
 * overlapping nor touching. IPv4 addresses are numbers and IPv6 addresses bigints; one set never holds both.
 */
export type Ranges = readonly Point[];

/** An address as a number. */
export type Point = number | bigint;

/** The number after this one. */
export const after = (point: Point): Point => (typeof point === 'number' ? point + 1 : point + 1n);

/** The number before this one. */
export const before = (point: Point): Point => (typeof point === 'number' ? point - 1 : point - 1n);

/** The set of nothing. */
export const nothing: Ranges = [];

/** The ranges of a set, as pairs. */
export function* pairs(ranges: Ranges): Generator<readonly [Point, Point]> {
	for (let index = 0; index < ranges.length; index += 2) {
		const [first, last] = [ranges[index], ranges[index + 1]];
		if (first !== undefined && last !== undefined) yield [first, last];
	}
}

/** Puts pairs in any order, overlapping or not, into one set. */
export function rangesOf(unordered: Iterable<readonly [Point, Point]>): Ranges {
	const all = [...unordered];
	let inOrder = true;
	for (let index = 1; inOrder && index < all.length; index++) {
		const [previous, next] = [all[index - 1], all[index]];
		if (previous && next && previous[0] > next[0]) inOrder = false;
	}
	if (!inOrder) all.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
	const merged: Point[] = [];
	for (const [first, last] of all) {
		const end = merged.at(-1);
		if (end === undefined || first > after(end)) merged.push(first, last);
		else if (last > end) merged[merged.length - 1] = last;
	}
	return merged;
}

/** Where the first range that ends at or after the point starts in the array. */
function seek(ranges: Ranges, point: Point): number {
	let [low, high] = [0, ranges.length / 2];
	while (low < high) {
		const middle = (low + high) >> 1;
		const last = ranges[2 * middle + 1];
		if (last !== undefined && last < point) low = middle + 1;
		else high = middle;
	}
	return 2 * low;
}

/** Whether the set holds the point. */
export function holds(ranges: Ranges, point: Point): boolean {
	const first = ranges[seek(ranges, point)];
	return first !== undefined && first <= point;
}

/** What is in both sets. Only the part of either set that the other reaches is looked at. */
export function common(a: Ranges, b: Ranges): Ranges {
	const [startA, startB, endA, endB] = [a[0], b[0], a.at(-1), b.at(-1)];
	if (startA === undefined || startB === undefined || endA === undefined || endB === undefined) return nothing;
	const both: Point[] = [];
	let [atA, atB] = [seek(a, startB), seek(b, startA)];
	for (;;) {
		const [firstA, lastA, firstB, lastB] = [a[atA], a[atA + 1], b[atB], b[atB + 1]];
		if (firstA === undefined || lastA === undefined || firstB === undefined || lastB === undefined) return both;
		if (firstA > endB || firstB > endA) return both;
		const [first, last] = [firstA > firstB ? firstA : firstB, lastA < lastB ? lastA : lastB];
		if (first <= last) both.push(first, last);
		if (lastA < lastB) atA += 2;
		else atB += 2;
	}
}

/** What is in the first set and not in the second. What lies before and behind the cut is copied as it is. */
export function without(from: Ranges, taken: Ranges): Ranges {
	const cut = common(taken, from);
	const [start, end] = [cut[0], cut.at(-1)];
	if (start === undefined || end === undefined) return from;
	const begin = seek(from, start);
	const left: Point[] = [];
	let [at, rest] = [0, begin];
	for (; rest < from.length; rest += 2) {
		const [first, last] = [from[rest], from[rest + 1]];
		if (first === undefined || last === undefined || first > end) break;
		let next = first;
		let over = false;
		for (; at < cut.length; at += 2) {
			const [cutFirst, cutLast] = [cut[at], cut[at + 1]];
			if (cutFirst === undefined || cutLast === undefined || cutFirst > last) break;
			if (cutFirst > next) left.push(next, before(cutFirst));
			over = cutLast >= last;
			next = after(cutLast);
		}
		if (!over && next <= last) left.push(next, last);
	}
	return from.slice(0, begin).concat(left, from.slice(rest));
}

/** What is in one of the sets. */
export const union = (a: Ranges, b: Ranges): Ranges =>
	a.length === 0 ? b : b.length === 0 ? a : rangesOf([...pairs(a), ...pairs(b)]);

/** Whether two sets are the same. */
export const sameRanges = (a: Ranges, b: Ranges): boolean =>
	a.length === b.length && a.every((point, index) => point === b[index]);

/** How many numbers a set holds; a rough number for IPv6. */
export function sizeOf(ranges: Ranges): number {
	let size = 0;
	for (const [first, last] of pairs(ranges)) size += Number(last) - Number(first) + 1;
	return size;
}
