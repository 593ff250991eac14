import {parseAddress} from '../address.ts';
import type {Action} from '../filters.ts';
import {connectionLimit, perSecond} from '../iptables/limit.ts';
import {effectNotTold, matchNotShown, nameNotEvaluated, quotaNotTold, targetNotShown} from './doubts.ts';
import {isObject, items, type Json, member, numberOf, only, textOf} from './json.ts';
import {readMap} from './map.ts';
import {readSet} from './mark.ts';
import {readMatch} from './match.ts';
import {readDnat, readRedirect} from './nat.ts';
import {type NftScope, type Part, setName, unknownAction, unknownMatch} from './scope.ts';

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
			return readDynamic(inner, scope);
		case 'quota':
			return [unknownMatch(quotaNotTold)];
		case 'xt':
			return readForeign(inner);
		default:
			return [unknownAction(effectNotTold, kind)];
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

/** Adding to a set succeeds; with a limit or a count in the element, the rule goes on only within it. */
function readDynamic(inner: Json, scope: NftScope): readonly Part[] {
	const name = textOf(inner, 'set') ?? textOf(inner, 'name');
	const change: readonly Part[] = name === undefined ? [] : [{do: 'change-set', set: setName(scope, name)}];
	const statements = [...items(member(inner, 'stmt')), member(inner, 'stmt')].filter(isObject);
	for (const statement of statements) {
		const [kind, limit] = only(statement) ?? ['', undefined];
		if (kind === 'limit') return [...change, {is: 'limit', limit: {what: 'rate', per: 'source', ...rateOf(limit)}}];
		if (kind === 'ct count') return [...change, ...countOf(limit, 'source')];
		if (kind !== 'counter' && kind !== 'last') return [...change, unknownMatch(nameNotEvaluated, kind)];
	}
	return change;
}

/** Extensions of iptables within nft's listing show nothing but their name. */
function readForeign(inner: Json): readonly Part[] {
	const [type, name] = [textOf(inner, 'type'), textOf(inner, 'name') ?? '?'];
	if (name === 'comment' || ['LOG', 'TCPMSS', 'NFLOG', 'CHECKSUM'].includes(name)) return [];
	if (type === 'target' && name === 'REJECT') return [{do: 'reject', with: 'icmp-port-unreachable'}];
	return type === 'target' ? [unknownAction(targetNotShown, name)] : [unknownMatch(matchNotShown, name)];
}
