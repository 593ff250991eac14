import {isObject, type Json, member, textOf} from '../json.ts';
import {beginsExpression, expressionOf} from './expression.ts';
import {mapOf, tableOf, verdictOf} from './map.ts';
import type {Reader} from './reader.ts';
import {elementsOf, elementValue, readValue} from './value.ts';

const comparisons = ['==', '!=', '<=', '>=', '<', '>', '!'] as const;

/** A comparison, a verdict map, or a value that is set. */
export function comparisonOf(reader: Reader): Json {
	if (reader.comes('ct') && reader.comes('count', 1)) return countOf(reader);
	// `ct helper set "ftp"` and the like name objects.
	if (reader.comes('ct') && reader.comes('set', 2) && /^(helper|timeout|expectation)$/.test(reader.peek(1).text)) {
		reader.take();
		const kind = reader.word();
		reader.take();
		return {[`ct ${kind}`]: reader.word()};
	}
	const left = expressionOf(reader);
	if (reader.takes('set')) return {mangle: {key: left, value: setValue(reader)}};
	if (reader.takes('vmap')) return {vmap: {key: left, data: tableOf(reader, verdictOf)}};
	const op = comparisons.find(sign => reader.takes(sign));
	const right = rightOf(reader);
	// tcp flags syn / fin,syn,rst,ack
	if (reader.takes('/')) return {match: {op: op ?? '==', left: {'&': [left, readValue(reader)]}, right}};
	return {match: {op: op ?? (isBits(left) && !isSet(right) ? 'in' : '=='), left, right}};
}

function countOf(reader: Reader): Json {
	reader.take();
	reader.take();
	const inv = reader.takes('over');
	return {'ct count': {val: reader.number(), ...(inv ? {inv: true} : {})}};
}

/** Fields whose values are bits: what is not compared by a sign is asked whether it holds any of them. */
const isBits = (left: Json): boolean => {
	const payload = member(left, 'payload');
	if (payload !== undefined) return textOf(payload, 'protocol') === 'tcp' && textOf(payload, 'field') === 'flags';
	return /^(state|status|label)$/.test(textOf(member(left, 'ct'), 'key') ?? '');
};

const isSet = (right: Json): boolean =>
	(isObject(right) && 'set' in right) || (typeof right === 'string' && right.startsWith('@'));

function rightOf(reader: Reader): Json {
	if (reader.comes('{')) return {set: elementsOf(reader, elementValue)};
	if (reader.takes('missing')) return false;
	if (reader.takes('exists')) return true;
	return readValue(reader);
}

/** What is written into a mark and the like: a number, another field, some bits of one, or what a map says. */
function setValue(reader: Reader): Json {
	if (!beginsExpression(reader)) return readValue(reader);
	const value = expressionOf(reader);
	return reader.comes('map') ? mapOf(reader, value, elementValue) : value;
}
