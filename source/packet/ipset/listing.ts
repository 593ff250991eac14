import {type Family, parseSpan, prefixRange} from '../address.ts';
import type {Cell, IpSet, Row} from '../filters.ts';
import {wordsOf} from '../iptables/words.ts';
import {icmp6Types, icmpTypes, parseNumber, parseNumberSpan, protocols, services} from '../numbers.ts';
import type {Point} from '../ranges.ts';

type Draft = {
	readonly name: string;
	readonly type: string;
	readonly dimensions: readonly string[];
	readonly netmask?: number;
	readonly family?: Family;
	readonly rows: Row[];
	readonly members: string[];
	unread?: string;
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
	for (const line of text.split('\n')) {
		if (line.trim() === '' || line.startsWith('#')) continue;
		const words = line.includes('"') ? wordsOf(line) : line.split(' ');
		const [verb, name, what] = words;
		const draft = drafts.get(name ?? '');
		if (verb === 'create' && name !== undefined && what !== undefined) drafts.set(name, create(name, what, words));
		else if (verb === 'add' && draft && what !== undefined) add(draft, what, words);
		else garbage.push(line);
	}
	return {sets: new Map([...drafts].map(([name, draft]): [string, IpSet] => [name, draft])), garbage};
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
			draft.unread ??= `the element ${element} of the set ${draft.name} can't be read`;
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
