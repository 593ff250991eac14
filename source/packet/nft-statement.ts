import {parseAddress} from './address.ts';
import type {Action, Computed, Condition, Values} from './filters.ts';
import {connectionLimit, perSecond} from './iptables-limit.ts';
import {isObject, items, type Json, member, numberOf, only, textOf} from './json.ts';
import {bitsValue, type Key, keyOf} from './nft-field.ts';
import {elementsOf, type NamedSets, rowsOf, type Shelf, valuesOf} from './nft-values.ts';
import {inRanges} from './numbers.ts';

export type Part = Condition | Action;

/** What a statement may name: the table's sets, and what has been read of them. */
export type NftScope = {readonly named: NamedSets; readonly shelf: Shelf};

const unknownMatch = (why: string): Part => ({is: 'unknown', why});
const unknownAction = (why: string): Action => ({do: 'unknown', why});

/** Statements that change nothing that a later rule of ours looks at. */
const harmless = new Set([
	'counter',
	'log',
	'comment',
	'last',
	'secmark',
	'ct helper',
	'ct timeout',
	'ct expectation',
	'dup',
	'flow',
	'xt comment',
]);

/** One statement of a rule as parts. What isn't understood becomes unknown, never nothing. */
export function readStatement(statement: Json, scope: NftScope): readonly Part[] {
	const [kind, inner] = only(statement) ?? [typeof statement === 'string' ? statement : '', undefined];
	if (harmless.has(kind)) return [];
	const verdict = readVerdict(statement);
	if (verdict) return [verdict];
	switch (kind) {
		case 'match':
			return readMatch(inner, scope);
		case 'reject':
			return [{do: 'reject', with: rejectWords(inner)}];
		case 'vmap':
			return readMap(member(inner, 'key'), member(inner, 'data'), readVerdict, scope);
		case 'notrack':
			return [{do: 'untrack'}];
		case 'mangle':
			return readSet(inner, scope);
		case 'dnat':
			return readDnat(inner, scope);
		case 'redirect':
			return readRedirect(inner);
		case 'snat':
		case 'masquerade': {
			const address = parseAddress(textOf(inner, 'addr') ?? '')?.value;
			return [{do: 'snat', ...(address === undefined ? {} : {address})}];
		}
		case 'limit':
			return [{is: 'limit', limit: {what: 'rate', per: 'all', ...rateOf(inner)}}];
		case 'ct count':
			return countOf(inner, 'all');
		case 'meter':
		case 'set':
			return readDynamic(inner);
		case 'quota':
			return [unknownMatch("how much of a quota is used can't be told")];
		case 'xt':
			return readForeign(inner);
		default:
			return [unknownAction(`what "${kind}" does can't be told`)];
	}
}

/** accept, drop, return, continue, jump and goto. */
function readVerdict(value: Json): Action | undefined {
	const [kind, inner] = only(value) ?? [value, undefined];
	switch (kind) {
		case 'accept':
		case 'drop':
		case 'return':
		case 'continue':
			return {do: kind};
		case 'jump':
		case 'goto': {
			const chain = textOf(inner, 'target');
			return chain === undefined ? undefined : {do: kind, chain};
		}
		default:
			return undefined;
	}
}

const rejectWords = (inner: Json): string => {
	const type = textOf(inner, 'type') ?? 'icmp';
	return type === 'tcp reset' ? 'tcp-reset' : `${type}-${textOf(inner, 'expr') ?? 'port-unreachable'}`;
};

const rateOf = (limit: Json): {readonly perSecond?: number} => {
	const [rate, per] = [numberOf(limit, 'rate'), textOf(limit, 'per') ?? 'second'];
	const number =
		textOf(limit, 'rate_unit') === undefined && rate !== undefined ? perSecond(`${rate}/${per}`) : undefined;
	return number === undefined ? {} : {perSecond: number};
};

const countOf = (inner: Json, per: 'all' | 'source'): readonly Part[] => {
	const most = String(numberOf(inner, 'val') ?? '');
	const over = member(inner, 'inv') === true;
	return connectionLimit({above: over ? most : undefined, upTo: over ? undefined : most, per});
};

function readMatch(match: Json, scope: NftScope): readonly Part[] {
	const [op, left, right] = [textOf(match, 'op') ?? '==', member(match, 'left'), member(match, 'right')];
	const key = keyOf(left);
	if (!key) return [unknownMatch(`"${only(left)?.[0] ?? 'an expression'}" can't be evaluated`)];
	const values = comparedWith(op, right, key, scope);
	if (!values) return [...key.needs, unknownMatch(`what it is compared with can't be evaluated`)];
	return [...key.needs, {is: 'in', fields: key.fields, values, not: op === '!=' || op === '!'}];
}

const highest = 0xff_ff_ff_ff;

function comparedWith(op: string, right: Json, key: Key, scope: NftScope): Values | undefined {
	if (op === '<' || op === '>=' || op === '>' || op === '<=') {
		const cell = key.read.length === 1 ? key.read[0]?.(right) : undefined;
		if (!cell || typeof cell === 'string' || typeof cell[0] !== 'number') return undefined;
		const [bound] = cell;
		const [first, last] = op.startsWith('<')
			? [0, op === '<' ? bound - 1 : bound]
			: [op === '>' ? bound + 1 : bound, highest];
		return {kind: 'ranges', ranges: first > last ? [] : [first, last]};
	}
	if (key.bits && !(typeof right === 'string' && right.startsWith('@'))) {
		const anyOf = op === 'in' || op === '!' || key.fields[0]?.of !== 'tcp-flags';
		if (anyOf && key.masked !== 'explicitly') {
			const any = bitsValue(right, key.bits);
			return any === undefined ? undefined : {kind: 'bits', any};
		}
		const {bits} = key;
		const exact = (isObject(right) && 'set' in right ? items(right.set) : [right]).map(each => bitsValue(each, bits));
		const known = exact.filter(each => each !== undefined);
		return known.length === exact.length ? inRanges(known.map(each => [each, each] as const)) : undefined;
	}
	if (typeof right === 'string' && right.startsWith('@')) return fromShelf(right, key, scope);
	const elements = elementsOf(right, scope.named);
	return elements && valuesOf(elements, key);
}

