import {type Directive, named} from './nginx-syntax.ts';

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
