import type {Words} from '../../engine/words.ts';
import {type Family, parseSpan, prefixRange} from '../address.ts';
import type {Cell, IpSet, Row} from '../filters.ts';
import {wordsOf} from '../iptables/words.ts';
import {icmp6Types, icmpTypes, parseNumber, parseNumberSpan, protocols, services} from '../numbers.ts';
import type {Point} from '../ranges.ts';
import {addPrefix, Prefixes} from './prefixes.ts';

type Draft = {
	readonly name: string;
	readonly type: string;
	readonly dimensions: readonly string[];
	readonly netmask?: number;
	readonly family?: Family;
	/** Whether its elements are single addresses or networks of IPv4, and how lines with them begin. */
	readonly isPlain: boolean;
	readonly adds: string;
	/** Plain elements of a set of addresses; with anything else they become rows as well. */
	readonly prefixes: Prefixes;
	readonly rows: Row[];
	readonly members: string[];
	unread?: Words;
};

/** A port's dimension is two cells, protocol and port, as `tcp:80` says; a bitmap's has no protocol. */
const anyProtocol: Cell = [0, 255];

/** Reads the output of `ipset save`. `garbage` are the lines that are none of it. Never fails. */
export function readIpsets(text: string): {
	readonly sets: ReadonlyMap<string, IpSet>;
	readonly garbage: readonly string[];
} {
	const drafts = new Map<string, Draft>();
	const garbage: string[] = [];
	let last: Draft | undefined;
	for (let from = 0; from < text.length; ) {
		const end = text.indexOf('\n', from);
		const to = end < 0 ? text.length : end;
		if (!last || !addPlain(last, text, from, to)) {
			const line = text.slice(from, to);
			const read = readLine(line, drafts);
			if (read) last = read;
			else if (line.trim() !== '' && !line.startsWith('#')) garbage.push(line);
		}
		from = to + 1;
	}
	return {sets: new Map([...drafts].map(([name, draft]): [string, IpSet] => [name, setOf(draft)])), garbage};
}

/** Reads one line; the set that it is about, or undefined where it is none of ipset's. */
function readLine(line: string, drafts: Map<string, Draft>): Draft | undefined {
	const words = line.includes('"') ? wordsOf(line) : line.split(' ');
	const [verb, name, what] = words;
	if (name === undefined || what === undefined) return undefined;
	if (verb === 'create') {
		const draft = create(name, what, words);
		drafts.set(name, draft);
		return draft;
	}
	const draft = verb === 'add' ? drafts.get(name) : undefined;
	if (draft) add(draft, what, words);
	return draft;
}

/** Takes a line without making anything of it but a number: sets of a million addresses are no rarity. */
function addPlain(draft: Draft, text: string, from: number, to: number): boolean {
	if (!draft.isPlain || !text.startsWith(draft.adds, from)) return false;
	const begin = from + draft.adds.length;
	const space = text.indexOf(' ', begin);
	const end = space < 0 || space > to ? to : space;
	if (end < to && text.slice(end, to).includes('nomatch')) return false;
	return addPrefix(draft.prefixes, {text, from: begin, to: end, netmask: draft.netmask ?? 32});
}

/** Exceptions count by their lengths, among all elements; so do the plain ones then. */
function setOf({prefixes, isPlain: _, adds: __, ...set}: Draft): IpSet {
	if (set.rows.length === 0) return {...set, ...(prefixes.size === 0 ? {} : {plain: prefixes.ranges()})};
	const isNetwork = set.dimensions[0] === 'net';
	for (const [first, last, length] of prefixes.all())
		set.rows.push({cells: [[first, last]], weight: isNetwork ? length : 0});
	return set;
}

function create(name: string, type: string, words: readonly string[]): Draft {
	const [, dimensions] = type.split(':');
	const at = words.indexOf('netmask');
	const netmask = at < 0 ? undefined : parseNumber(words[at + 1] ?? '');
	const family: Family = words[words.indexOf('family') + 1] === 'inet6' ? 6 : 4;
	return {
		name,
		type,
		dimensions: (dimensions ?? '').split(','),
		prefixes: new Prefixes(),
		isPlain: (dimensions === 'ip' || dimensions === 'net') && family === 4,
		adds: `add ${name} `,
		rows: [],
		members: [],
		...(/\b(ip|net)\b/.test(dimensions ?? '') ? {family} : {}),
		...(netmask === undefined ? {} : {netmask}),
	};
}

function add(draft: Draft, element: string, words: readonly string[]): void {
	if (draft.type === 'list:set') {
		draft.members.push(element);
		return;
	}
	const parts = element.split(',');
	const cells: Cell[] = [];
	let weight = 0;
	for (const [index, dimension] of draft.dimensions.entries()) {
		const read = readCells(parts[index] ?? '', dimension, draft);
		if (!read) {
			draft.unread ??= {
				en: `the element ${element} of the set ${draft.name} can't be read`,
				zh: `无法读取集合 ${draft.name} 的元素 ${element}`,
			};
			return;
		}
		cells.push(...read.cells);
		// The first network counts most, as the kernel tries its lengths in the outer loop.
		weight = weight * 129 + read.length;
	}
	draft.rows.push({cells, weight, ...(words.includes('nomatch') ? {not: true} : {})});
}

type Cells = {readonly cells: readonly Cell[]; readonly length: number};

function readCells(text: string, dimension: string, {type, netmask}: Draft): Cells | undefined {
	switch (dimension) {
		case 'ip':
		case 'net': {
			const span = parseSpan(text);
			if (!span) return undefined;
			const range = netmask === undefined ? span.range : maskedRange(span.range, netmask);
			return {cells: [range], length: dimension === 'net' ? (span.length ?? 0) : 0};
		}
		case 'port': {
			const [protocol, port] = text.includes(':') ? text.split(':') : [undefined, text];
			const number = parseNumber(protocol ?? 'tcp', protocols);
			const span = protocol?.startsWith('icmp') ? icmpSpan(port ?? '') : parseNumberSpan(port ?? '', services);
			if (!span || number === undefined) return undefined;
			return {cells: [type.startsWith('bitmap') ? anyProtocol : [number, number], span], length: 0};
		}
		case 'iface':
			return {cells: [text], length: 0};
		case 'mark': {
			const mark = parseNumber(text);
			return mark === undefined ? undefined : {cells: [[mark, mark]], length: 0};
		}
		default:
			return undefined;
	}
}

/** `8/0` or a type's name, as type * 256 + code. */
function icmpSpan(text: string): readonly [number, number] | undefined {
	const [type, code = '0'] = text.split('/').map(part => parseNumber(part, {...icmp6Types, ...icmpTypes}));
	if (type === undefined || code === undefined) return undefined;
	const number = type * 256 + Number(code);
	return [number, number];
}

const maskedRange = ([first, last]: readonly [Point, Point], length: number): readonly [Point, Point] => [
	prefixRange(first, length)[0],
	prefixRange(last, length)[1],
];
