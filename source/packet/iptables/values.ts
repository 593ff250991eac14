import {type Family, parseSpan} from '../address.ts';
import {type Doubt, notRead} from '../doubt.ts';
import type {Condition, FieldName, Values} from '../filters.ts';
import {
	field,
	icmp6Types,
	icmpTypes,
	inRanges,
	parseNumber,
	parseNumberSpan,
	protocols,
	services,
	tcpFlags,
} from '../numbers.ts';
import type {Point} from '../ranges.ts';
import type {Option} from './conditions.ts';

/** A match that can't be evaluated. */
export const unknown = (why: Doubt['why'], about: string): Condition => ({is: 'unknown', why, about});

/** A match of one field, or an unknown one where the words can't be read. */
export const single = (
	of: FieldName,
	values: Values | undefined,
	{name, not, values: words}: Option,
): readonly Condition[] => [
	values ? {is: 'in', fields: [field(of)], values, not} : unknown(notRead, [name, ...words].join(' ')),
];

/** The parts of an option's list. */
export const list = (option: Option): readonly string[] =>
	(option.values[0] ?? '').split(',').filter(word => word !== '');

/** Addresses, prefixes and ranges of one family; undefined when one can't be read. */
export function addresses(words: readonly string[], family: Family): Values | undefined {
	const spans: Array<readonly [Point, Point]> = [];
	for (const word of words) {
		const span = parseSpan(word);
		if (span?.family !== family) return undefined;
		spans.push(span.range);
	}
	return inRanges(spans);
}

/** Numbers, names and ranges; undefined when one can't be read. */
export function numbers(words: readonly string[], names: Readonly<Record<string, number>>): Values | undefined {
	const spans: Array<readonly [number, number]> = [];
	for (const word of words) {
		const span = parseNumberSpan(word, names);
		if (!span) return undefined;
		spans.push(span);
	}
	return inRanges(spans);
}

/** Values with the whole of some bits: the sum of names; undefined when a name isn't known. */
export function bitsOf(words: readonly string[], names: Readonly<Record<string, number>>): number | undefined {
	let bits = 0;
	for (const word of words) {
		const bit = parseNumber(word, names);
		if (bit === undefined) return undefined;
		bits |= bit;
	}
	return bits;
}

/** Values that are met by any of some bits. */
export const anyBit = (any: number | undefined): Values | undefined =>
	any === undefined ? undefined : {kind: 'bits', any};

/** `--ports`: either end's port. */
export function ports(option: Option): readonly Condition[] {
	const values = numbers(list(option), services);
	if (!values) return single('destination-port', undefined, option);
	const one = (of: FieldName): Condition => ({is: 'in', fields: [field(of)], values, not: false});
	return [{is: 'either', of: [one('source-port'), one('destination-port')], not: option.not}];
}

/** `--mark value/mask`. */
export function masked(of: 'mark' | 'ct-mark', option: Option): readonly Condition[] {
	const [value, mask] = (option.values[0] ?? '').split('/').map(word => parseNumber(word));
	if (value === undefined || ((option.values[0] ?? '').includes('/') && mask === undefined))
		return single(of, undefined, option);
	const bits = {of, mask: mask ?? 0xff_ff_ff_ff};
	return [{is: 'in', fields: [bits], values: inRanges([[value, value]]), not: option.not}];
}

/** `--tcp-flags mask wanted`. */
export function flags(option: Option): readonly Condition[] {
	const [mask, wanted] = option.values.map(value => bitsOf(value.split(','), tcpFlags));
	if (mask === undefined || wanted === undefined) return single('tcp-flags', undefined, option);
	return [{is: 'in', fields: [{of: 'tcp-flags', mask}], values: inRanges([[wanted, wanted]]), not: option.not}];
}

/** `--icmp-type`, by number or name; a code other than 0 can't be told. */
export function icmp(option: Option, family: Family): readonly Condition[] {
	const [type, code] = (option.values[0] ?? '').split('/');
	if (type === 'any') return [];
	const number = parseNumber(type ?? '', family === 4 ? icmpTypes : icmp6Types);
	if (number === undefined || (code !== undefined && code !== '0')) return single('icmp-type', undefined, option);
	return single('icmp-type', inRanges([[number, number]]), option);
}

/** `--match-set name directions`. */
export function matchSet(option: Option, family: Family): readonly Condition[] {
	const [name, directions] = option.values;
	if (name === undefined || directions === undefined) return [unknown(notRead, '--match-set ?')];
	const values: Values = {kind: 'ipset', name: `${family}/${name}/${directions}`};
	return [{is: 'in', fields: [], values, not: option.not}];
}

/** `-p`: `all` is every protocol. */
export function protocol(option: Option): readonly Condition[] {
	if (option.values[0] === 'all' || option.values[0] === '0') return option.not ? [{is: 'never'}] : [];
	return single('protocol', numbers(list(option), protocols), option);
}
