import type {Action, Cell, Row, Values} from '../filters.ts';
import {type Point, rangesOf} from '../ranges.ts';
import {isObject, items, type Json, member} from './json.ts';
import type {Key} from './key.ts';

/** The elements of the named sets and maps of a table, by name. */
export type NamedSets = ReadonlyMap<string, readonly Json[]>;

/** Named sets are large and named often: what they hold is read once for each kind of key. */
export type Shelf = Map<string, Values | undefined>;

/** The elements behind `@name` or `{set: […]}`; a single value is a set of one. */
export function elementsOf(value: Json, named: NamedSets): readonly Json[] | undefined {
	if (typeof value === 'string' && value.startsWith('@')) return named.get(value.slice(1));
	if (isObject(value) && 'set' in value) return items(value.set);
	return [value];
}

/** An element may carry a timeout, a counter or a comment. */
const bare = (element: Json): Json => (isObject(element) && 'elem' in element ? member(element.elem, 'val') : element);

function cellsOf(element: Json, {read}: Key): readonly Cell[] | undefined {
	const value = bare(element);
	const parts = read.length > 1 ? items(member(value, 'concat')) : [value];
	if (parts.length !== read.length) return undefined;
	const cells: Cell[] = [];
	for (const [index, part] of parts.entries()) {
		const cell = read[index]?.(part);
		if (cell === undefined) return undefined;
		cells.push(cell);
	}
	return cells;
}

/** A set's elements as values of a key; undefined when one of them can't be read. */
export function valuesOf(elements: readonly Json[], key: Key): Values | undefined {
	// An element for everything that is in no other one.
	if (elements.some(element => bare(element) === '*')) return {kind: 'rows', rows: [], rest: {cells: []}};
	if (key.types) {
		const types = elements.map(bare).filter(each => typeof each === 'string');
		const on = key.types === 'any' ? {} : {onInterface: key.types};
		return types.length === elements.length ? {kind: 'address-types', types, ...on} : undefined;
	}
	if (key.read.length > 1)
		return rowsOf(
			elements.map(element => [element, undefined]),
			key,
			() => undefined,
		);
	const spans: Array<readonly [Point, Point]> = [];
	const names: string[] = [];
	for (const element of elements) {
		const cell = cellsOf(element, key)?.[0];
		if (cell === undefined) return undefined;
		if (typeof cell === 'string') names.push(cell);
		else spans.push(cell);
	}
	return names.length > 0 ? {kind: 'names', names} : {kind: 'ranges', ranges: rangesOf(spans)};
}

/** A map's elements: each with what it leads to. */
export function rowsOf(
	elements: ReadonlyArray<readonly [Json, Json]>,
	key: Key,
	lead: (to: Json) => Action | undefined,
): Values | undefined {
	const rows: Row[] = [];
	let rest: Row | undefined;
	for (const [element, to] of elements) {
		const action = lead(to);
		if (bare(element) === '*') {
			rest = {cells: [], ...(action ? {to: action} : {})};
			continue;
		}
		const cells = cellsOf(element, key);
		if (!cells) return undefined;
		rows.push({cells, ...(action ? {to: action} : {})});
	}
	return {kind: 'rows', rows, ...(rest ? {rest} : {})};
}
