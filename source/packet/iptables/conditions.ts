import type {Family} from '../address.ts';
import {notEvaluated} from '../doubt.ts';
import type {Condition} from '../filters.ts';
import {readLimit} from './limit.ts';
import {coreOptions, readOption} from './option.ts';
import {unknown} from './values.ts';

/** A rule's words, taken apart: `target` holds `-j NAME` or `-g NAME` and everything after it. */
export type IptablesRule = {
	readonly conditions: readonly Condition[];
	readonly target: readonly string[];
	readonly comment?: string;
	readonly sets: readonly string[];
};

/** One option with its words, as it stands in a rule. */
export type Option = {
	readonly module: string;
	readonly name: string;
	readonly values: readonly string[];
	readonly not: boolean;
};

/** Modules that match every packet by themselves. */
const alwaysTrue = new Set(['comment', 'nfacct']);

/** Takes the matches of a rule apart. What isn't understood becomes an unknown match, never nothing. */
export function readConditions(words: readonly string[], family: Family): IptablesRule {
	const options: Option[] = [];
	const modules: string[] = [];
	let [module, not, at] = ['', false, 0];
	for (; at < words.length; at++) {
		const word = words[at] ?? '';
		if (word === '-j' || word === '-g' || word === '--jump' || word === '--goto') break;
		if (word === '!') not = true;
		else if (word === '-m' || word === '--match') {
			at++;
			module = words[at] ?? '';
			modules.push(module);
			not = false;
		} else {
			const values: string[] = [];
			while (at + 1 < words.length && !isOption(words[at + 1] ?? '', values.length)) values.push(words[++at] ?? '');
			// Very old tools print the exclamation mark after the option.
			const late = values[0] === '!';
			// A `!` before the next option belongs to that one.
			const next = values.length > (late ? 1 : 0) && values.at(-1) === '!';
			options.push({module, name: word, values: values.slice(late ? 1 : 0, next ? -1 : undefined), not: not || late});
			not = next;
		}
	}
	const comment = options.find(({name}) => name === '--comment')?.values.join(' ');
	return {
		conditions: [
			...fromModules(modules, options),
			...options.filter(isUnderstood).flatMap(option => readOption(option, family)),
		],
		target: words.slice(at),
		...(comment === undefined ? {} : {comment}),
		sets: options.flatMap(({name, values}) => (name === '--match-set' || name === '--set' ? values.slice(0, 1) : [])),
	};
}

const isOption = (word: string, already: number): boolean =>
	/^-[a-zA-Z]$/.test(word) || /^--[a-zA-Z]/.test(word) || (already > 0 && word === '-');

/** `-m rpfilter`: whether the sender would be answered by the interface that the packet came in by. */
function readReversePath(options: readonly Option[]): Condition {
	const has = (name: string): boolean => options.some(option => option.name === name);
	return {
		is: 'routed',
		asks: 'rpfilter',
		end: 'source',
		...(has('--loose') ? {} : {by: 'in'}),
		marked: has('--validmark'),
		takesLocal: has('--accept-local'),
		not: has('--invert'),
	};
}

/** Options of limits are read together; those of unknown modules with their module. */
const isUnderstood = ({module, name}: Option): boolean =>
	!limits.has(module) && (understood.has(module) || alwaysTrue.has(module) || coreOptions.has(name));

const extensions = new Set(['rt', 'frag', 'dst', 'hbh', 'mh', 'ah', 'esp', 'ipcomp']);
const limits = new Set(['limit', 'hashlimit', 'connlimit', 'recent', 'statistic']);
const understood = new Set([
	'',
	'tcp',
	'udp',
	'sctp',
	'dccp',
	'udplite',
	'icmp',
	'icmp6',
	'ipv6-icmp',
	'icmpv6',
	'multiport',
]);
for (const name of ['iprange', 'state', 'conntrack', 'mark', 'connmark', 'addrtype', 'set', 'pkttype', 'policy'])
	understood.add(name);

/** What a module as a whole comes to: limits, and modules that aren't known. */
function fromModules(modules: readonly string[], options: readonly Option[]): readonly Condition[] {
	return [...new Set(modules)].flatMap(module => {
		if (understood.has(module) || alwaysTrue.has(module)) return [];
		if (module === 'rpfilter') return [readReversePath(options.filter(option => option.module === module))];
		if (limits.has(module))
			return readLimit(
				module,
				options.filter(option => option.module === module),
			);
		// Probes have no extension headers, and a match without `!` of one that isn't there is never met.
		if (extensions.has(module) && !options.some(option => option.module === module && option.not))
			return [{is: 'never'}];
		return [unknown(notEvaluated, `-m ${module}`)];
	});
}