function fromShelf(name: string, key: Key, {named, shelf}: NftScope): Values | undefined {
	const label = `${name} ${JSON.stringify([key.fields, key.types])}`;
	if (!shelf.has(label)) {
		const elements = elementsOf(name, named);
		shelf.set(label, elements && valuesOf(elements, key));
	}
	return shelf.get(label);
}

/** A map from a key to verdicts or to other data, as an action. */
function readMap(
	left: Json,
	data: Json,
	lead: (to: Json) => Action | undefined,
	{named, shelf}: NftScope,
): readonly Part[] {
	const key = keyOf(left);
	const elements = elementsOf(data, named);
	if (!key || !elements || key.types) return [...(key?.needs ?? []), unknownAction("the map can't be evaluated")];
	const label = typeof data === 'string' ? `map ${data} ${JSON.stringify(key.fields)}` : undefined;
	const read = (): Values | undefined => rowsOf(elements.map(pairOf), key, lead);
	const values = label === undefined ? read() : shelf.has(label) ? shelf.get(label) : read();
	if (label !== undefined) shelf.set(label, values);
	if (!values) return [...key.needs, unknownAction("the map can't be evaluated")];
	return [...key.needs, {do: 'map', fields: key.fields, values}];
}

const pairOf = (element: Json): readonly [Json, Json] => [items(element)[0], items(element)[1]];

function readSet(mangle: Json, scope: NftScope): readonly Part[] {
	const target = keyOf(member(mangle, 'key'))?.fields[0];
	if (target?.of !== 'mark' && target?.of !== 'ct-mark') {
		const [kind, inner] = only(member(mangle, 'key')) ?? ['', undefined];
		// Priority, trace and the like: nothing that is looked at here. Rewriting addresses or ports can't be followed.
		return kind === 'payload' && /addr|port/.test(textOf(inner, 'field') ?? '')
			? [unknownAction('it rewrites the packet')]
			: [];
	}
	const {of} = target;
	const value = member(mangle, 'value');
	const map = member(value, 'map');
	if (map !== undefined) {
		const lead = (to: Json): Action | undefined =>
			typeof to === 'number' ? {do: 'set', field: of, mask: highest, value: to} : undefined;
		return readMap(member(map, 'key'), member(map, 'data'), lead, scope);
	}
	return [setAction(of, value)];
}

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

const natAction = (address: Json, port: Json): Action => {
	const parsed = typeof address === 'string' ? parseAddress(address)?.value : undefined;
	if ((address !== undefined && parsed === undefined) || (port !== undefined && typeof port !== 'number'))
		return unknownAction("where dnat leads can't be told");
	return {do: 'dnat', ...(parsed === undefined ? {} : {address: parsed}), ...(typeof port === 'number' ? {port} : {})};
};

function readDnat(inner: Json, scope: NftScope): readonly Part[] {
	const [address, port] = [member(inner, 'addr'), member(inner, 'port')];
	const map = member(address, 'map');
	if (map === undefined) return [natAction(address, port)];
	const lead = (to: Json): Action => {
		const parts = items(member(to, 'concat'));
		return parts.length === 2 ? natAction(parts[0], parts[1]) : natAction(to, port);
	};
	return readMap(member(map, 'key'), member(map, 'data'), lead, scope);
}

const readRedirect = (inner: Json): readonly Part[] => {
	const port = member(inner, 'port');
	if (port !== undefined && typeof port !== 'number') return [unknownAction("where redirect leads can't be told")];
	return [{do: 'dnat', address: 'self', ...(port === undefined ? {} : {port})}];
};

/** Adding to a set succeeds; with a limit or a count in the element, the rule goes on only within it. */
function readDynamic(inner: Json): readonly Part[] {
	const statements = [...items(member(inner, 'stmt')), member(inner, 'stmt')].filter(isObject);
	for (const statement of statements) {
		const [kind, limit] = only(statement) ?? ['', undefined];
		if (kind === 'limit') return [{is: 'limit', limit: {what: 'rate', per: 'source', ...rateOf(limit)}}];
		if (kind === 'ct count') return countOf(limit, 'source');
		if (kind !== 'counter') return [unknownMatch(`"${kind}" can't be evaluated`)];
	}
	return [];
}

/** Extensions of iptables within nft's listing show nothing but their name. */
function readForeign(inner: Json): readonly Part[] {
	const [type, name] = [textOf(inner, 'type'), textOf(inner, 'name') ?? '?'];
	if (name === 'comment' || ['LOG', 'TCPMSS', 'NFLOG', 'CHECKSUM'].includes(name)) return [];
	if (type === 'target' && name === 'REJECT') return [{do: 'reject', with: 'icmp-port-unreachable'}];
	return type === 'target'
		? [unknownAction(`nft doesn't show what -j ${name} does`)]
		: [unknownMatch(`nft doesn't show what -m ${name} asks for`)];
}
