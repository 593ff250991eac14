import type {Values} from '../filters.ts';
import {inRanges} from '../numbers.ts';
import {bitsValue} from './bits.ts';
import {nameNotEvaluated, routeNotEvaluated, valueNotEvaluated} from './doubts.ts';
import {keyOf} from './field.ts';
import {isObject, items, type Json, member, only, textOf} from './json.ts';
import type {Key} from './key.ts';
import {type NftScope, type Part, setName, unknownMatch} from './scope.ts';
import {elementsOf, valuesOf} from './values.ts';

/** A comparison: what is left of it stands for fields, what is right of it for values. */
export function readMatch(match: Json, scope: NftScope): readonly Part[] {
	const [op, left, right] = [textOf(match, 'op') ?? '==', member(match, 'left'), member(match, 'right')];
	const fib = member(left, 'fib');
	if (fib !== undefined && textOf(fib, 'result') !== 'type') return readRoute(fib, right, op);
	const key = keyOf(left);
	if (!key || key.masked === 'only') return [unknownMatch(nameNotEvaluated, only(left)?.[0])];
	const values = comparedWith(op, right, key, scope);
	if (!values) return [...key.needs, unknownMatch(valueNotEvaluated)];
	const set = typeof right === 'string' && right.startsWith('@') ? {set: setName(scope, right)} : {};
	return [...key.needs, {is: 'in', fields: key.fields, values, not: op === '!=' || op === '!', ...set}];
}

/** `fib saddr . iif oif missing` and the like: whether there is a route, and by which interface. */
function readRoute(fib: Json, right: Json, op: string): readonly Part[] {
	const flags = items(member(fib, 'flags'));
	const end = flags.includes('saddr') ? 'source' : flags.includes('daddr') ? 'destination' : undefined;
	const names = isObject(right) && 'set' in right ? items(right.set) : [right];
	const named = names.filter(name => typeof name === 'string');
	const isAsked = typeof right === 'boolean' || named.length === names.length;
	if (!end || !isAsked) return [unknownMatch(routeNotEvaluated)];
	return [
		{
			is: 'routed',
			asks: 'fib',
			end,
			...(flags.includes('iif') ? {by: 'in'} : flags.includes('oif') ? {by: 'out'} : {}),
			...(typeof right === 'boolean' ? {} : {names: named}),
			marked: flags.includes('mark'),
			takesLocal: false,
			not: (op === '!=') !== (right === false),
		},
	];
}

const highest = 0xff_ff_ff_ff;

function comparedWith(op: string, right: Json, key: Key, scope: NftScope): Values | undefined {
	if (op === '<' || op === '>=' || op === '>' || op === '<=') {
		const cell = key.read.length === 1 ? key.read[0]?.(right) : undefined;
		if (!cell || typeof cell === 'string' || typeof cell[0] !== 'number') return undefined;
		const [bound] = cell;
		const [first, last] = op.startsWith('<')
			? [0, op === '<' ? bound - 1 : bound]
			: [op === '>' ? bound + 1 : bound, highest];
		return {kind: 'ranges', ranges: first > last ? [] : [first, last]};
	}
	if (key.bits && !(typeof right === 'string' && right.startsWith('@'))) {
		const anyOf = op === 'in' || op === '!' || key.fields[0]?.of !== 'tcp-flags';
		if (anyOf && key.masked !== 'explicitly') {
			const any = bitsValue(right, key.bits);
			return any === undefined ? undefined : {kind: 'bits', any};
		}
		const {bits} = key;
		const exact = (isObject(right) && 'set' in right ? items(right.set) : [right]).map(each => bitsValue(each, bits));
		const known = exact.filter(each => each !== undefined);
		return known.length === exact.length ? inRanges(known.map(each => [each, each] as const)) : undefined;
	}
	if (typeof right === 'string' && right.startsWith('@')) return fromShelf(right, key, scope);
	const elements = elementsOf(right, scope.named);
	return elements && valuesOf(elements, key);
}

function fromShelf(name: string, key: Key, {named, shelf}: NftScope): Values | undefined {
	const label = `${name} ${JSON.stringify([key.fields, key.types])}`;
	if (!shelf.has(label)) {
		const elements = elementsOf(name, named);
		shelf.set(label, elements && valuesOf(elements, key));
	}
	return shelf.get(label);
}
