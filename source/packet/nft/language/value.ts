import type {Json} from '../json.ts';
import {type Reader, Unreadable} from './reader.ts';

const number = /^(?:\d+|0x[\da-f]+)$/i;
const prefix = /^([\da-f.:]+)\/(\d+)$/i;

/** A word as nft's JSON has it: a number, a prefix, a range, or the word itself. */
export function wordValue(text: string): Json {
	if (number.test(text)) return Number(text);
	const network = prefix.exec(text);
	if (network) return {prefix: {addr: network[1], len: Number(network[2])}};
	// A name may hold a dash (echo-request); what begins and ends with a digit, or is an address, is a range.
	const range = /^([\da-f.:]*[\d:.][\da-f.:]*)-([\da-f.:]*[\d:.][\da-f.:]*)$/i.exec(text);
	if (range) return {range: [wordValue(range[1] ?? ''), wordValue(range[2] ?? '')]};
	return text;
}

/** One value: a word, a string, a range of strings, or several in parentheses joined by `|`. */
function single(reader: Reader): Json {
	if (reader.takes('(')) {
		const parts = [single(reader)];
		while (reader.takes('|')) parts.push(single(reader));
		reader.expect(')');
		return parts.length === 1 ? parts[0] : parts;
	}
	const {is, text} = reader.take();
	if (is === 'word') return wordValue(text);
	if (is !== 'string') throw new Unreadable(`“${text}” is no value`);
	// "01:00"-"02:00"
	const next = reader.peek();
	if (next.is !== 'word' || next.text !== '-') return text;
	reader.take();
	return {range: [text, reader.word()]};
}

/** A value, several in a row (`a . b`), or a list (`a,b`, `a | b`). */
export function readValue(reader: Reader): Json {
	const parts = [single(reader)];
	if (reader.comes('.')) {
		while (reader.takes('.')) parts.push(single(reader));
		return {concat: parts};
	}
	const sign = reader.comes(',') ? ',' : '|';
	while (reader.takes(sign)) parts.push(single(reader));
	return parts.length === 1 ? parts[0] : parts;
}

/** An element, or what it leads to: within a set, a comma ends it. */
export function elementValue(reader: Reader): Json {
	const parts = [bits(reader)];
	while (reader.takes('.')) parts.push(bits(reader));
	return parts.length === 1 ? parts[0] : {concat: parts};
}

/** `syn | ack` is one value. */
function bits(reader: Reader): Json {
	const parts = [single(reader)];
	while (reader.takes('|')) parts.push(single(reader));
	return parts.length === 1 ? parts[0] : parts;
}

/** Passes over what an element may carry: timeout, expiry, counter, comment, limits. */
function skipExtras(reader: Reader): void {
	while (!reader.comes(',') && !reader.comes('}') && !reader.comes(':') && !reader.isDone) reader.take();
}

/** The elements between `{` and `}`; each of a map with what it leads to, as `lead` reads it. */
export function elementsOf(reader: Reader, lead: (reader: Reader) => Json): readonly Json[] {
	const elements: Json[] = [];
	reader.expect('{');
	for (;;) {
		reader.skipBreaks();
		if (reader.takes('}')) return elements;
		if (reader.isDone) throw new Unreadable('a set has no end');
		const value = elementValue(reader);
		skipExtras(reader);
		if (reader.takes(':')) {
			elements.push([value, lead(reader)]);
			skipExtras(reader);
		} else elements.push(value);
		reader.takes(',');
	}
}
