import ipaddr from 'ipaddr.js';
import {type Directive, named} from './nginx-syntax.ts';

/** The rule that turns a source away. */
export type Denial = {readonly rule: string; readonly file: string; readonly source: string};

const isRegex = ({args}: Directive): boolean => args[0] === '~' || args[0] === '~*';

const regexFits = ({args: [mark, pattern = '']}: Directive, path: string): boolean | undefined => {
	try {
		return new RegExp(pattern, mark === '~*' ? 'i' : '').test(path);
	} catch {
		// Perl's expressions know more than JavaScript's.
		return undefined;
	}
};

/**
 * The `location` blocks that a path is served by, the outer one first (ngx_http_core_module, location); undefined when
 * an expression can't be read. A prefix wins by its length, unless a regular expression fits.
 */
export const locationsFor = (block: readonly Directive[], path: string): readonly Directive[] | undefined => {
	const locations = named(block, 'location').filter(({args}) => !args[0]?.startsWith('@'));
	const exact = locations.find(({args}) => args[0] === '=' && args[1] === path);
	if (exact) return [exact];
	const prefixOf = ({args}: Directive) => (args[0] === '^~' ? args[1] : args.length === 1 ? args[0] : undefined);
	const prefix = locations
		.filter(location => path.startsWith(prefixOf(location) ?? '\0'))
		.toSorted((one, other) => (prefixOf(other) ?? '').length - (prefixOf(one) ?? '').length)[0];
	const inner = prefix?.block ? locationsFor(prefix.block, path) : [];
	if (prefix?.args[0] === '^~') return inner && [prefix, ...inner];
	for (const location of locations.filter(isRegex)) {
		const fits = regexFits(location, path);
		if (fits === undefined) return undefined;
		if (fits) return [location];
	}

	return inner && (prefix ? [prefix, ...inner] : []);
};

const accessRules = (block: readonly Directive[]) => block.filter(({name}) => name === 'allow' || name === 'deny');

const ruleFits = (rule: Directive, source: string): boolean => {
	const [whom = ''] = rule.args;
	if (whom === 'all') return true;
	const address = ipaddr.parse(source);
	if (ipaddr.isValidCIDR(whom)) {
		const range = ipaddr.parseCIDR(whom);
		return range[0].kind() === address.kind() && address.match(range);
	}

	return ipaddr.isValid(whom) && ipaddr.process(whom).toString() === address.toString();
};

/** Addresses that stand for a range: near both ends, and in the parts that rules cut out of it. */
const samplesOf = (source: string, rules: readonly Directive[]): readonly string[] => {
	if (!ipaddr.IPv4.isValidCIDR(source)) return [];
	const range = ipaddr.IPv4.parseCIDR(source);
	const step = (address: ipaddr.IPv4, by: number) => {
		const [a = 0, b = 0, c = 0, d = 0] = address.toByteArray();
		const number = ((a * 256 + b) * 256 + c) * 256 + d + by;
		return new ipaddr.IPv4([24, 16, 8, 0].map(shift => Math.floor(number / 2 ** shift) % 256));
	};
	const cuts = rules.flatMap(({args: [whom = '']}) =>
		ipaddr.IPv4.isValidCIDR(whom)
			? [ipaddr.IPv4.networkAddressFromCIDR(whom)]
			: ipaddr.IPv4.isValid(whom)
				? [ipaddr.IPv4.parse(whom)]
				: [],
	);
	const [first, last] = [ipaddr.IPv4.networkAddressFromCIDR(source), ipaddr.IPv4.broadcastAddressFromCIDR(source)];
	const all = range[1] >= 31 ? [first, last] : [step(first, 10), step(last, -1), ...cuts.map(cut => step(cut, 1))];
	return [...new Set(all.filter(address => address.match(range)).map(address => address.toString()))];
};

/**
 * The rule that denies sources their way to the page; undefined when all are let in. `levels` are the blocks around the
 * page, the innermost last: rules of an outer one only count where no inner one has any (ngx_http_access_module).
 */
export const denialOf = (
	levels: ReadonlyArray<readonly Directive[]>,
	sources: readonly string[],
): Denial | undefined => {
	// A return is done before access is judged.
	const answersEarly = levels.slice(1).some(level => named(level, 'return').length > 0);
	const satisfiesAny = levels.some(level => named(level, 'satisfy').some(({args}) => args[0] === 'any'));
	const rules = levels.map(accessRules).findLast(found => found.length > 0) ?? [];
	if (answersEarly || satisfiesAny) return undefined;
	for (const source of sources.flatMap(range => samplesOf(range, rules))) {
		const rule = rules.find(one => ruleFits(one, source));
		if (rule?.name === 'deny') return {rule: `deny ${rule.args.join(' ')};`, file: rule.file, source};
	}

	return undefined;
};
