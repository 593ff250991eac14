import type {Words} from '../engine/words.ts';
import {operandOf} from './field-value.ts';
import type {Cell, Field, Row} from './filters.ts';
import type {Answer} from './match.ts';
import type {Moment} from './moment.ts';
import type {Operand} from './operand.ts';
import {common, nothing, type Point, type Ranges, rangesOf, union, without} from './ranges.ts';
import type {State} from './state.ts';

/** What one element says: from which sources it is met, and from which it may be. */
export type RowAnswer = {readonly yes: Ranges; readonly maybe: Ranges};

type Verdict = 'yes' | 'no' | 'maybe';

function cellVerdict(cell: Cell, operand: Operand, mask: number | undefined): Verdict {
	if (operand.kind === 'absent') return 'no';
	if (operand.kind === 'name') {
		if (typeof cell !== 'string') return 'maybe';
		return /[+*]$/.test(cell)
			? operand.name.startsWith(cell.slice(0, -1))
				? 'yes'
				: 'no'
			: operand.name === cell
				? 'yes'
				: 'no';
	}
	if (operand.kind !== 'range' || typeof cell === 'string') return 'maybe';
	let {first, last} = operand;
	if (mask !== undefined) {
		if (first !== last || typeof first !== 'number') return 'maybe';
		first = last = (first & mask) >>> 0;
	}
	if (last < cell[0] || first > cell[1]) return 'no';
	return first >= cell[0] && last <= cell[1] ? 'yes' : 'maybe';
}

/** From which of all sources one element is met. `undefined` stands for every source. */
function rowVerdict(
	row: Row,
	fields: readonly Field[],
	operands: readonly Operand[],
): {readonly is: Verdict; readonly span?: readonly [Point, Point]} {
	let is: Verdict = 'yes';
	let span: readonly [Point, Point] | undefined;
	for (const [index, operand] of operands.entries()) {
		const cell = row.cells[index];
		if (cell === undefined) return {is: 'maybe'};
		if (operand.kind === 'sources') {
			if (typeof cell === 'string' || fields[index]?.mask !== undefined) return {is: 'maybe'};
			span = cell;
			continue;
		}
		const verdict = cellVerdict(cell, operand, fields[index]?.mask);
		if (verdict === 'no') return {is: 'no'};
		if (verdict === 'maybe') is = 'maybe';
	}
	return {is, ...(span ? {span} : {})};
}

/** From which of the state's sources one element is met. */
export function rowAnswer(row: Row, fields: readonly Field[], state: State, moment: Moment): RowAnswer {
	const {is, span} = rowVerdict(
		row,
		fields,
		fields.map(({of}) => operandOf(of, state, moment)),
	);
	if (is === 'no') return {yes: nothing, maybe: nothing};
	const part = span ? common(state.sources, span) : state.sources;
	return is === 'yes' ? {yes: part, maybe: nothing} : {yes: nothing, maybe: part};
}

const everything: readonly [Point, Point] = [0, 0];

type Painted = {readonly yes: Ranges; readonly maybe: Ranges; readonly everywhere: Verdict};

/** Sets are large and asked for again and again with the same packet: what they come to is kept. */
const kept = new WeakMap<readonly Row[], Map<string, Painted>>();

/**
 * From which sources the packet is in a set. Elements are painted in the order of their weight, so that a more exact
 * one covers what is beneath it, exceptions included.
 */
export function rowsAnswer(fields: readonly Field[], rows: readonly Row[], state: State, moment: Moment): Answer {
	const operands = fields.map(({of}) => operandOf(of, state, moment));
	const key = operands.map(operandKey).join('|');
	const known = kept.get(rows) ?? new Map<string, Painted>();
	kept.set(rows, known);
	const painted = known.get(key) ?? paint(rows, fields, operands);
	known.set(key, painted);
	if (!operands.some(({kind}) => kind === 'sources')) {
		if (painted.everywhere === 'no') return {yes: nothing, maybe: nothing};
		return painted.everywhere === 'yes'
			? {yes: state.sources, maybe: nothing}
			: {yes: nothing, maybe: state.sources, why: unknownElement};
	}
	const maybe = common(state.sources, painted.maybe);
	return {yes: common(state.sources, painted.yes), maybe, ...(maybe.length > 0 ? {why: unknownElement} : {})};
}

const unknownElement: Words = {en: "an element of the set can't be evaluated", zh: '无法判断集合中的一个元素'};

const operandKey = (operand: Operand): string =>
	operand.kind === 'range'
		? `${operand.first}-${operand.last}`
		: operand.kind === 'name'
			? `"${operand.name}"`
			: operand.kind;

/** Most sets have one dimension, and the largest have a million elements. */
function paintAddresses(rows: readonly Row[]): Painted {
	const spans: Array<readonly [Point, Point]> = [];
	for (const {cells} of rows) {
		const [cell] = cells;
		if (cell !== undefined && typeof cell !== 'string') spans.push(cell);
	}
	return {yes: rangesOf(spans), maybe: nothing, everywhere: 'no'};
}

function paint(rows: readonly Row[], fields: readonly Field[], operands: readonly Operand[]): Painted {
	const exceptions = rows.some(({not}) => not);
	const plain = operands.length === 1 && operands[0]?.kind === 'sources' && fields[0]?.mask === undefined;
	if (plain && !exceptions) return paintAddresses(rows);
	const layers = new Map<
		number,
		{
			readonly yes: Array<readonly [Point, Point]>;
			readonly not: Array<readonly [Point, Point]>;
			readonly maybe: Array<readonly [Point, Point]>;
		}
	>();
	let everywhere: Verdict = 'no';
	let heaviest = -1;
	for (const row of rows) {
		const {is, span} = rowVerdict(row, fields, operands);
		if (is === 'no') continue;
		const weight = exceptions ? (row.weight ?? 0) : 0;
		if (weight >= heaviest) {
			everywhere = is === 'maybe' ? 'maybe' : row.not ? 'no' : 'yes';
			heaviest = weight;
		}
		const layer = layers.get(weight) ?? {yes: [], not: [], maybe: []};
		layers.set(weight, layer);
		layer[is === 'maybe' ? 'maybe' : row.not ? 'not' : 'yes'].push(span ?? everything);
	}
	let [yes, maybe]: readonly [Ranges, Ranges] = [nothing, nothing];
	for (const [, layer] of [...layers].sort(([a], [b]) => a - b)) {
		const [sure, not, doubt] = [rangesOf(layer.yes), rangesOf(layer.not), rangesOf(layer.maybe)];
		yes = without(without(union(yes, sure), not), doubt);
		maybe = union(without(without(maybe, sure), not), doubt);
	}
	return {yes, maybe, everywhere};
}
