import type {Json} from '../json.ts';
import {type Reader, Unreadable} from './reader.ts';
import {readValue} from './value.ts';

/** Keys of `meta` that nft prints without that word. */
const bareMeta = new Set(['iif', 'iifname', 'iiftype', 'iifgroup', 'oif', 'oifname', 'oiftype', 'oifgroup', 'mark']);
for (const key of ['skuid', 'skgid', 'pkttype', 'rtclassid', 'cgroup', 'cpu', 'nftrace', 'l4proto', 'protocol'])
	bareMeta.add(key);

const headers = new Set([
	'ip',
	'ip6',
	'tcp',
	'udp',
	'udplite',
	'sctp',
	'dccp',
	'th',
	'icmp',
	'icmpv6',
	'ether',
	'vlan',
]);
for (const header of ['arp', 'ah', 'esp', 'comp', 'igmp']) headers.add(header);

/** Extension headers of IPv6 that may be named without the word `exthdr`. */
const extensions = new Set(['frag', 'hbh', 'mh', 'dst']);

/** Whether an expression begins here. */
export const beginsExpression = (reader: Reader): boolean => {
	const {is, text} = reader.peek();
	return (
		(is === 'word' &&
			(bareMeta.has(text) ||
				headers.has(text) ||
				extensions.has(text) ||
				text.startsWith('@') ||
				/^(meta|ct|fib|numgen|jhash|symhash|socket|osf|rt|ipsec|exthdr)$/.test(text))) ||
		(is === 'sign' && text === '(')
	);
};

/** What stands left of a comparison, in the terms of nft's JSON: fields, several of them, and bits of them. */
export function expressionOf(reader: Reader): Json {
	const parts = [masked(reader)];
	while (reader.takes('.')) parts.push(masked(reader));
	return parts.length === 1 ? parts[0] : {concat: parts};
}

function masked(reader: Reader): Json {
	let left: Json;
	if (reader.takes('(')) {
		left = expressionOf(reader);
		reader.expect(')');
	} else left = simple(reader);
	for (const sign of ['&', '|', '^', '<<', '>>'])
		if (reader.takes(sign)) return more({[sign]: [left, operandOf(reader)]}, reader);
	return left;
}

/** `(meta mark & 0xf0) | 0x2` comes without parentheses as well. */
function more(left: Json, reader: Reader): Json {
	for (const sign of ['&', '|', '^']) if (reader.takes(sign)) return more({[sign]: [left, operandOf(reader)]}, reader);
	return left;
}

const operandOf = (reader: Reader): Json => {
	if (!reader.comes('(') && beginsExpression(reader)) return expressionOf(reader);
	if (!reader.comes('(')) return one(reader);
	return readValue(reader);
};

/** A single value: a list would swallow what follows the mask. */
const one = (reader: Reader): Json => {
	const text = reader.word();
	return /^(?:\d+|0x[\da-f]+)$/i.test(text) ? Number(text) : text;
};

function simple(reader: Reader): Json {
	const word = reader.word();
	if (word.startsWith('@')) return rawPayload(word, reader);
	if (headers.has(word)) return header(word, reader);
	if (extensions.has(word)) return extension(word, reader);
	if (bareMeta.has(word)) return {meta: {key: word}};
	switch (word) {
		case 'meta':
			return {meta: {key: reader.word()}};
		case 'ct':
			return tracking(reader);
		case 'fib':
			return fib(reader);
		case 'exthdr':
			return extension(reader.word(), reader);
		case 'numgen':
		case 'symhash':
		case 'jhash':
			return generator(word, reader);
		case 'socket':
		case 'osf':
			return {[word]: {key: reader.word()}};
		case 'rt':
			return /^(ip|ip6)$/.test(reader.peek().text)
				? {rt: {family: reader.word(), key: reader.word()}}
				: {rt: {key: reader.word()}};
		default:
			throw new Unreadable(`“${word}” begins no expression that is known`);
	}
}

/** `@th,16,16`: so many bits from there on. The commas are tokens of their own. */
function rawPayload(word: string, reader: Reader): Json {
	reader.expect(',');
	const offset = reader.number();
	reader.expect(',');
	return {payload: {base: word.slice(1), offset, len: reader.number()}};
}

function header(protocol: string, reader: Reader): Json {
	const field = reader.word();
	if (field !== 'option') return {payload: {protocol, field}};
	const name = reader.word();
	const kind = `${protocol} option`;
	return /^(exists|missing)$/.test(reader.peek().text) || reader.peek().is !== 'word'
		? {[kind]: {name}}
		: {[kind]: {name, field: reader.word()}};
}

const extension = (name: string, reader: Reader): Json =>
	/^(exists|missing)$/.test(reader.peek().text) ? {exthdr: {name}} : {exthdr: {name, field: reader.word()}};

function tracking(reader: Reader): Json {
	const first = reader.word();
	const direction = /^(original|reply)$/.test(first) ? first : undefined;
	const word = direction === undefined ? first : reader.word();
	const key = word === 'ip' || word === 'ip6' ? `${word} ${reader.word()}` : word;
	return {ct: {key, ...(direction === undefined ? {} : {dir: direction})}};
}

function fib(reader: Reader): Json {
	const flags = [reader.word()];
	while (reader.takes('.')) flags.push(reader.word());
	return {fib: {result: reader.word(), flags}};
}

/** `numgen random mod 2`, `jhash ip saddr mod 4 seed 0x1 offset 2`. */
function generator(kind: string, reader: Reader): Json {
	const inner = kind === 'numgen' ? {mode: reader.word()} : kind === 'jhash' ? {expr: expressionOf(reader)} : {};
	reader.expect('mod');
	const mod = reader.number();
	for (const option of ['seed', 'offset']) if (reader.takes(option)) reader.word();
	return {[kind]: {...inner, mod}};
}
