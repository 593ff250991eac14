import type {Cell, Condition, Field, FieldName} from '../filters.ts';
import {field, inRanges} from '../numbers.ts';
import {type Reader, spans} from './cells.ts';
import type {Json} from './json.ts';

/** What nft compares, in our terms: the fields, what has to hold before they can be looked at, and how values are read. */
export type Key = {
	readonly fields: readonly Field[];
	readonly needs: readonly Condition[];
	readonly read: ReadonlyArray<(value: Json) => Cell | undefined>;
	/** Values are bits of a mask. */
	readonly bits?: Readonly<Record<string, number>>;
	/** Some bits only are compared, as the rule says. */
	readonly masked?: 'explicitly' | 'only';
	/** Values are kinds of addresses. */
	readonly types?: 'any' | 'in' | 'out';
};

/** What has to hold of another field before this one can be looked at. */
export const needs = (of: FieldName, number: number): Condition => ({
	is: 'in',
	fields: [field(of)],
	values: inRanges([[number, number]]),
	not: false,
});

/** What a rule compares, and how the values beside it are read. */
export const key = (of: FieldName | Field, read: Reader, ...before: readonly Condition[]): Key => ({
	fields: [typeof of === 'string' ? {of} : of],
	needs: before,
	read: [spans(read)],
});
