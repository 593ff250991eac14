import {familyOf, formatAddress, parseRanges, toPrefixes} from '../packet/address.ts';
import {common, pairs, type Ranges, without} from '../packet/ranges.ts';
import {type Directive, named} from './nginx-syntax.ts';

/** The rule that turns sources away, and which part of them (CIDR notation). */
export type Denial = {readonly rule: string; readonly file: string; readonly sources: readonly string[]};

const accessRules = (block: readonly Directive[]) => block.filter(({name}) => name === 'allow' || name === 'deny');

/** What `allow` and `deny` in a row turn away: the first that fits decides, and who is in none gets in. */
const denialByRules = (rules: readonly Directive[], sources: Ranges, family: 4 | 6): Denial | undefined => {
	let left = sources;
	for (const {name, args, file} of rules) {
		const [whom = ''] = args;
		const part = whom === 'all' ? left : common(left, parseRanges([whom], family));
		if (name === 'deny' && part.length > 0) return {rule: `deny ${whom};`, file, sources: toPrefixes(part)};
		left = without(left, part);
	}

	return undefined;
};

// `if ($remote_addr ~ "^100\.") { return 403; }`
const condition = /^\(\s*\$(?:binary_)?remote_addr\s*(=|!=|~\*?|!~\*?)\s*(.+?)\s*\)$/;

const conditionFits = (operator: string, wanted: string, address: string): boolean => {
	if (operator === '=' || operator === '!=') return (address === wanted) === (operator === '=');
	try {
		return new RegExp(wanted).test(address) === !operator.startsWith('!');
	} catch {
		// Perl's expressions know more than JavaScript's.
		return false;
	}
};

/** What conditions on the client's address turn away. An address near each end stands for a range of sources. */
const denialByCondition = (block: readonly Directive[], sources: Ranges): Denial | undefined => {
	const samples = [...pairs(sources)].flatMap(([first, last]) =>
		typeof first === 'number' && typeof last === 'number' && last - first > 20 ? [first + 10, last - 1] : [first, last],
	);
	for (const {args, block: inner = [], file} of named(block, 'if')) {
		const words = args.join(' ').replace(/ \)$/, ')');
		const [, operator = '', wanted = ''] = condition.exec(words) ?? [];
		const status = named(inner, 'return')[0]?.args[0] ?? '';
		if (operator === '' || !/^4\d\d$/.test(status)) continue;
		const denied = samples.map(formatAddress).filter(address => conditionFits(operator, wanted, address));
		if (denied.length > 0) return {rule: `if ${words} { return ${status}; }`, file, sources: denied};
	}

	return undefined;
};

/**
 * The rule that denies sources their way to the page; undefined when all are let in. `levels` are the blocks around the
 * page, the innermost last: rules of an outer one only count where no inner one has any (ngx_http_access_module).
 * Conditions and returns of a server and its locations are done before access is judged (ngx_http_rewrite_module).
 */
export const denialOf = (
	levels: ReadonlyArray<readonly Directive[]>,
	sources: readonly string[],
): Denial | undefined => {
	const family = familyOf(sources[0] ?? '');
	const all = parseRanges(sources, family);
	for (const level of levels.slice(1)) {
		const denial = denialByCondition(level, all);
		if (denial) return denial;
		if (named(level, 'return').length > 0) return undefined;
	}

	if (levels.some(level => named(level, 'satisfy').some(({args}) => args[0] === 'any'))) return undefined;
	return denialByRules(levels.map(accessRules).findLast(rules => rules.length > 0) ?? [], all, family);
};
