import {isObject, type Json} from './json.ts';

/** What statements name: sets of the table, and whether they look anything up in a set or a map, named or not. */
export type Mentions = {readonly sets: readonly string[]; readonly looks: boolean};

/** Goes through a rule's statements. */
export function mentionsOf(statements: readonly Json[]): Mentions {
	const sets: string[] = [];
	return {looks: isLookedUp(statements, sets), sets};
}

function isLookedUp(value: Json, sets: string[]): boolean {
	if (typeof value === 'string') {
		if (!value.startsWith('@')) return false;
		sets.push(value.slice(1));
		return true;
	}
	let looks = false;
	if (Array.isArray(value)) for (const item of value) looks = isLookedUp(item, sets) || looks;
	else if (isObject(value))
		for (const name in value) {
			if (name === 'set' || name === 'vmap' || name === 'map') looks = true;
			looks = isLookedUp(value[name], sets) || looks;
		}
	return looks;
}
