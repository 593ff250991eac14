import {parseAddress, prefixRange} from '../address.ts';
import type {Cell} from '../filters.ts';
import {parseNumber} from '../numbers.ts';
import {items, type Json, member} from './json.ts';

/** Reads one value as a cell; undefined when it isn't one of this kind. */
export type Reader = (value: Json) => Cell | undefined;

/** Numbers, or words out of a table. */
export const readNumber =
	(names: Readonly<Record<string, number>>): Reader =>
	value => {
		const number =
			typeof value === 'number' ? value : typeof value === 'string' ? parseNumber(value, names) : undefined;
		return number === undefined ? undefined : [number, number];
	};

/** Addresses. */
export const readAddress: Reader = value => {
	const address = typeof value === 'string' ? parseAddress(value)?.value : undefined;
	return address === undefined ? undefined : [address, address];
};

/** Names of interfaces and the like. */
export const readName: Reader = value => (typeof value === 'string' ? value : undefined);

/** Reads single values, prefixes and ranges. */
export const spans =
	(read: Reader): Reader =>
	value => {
		const range = items(member(value, 'range'));
		if (range.length === 2) {
			const [first, last] = [read(range[0]), read(range[1])];
			return first && last && typeof first !== 'string' && typeof last !== 'string' ? [first[0], last[1]] : undefined;
		}
		const prefix = member(value, 'prefix');
		const length = member(prefix, 'len');
		if (prefix !== undefined && typeof length === 'number') {
			const start = read(member(prefix, 'addr'));
			return start && typeof start !== 'string' ? prefixRange(start[0], length) : undefined;
		}
		return read(value);
	};
