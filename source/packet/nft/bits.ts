import {parseNumber} from '../numbers.ts';
import {items, type Json, member} from './json.ts';

/** The sum of the bits that a value names: a word, a number, a list, or words joined by `|`. */
export function bitsValue(value: Json, names: Readonly<Record<string, number>>): number | undefined {
	if (typeof value === 'number') return value;
	if (typeof value === 'string') return parseNumber(value, names);
	const parts = Array.isArray(value) ? items(value) : items(member(value, '|') ?? member(value, 'set'));
	if (parts.length === 0) return undefined;
	let bits = 0;
	for (const part of parts) {
		const bit = bitsValue(part, names);
		if (bit === undefined) return undefined;
		bits |= bit;
	}
	return bits >>> 0;
}
