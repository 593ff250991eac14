import {type Family, parseSpan} from '../address.ts';
import type {Hop, Route, RouteType} from './routing.ts';

const types: ReadonlySet<string> = new Set<RouteType>([
	'unicast',
	'local',
	'broadcast',
	'anycast',
	'multicast',
	'blackhole',
	'unreachable',
	'prohibit',
	'throw',
]);

const isType = (word: string): word is RouteType => types.has(word);

/** Routes by table, and the lines that aren't understood. */
export type RouteListing = {
	readonly tables: ReadonlyMap<string, readonly Route[]>;
	readonly garbage: readonly string[];
};

/** Reads `ip route show table all`. Never fails. */
export function readRoutes(text: string, family: Family): RouteListing {
	const tables = new Map<string, Route[]>();
	const garbage: string[] = [];
	for (const line of wholeLines(text)) {
		const read = readRoute(line, family);
		if (!read) {
			garbage.push(line);
			continue;
		}
		tables.set(read.table, [...(tables.get(read.table) ?? []), read.route]);
	}
	return {tables, garbage};
}

/** The hops of a multipath route stand on lines of their own, indented. */
function wholeLines(text: string): readonly string[] {
	const lines: string[] = [];
	for (const line of text.split('\n')) {
		const trimmed = line.trim();
		if (trimmed === '') continue;
		if (/^\s/.test(line) && trimmed.startsWith('nexthop ') && lines.length > 0)
			lines[lines.length - 1] = `${lines.at(-1)} ${trimmed}`;
		else lines.push(trimmed);
	}
	return lines;
}

/** The words that a route's line is read for; others have no say in where a packet goes. */
const wordAfter = (words: readonly string[], name: string): string | undefined => {
	const at = words.indexOf(name);
	return at < 0 ? undefined : words[at + 1];
};

function readRoute(line: string, family: Family): {readonly table: string; readonly route: Route} | undefined {
	const words = line.split(/\s+/);
	const [first = ''] = words;
	const typed = isType(first);
	const type = typed ? first : 'unicast';
	const prefix = words[typed ? 1 : 0] ?? '';
	const span = parseSpan(prefix === 'default' ? (family === 4 ? '0.0.0.0/0' : '::/0') : prefix);
	if (span?.family !== family || span.length === undefined) return undefined;
	const [head = '', ...others] = line.split(/ (?=nexthop )/);
	const hops = (others.length > 0 ? others : [head]).flatMap(readHop);
	if (hops.length === 0 && (type === 'unicast' || type === 'local')) return undefined;
	const headWords = head.split(/\s+/);
	const [metric, tos] = [wordAfter(headWords, 'metric'), wordAfter(headWords, 'tos')];
	return {
		table: wordAfter(headWords, 'table') ?? 'main',
		route: {
			type,
			range: span.range,
			length: span.length,
			metric: Number(metric ?? 0),
			...(tos === undefined ? {} : {tos}),
			hops,
			line,
		},
	};
}

function readHop(text: string): readonly Hop[] {
	const words = text.split(/\s+/);
	const name = wordAfter(words, 'dev');
	const via = wordAfter(words, 'via');
	const gateway = via === 'inet' || via === 'inet6' ? wordAfter(words, via) : via;
	if (name === undefined && gateway === undefined) return [];
	return [
		{
			...(name === undefined ? {} : {interface: name}),
			...(gateway === undefined ? {} : {gateway}),
			state: words.includes('dead') ? 'dead' : words.includes('linkdown') ? 'linkdown' : 'usable',
		},
	];
}
