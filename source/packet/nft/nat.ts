import {parseAddress} from '../address.ts';
import type {Action} from '../filters.ts';
import {dnatNotTold, redirectNotTold} from './doubts.ts';
import {items, type Json, member} from './json.ts';
import {readMap} from './map.ts';
import {type NftScope, type Part, unknownAction} from './scope.ts';

const natAction = (address: Json, port: Json): Action => {
	const parsed = typeof address === 'string' ? parseAddress(address)?.value : undefined;
	if ((address !== undefined && parsed === undefined) || (port !== undefined && typeof port !== 'number'))
		return unknownAction(dnatNotTold);
	return {do: 'dnat', ...(parsed === undefined ? {} : {address: parsed}), ...(typeof port === 'number' ? {port} : {})};
};

/** `dnat to …`, by a map as well. */
export function readDnat(inner: Json, scope: NftScope): readonly Part[] {
	const [address, port] = [member(inner, 'addr'), member(inner, 'port')];
	const map = member(address, 'map');
	if (map === undefined) return [natAction(address, port)];
	const lead = (to: Json): Action => {
		const parts = items(member(to, 'concat'));
		return parts.length === 2 ? natAction(parts[0], parts[1]) : natAction(to, port);
	};
	return readMap(member(map, 'key'), member(map, 'data'), lead, scope);
}

/** `redirect to …`: an address of the host's own. */
export const readRedirect = (inner: Json): readonly Part[] => {
	const port = member(inner, 'port');
	if (port !== undefined && typeof port !== 'number') return [unknownAction(redirectNotTold)];
	return [{do: 'dnat', address: 'self', ...(port === undefined ? {} : {port})}];
};
