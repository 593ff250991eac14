import type {Json} from '../json.ts';
import {comparisonOf} from './comparison.ts';
import {beginsExpression, expressionOf} from './expression.ts';
import {type Lead, verdictOf} from './map.ts';
import {natOf} from './nat.ts';
import {type Reader, Unreadable} from './reader.ts';
import {readValue} from './value.ts';

/** One statement of a rule in the terms of nft's JSON. What isn't known makes the rest of its rule unreadable. */
export function statementOf(reader: Reader): Json {
	const {text: word} = reader.peek();
	if (/^(accept|drop|return|continue|jump|goto)$/.test(word)) return verdictOf(reader);
	if (/^(add|update|delete)$/.test(word) && reader.peek(1).text.startsWith('@')) return dynamicSet(reader);
	if (beginsExpression(reader)) return comparisonOf(reader);
	reader.take();
	const read = Object.hasOwn(statements, word) ? statements[word] : undefined;
	if (!read) throw new Unreadable(`“${word}” is no statement that is known`);
	return read(reader);
}

const statements: Readonly<Record<string, Lead>> = {
	counter: reader => {
		if (reader.takes('name')) return {counter: reader.word()};
		if (!reader.takes('packets')) return {counter: null};
		const packets = reader.number();
		reader.expect('bytes');
		return {counter: {packets, bytes: reader.number()}};
	},
	log: reader => {
		const prefix = reader.takes('prefix') ? {prefix: reader.word()} : {};
		while (/^(level|group|snaplen|queue-threshold|flags)$/.test(reader.peek().text)) {
			const option = reader.word();
			if (option === 'flags') readValue(reader);
			else reader.word();
			// `flags tcp sequence,options` and `flags ip options` have a second word.
			if (option === 'flags' && /^(sequence|options)$/.test(reader.peek().text)) readValue(reader);
		}
		return {log: prefix};
	},
	reject: reader => {
		if (!reader.takes('with')) return {reject: null};
		const type = reader.word();
		if (type === 'tcp') {
			reader.expect('reset');
			return {reject: {type: 'tcp reset'}};
		}
		reader.takes('type');
		return {reject: {type, expr: reader.word()}};
	},
	limit: reader => ({limit: reader.takes('name') ? reader.word() : rateOf(reader)}),
	quota: reader => {
		if (reader.takes('name')) return {quota: reader.word()};
		const inv = reader.takes('over') || (reader.takes('until') && false);
		const quota = {val: reader.number(), val_unit: reader.word(), inv};
		if (reader.takes('used')) {
			reader.number();
			reader.word();
		}
		return {quota};
	},
	notrack: () => ({notrack: null}),
	masquerade: reader => ({masquerade: natOf(reader)}),
	snat: reader => ({snat: natOf(reader)}),
	dnat: reader => ({dnat: natOf(reader)}),
	redirect: reader => ({redirect: natOf(reader)}),
	meter: reader => {
		const name = reader.word();
		if (reader.takes('size')) reader.number();
		return {meter: {name, ...dynamicElement(reader)}};
	},
	queue: reader => {
		while (reader.peek().is !== 'break' && !/^#handle|^comment$/.test(reader.peek().text)) reader.take();
		return {queue: null};
	},
	comment: reader => ({comment: reader.word()}),
	last: reader => {
		if (reader.takes('used')) reader.word();
		return {last: null};
	},
	flow: reader => {
		reader.word();
		return {flow: reader.word()};
	},
	xt: reader => ({xt: {type: reader.word(), name: reader.word()}}),
	dup: reader => {
		while (reader.takes('to') || reader.takes('device')) readValue(reader);
		return {dup: null};
	},
};

/** `rate over 10/minute burst 5 packets`, `rate 10 mbytes/second`. */
function rateOf(reader: Reader): Json {
	reader.expect('rate');
	const inv = reader.takes('over') ? {inv: true} : {};
	const [first = '', unit] = reader.word().split('/');
	const rate = Number(first);
	const [of, per] = unit === undefined ? reader.word().split('/') : ['packets', unit];
	if (!Number.isFinite(rate) || per === undefined) throw new Unreadable('a rate is not a number in a time');
	if (reader.takes('burst')) {
		reader.number();
		reader.word();
	}
	return {rate, per, ...inv, ...(of === 'packets' ? {} : {rate_unit: of})};
}

/** `add @name { KEY timeout 1m limit rate 1/second }`. */
function dynamicSet(reader: Reader): Json {
	const op = reader.word();
	return {set: {op, set: reader.word(), ...dynamicElement(reader)}};
}

function dynamicElement(reader: Reader): {readonly [key: string]: Json} {
	reader.expect('{');
	const elem = expressionOf(reader);
	const stmt: Json[] = [];
	while (!reader.comes('}')) {
		if (reader.isDone) throw new Unreadable('a set has no end');
		if (reader.takes('timeout') || reader.takes('expires')) reader.word();
		else if (reader.takes(':')) readValue(reader);
		else stmt.push(statementOf(reader));
	}
	reader.expect('}');
	return {elem, ...(stmt.length > 0 ? {stmt} : {})};
}
