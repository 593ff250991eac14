import type {Doubt} from '../doubt.ts';
import type {Action, Condition} from '../filters.ts';
import type {NamedSets, Shelf} from './values.ts';

/** A match or an action. */
export type Part = Condition | Action;

/** What a statement may name: the table's sets, and what has been read of them. */
export type NftScope = {
	/** `family name` of the table. */
	readonly table: string;
	readonly named: NamedSets;
	readonly shelf: Shelf;
};

/** A set's name that no other table's set has. */
export const setName = ({table}: NftScope, name: string): string => `${table} ${name.replace(/^@/, '')}`;

/** A match that can't be evaluated. */
export const unknownMatch = (why: Doubt['why'], about = ''): Part => ({is: 'unknown', why, about});

/** An action that can't be told. */
export const unknownAction = (why: Doubt['why'], about = ''): Action => ({do: 'unknown', why, about});
