import type {Action, Values} from '../filters.ts';
import {mapNotEvaluated} from './doubts.ts';
import {keyOf} from './field.ts';
import {items, type Json} from './json.ts';
import {type NftScope, type Part, setName, unknownAction} from './scope.ts';
import {elementsOf, rowsOf} from './values.ts';

/** A map from a key to verdicts or to other data, as an action. */
export function readMap(
	left: Json,
	data: Json,
	lead: (to: Json) => Action | undefined,
	scope: NftScope,
): readonly Part[] {
	const {named, shelf} = scope;
	const key = keyOf(left);
	const elements = elementsOf(data, named);
	if (!key || !elements || key.types) return [...(key?.needs ?? []), unknownAction(mapNotEvaluated)];
	const label = typeof data === 'string' ? `map ${data} ${JSON.stringify(key.fields)}` : undefined;
	const read = (): Values | undefined => rowsOf(elements.map(pairOf), key, lead);
	const values = label === undefined ? read() : shelf.has(label) ? shelf.get(label) : read();
	if (label !== undefined) shelf.set(label, values);
	if (!values) return [...key.needs, unknownAction(mapNotEvaluated)];
	const set = typeof data === 'string' ? {set: setName(scope, data)} : {};
	return [...key.needs, {do: 'map', fields: key.fields, values, ...set}];
}

const pairOf = (element: Json): readonly [Json, Json] => [items(element)[0], items(element)[1]];
