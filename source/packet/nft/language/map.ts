import type {Json} from '../json.ts';
import {type Reader, Unreadable} from './reader.ts';
import {elementsOf} from './value.ts';

/** Reads what an element leads to. */
export type Lead = (reader: Reader) => Json;

/** `KEY map { … }` or `KEY map @name`. */
export function mapOf(reader: Reader, key: Json, lead: Lead): Json {
	reader.expect('map');
	return {map: {key, data: tableOf(reader, lead)}};
}

/** The elements of a map, or its name. */
export const tableOf = (reader: Reader, lead: Lead): Json =>
	reader.comes('{') ? {set: elementsOf(reader, lead)} : reader.word();

/** Verdicts, as a rule's end or as what a map leads to. */
export function verdictOf(reader: Reader): Json {
	const word = reader.word();
	switch (word) {
		case 'accept':
		case 'drop':
		case 'return':
		case 'continue':
			return {[word]: null};
		case 'jump':
		case 'goto':
			return {[word]: {target: reader.word()}};
		default:
			throw new Unreadable(`“${word}” is no verdict`);
	}
}
