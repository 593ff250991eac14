import type {Action, Computed, Condition} from '../filters.ts';
import {rewrites} from './doubts.ts';
import {keyOf} from './field.ts';
import {isObject, items, type Json, member, only, textOf} from './json.ts';
import {readMap} from './map.ts';
import {type NftScope, type Part, unknownAction} from './scope.ts';

const highest = 0xff_ff_ff_ff;

/** A statement that writes into the packet or its connection: only marks are followed. */
export function readSet(mangle: Json, scope: NftScope): readonly Part[] {
	const target = keyOf(member(mangle, 'key'))?.fields[0];
	if (target?.of !== 'mark' && target?.of !== 'ct-mark') {
		const [kind, inner] = only(member(mangle, 'key')) ?? ['', undefined];
		// Priority, trace and the like: nothing that is looked at here. Rewriting addresses or ports can't be followed.
		return kind === 'payload' && /addr|port/.test(textOf(inner, 'field') ?? '') ? [unknownAction(rewrites)] : [];
	}
	const {of} = target;
	const value = member(mangle, 'value');
	const map = member(value, 'map');
	if (map !== undefined) {
		const lead = (to: Json): Action | undefined =>
			typeof to === 'number' ? {do: 'set', field: of, mask: highest, value: to} : undefined;
		return readMap(member(map, 'key'), member(map, 'data'), lead, scope);
	}
	return [...(readsConnection(value) ? [hasConnection] : []), setAction(of, value)];
}

/** What a connection is asked for ends the rule where there is none yet, or none at all (nft_ct_get_eval, NFT_BREAK). */
const hasConnection: Condition = {
	is: 'in',
	fields: [{of: 'ct-mark'}],
	values: {kind: 'ranges', ranges: [0, highest]},
	not: false,
};

const readsConnection = (value: Json): boolean =>
	Array.isArray(value)
		? value.some(readsConnection)
		: isObject(value) && Object.entries(value).some(([name, inner]) => name === 'ct' || readsConnection(inner));

/** `mark set 1`, `mark set mark | 1`, `mark set mark & 0xff`, `mark set ct mark` and so on. */
function setAction(of: 'mark' | 'ct-mark', value: Json): Action {
	const plain = simple(value);
	if (plain !== undefined) return {do: 'set', field: of, mask: highest, value: plain};
	const [operator, operands] = only(value) ?? ['', undefined];
	const [left, right] = items(operands);
	const [base, number] = [simple(left), typeof right === 'number' ? right : undefined];
	const itself = typeof base === 'object' && base.of === of;
	if (base === undefined || number === undefined) {
		const inner = only(left);
		// (mark & a) ^ b, as iptables-nft and others write a masked set.
		if ((operator === '|' || operator === '^') && inner?.[0] === '&' && number !== undefined) {
			const [field, mask] = items(inner[1]);
			const read = simple(field);
			if (typeof read === 'object' && read.of === of && typeof mask === 'number')
				return operator === '^' || (mask & number) === 0
					? {do: 'set', field: of, mask: ~mask >>> 0, value: number}
					: {do: 'set', field: of, mask: (~mask | number) >>> 0, value: number};
		}
		return {do: 'set', field: of, mask: highest, value: undefined};
	}
	if (operator === '&' && itself) return {do: 'set', field: of, mask: ~number >>> 0, value: 0};
	if (operator === '|' && itself) return {do: 'set', field: of, mask: number, value: number};
	if (operator === '^' && itself) return {do: 'set', field: of, mask: 0, value: number};
	if (operator === '&') return {do: 'set', field: of, mask: highest, value: base, valueMask: number};
	return {do: 'set', field: of, mask: highest, value: undefined};
}

const simple = (value: Json): Computed => {
	if (typeof value === 'number') return value;
	const found = isObject(value) ? keyOf(value)?.fields[0] : undefined;
	return found?.of === 'mark' || found?.of === 'ct-mark' ? found : undefined;
};
