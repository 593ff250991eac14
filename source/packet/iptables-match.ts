import {type Family, parseAddress, parseSpan} from './address.ts';
import type {Condition, FieldName, Values} from './filters.ts';
import {readLimit} from './iptables-limit.ts';
import {
	field,
	icmp6Types,
	icmpTypes,
	inRanges,
	parseNumber,
	parseNumberSpan,
	protocols,
	services,
	states,
	statuses,
	tcpFlags,
} from './numbers.ts';
import type {Point} from './ranges.ts';

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

const unknown = (why: string): Condition => ({is: 'unknown', why});

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
		conditions: [...fromModules(modules, options), ...options.flatMap(option => readOption(option, family))],
		target: words.slice(at),
		...(comment === undefined ? {} : {comment}),
		sets: options.flatMap(({name, values}) => (name === '--match-set' || name === '--set' ? values.slice(0, 1) : [])),
	};
}

const isOption = (word: string, already: number): boolean =>
	/^-[a-zA-Z]$/.test(word) || /^--[a-zA-Z]/.test(word) || (already > 0 && word === '-');

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
		if (limits.has(module))
			return readLimit(
				module,
				options.filter(option => option.module === module),
			);
		return [unknown(`-m ${module} can't be evaluated`)];
	});
}

const single = (
	of: FieldName,
	values: Values | undefined,
	{name, not, values: words}: Option,
): readonly Condition[] => [
	values ? {is: 'in', fields: [field(of)], values, not} : unknown(`${[name, ...words].join(' ')} can't be read`),
];

const list = (option: Option): readonly string[] => (option.values[0] ?? '').split(',').filter(word => word !== '');

function addresses(words: readonly string[], family: Family): Values | undefined {
	const spans: Array<readonly [Point, Point]> = [];
	for (const word of words) {
		const span = parseSpan(word);
		if (span?.family !== family) return undefined;
		spans.push(span.range);
	}
	return inRanges(spans);
}

function numbers(words: readonly string[], names: Readonly<Record<string, number>>): Values | undefined {
	const spans: Array<readonly [number, number]> = [];
	for (const word of words) {
		const span = parseNumberSpan(word, names);
		if (!span) return undefined;
		spans.push(span);
	}
	return inRanges(spans);
}

/** Values with the whole of some bits: the sum of names; undefined when a name isn't known. */
function bitsOf(words: readonly string[], names: Readonly<Record<string, number>>): number | undefined {
	let bits = 0;
	for (const word of words) {
		const bit = parseNumber(word, names);
		if (bit === undefined) return undefined;
		bits |= bit;
	}
	return bits;
}

const anyBit = (any: number | undefined): Values | undefined => (any === undefined ? undefined : {kind: 'bits', any});

function ports(option: Option): readonly Condition[] {
	const values = numbers(list(option), services);
	if (!values) return single('destination-port', undefined, option);
	const one = (of: FieldName): Condition => ({is: 'in', fields: [field(of)], values, not: false});
	return [{is: 'either', of: [one('source-port'), one('destination-port')], not: option.not}];
}

function masked(of: 'mark' | 'ct-mark', option: Option): readonly Condition[] {
	const [value, mask] = (option.values[0] ?? '').split('/').map(word => parseNumber(word));
	if (value === undefined || ((option.values[0] ?? '').includes('/') && mask === undefined))
		return single(of, undefined, option);
	const bits = {of, mask: mask ?? 0xff_ff_ff_ff};
	return [{is: 'in', fields: [bits], values: inRanges([[value, value]]), not: option.not}];
}

function flags(option: Option): readonly Condition[] {
	const [mask, wanted] = option.values.map(value => bitsOf(value.split(','), tcpFlags));
	if (mask === undefined || wanted === undefined) return single('tcp-flags', undefined, option);
	return [{is: 'in', fields: [{of: 'tcp-flags', mask}], values: inRanges([[wanted, wanted]]), not: option.not}];
}

function icmp(option: Option, family: Family): readonly Condition[] {
	const [type, code] = (option.values[0] ?? '').split('/');
	if (type === 'any') return [];
	const number = parseNumber(type ?? '', family === 4 ? icmpTypes : icmp6Types);
	if (number === undefined || (code !== undefined && code !== '0')) return single('icmp-type', undefined, option);
	return single('icmp-type', inRanges([[number, number]]), option);
}

function matchSet(option: Option, family: Family): readonly Condition[] {
	const [name, directions] = option.values;
	if (name === undefined || directions === undefined) return [unknown('--match-set without a name can’t be read')];
	const values: Values = {kind: 'ipset', name: `${family}/${name}/${directions}`};
	return [{is: 'in', fields: [], values, not: option.not}];
}

function protocol(option: Option): readonly Condition[] {
	if (option.values[0] === 'all' || option.values[0] === '0') return option.not ? [{is: 'never'}] : [];
	return single('protocol', numbers(list(option), protocols), option);
}

/** One option of a rule as a match. */
function readOption(option: Option, family: Family): readonly Condition[] {
	const {module, name, values} = option;
	if (limits.has(module) || (!understood.has(module) && !alwaysTrue.has(module) && !coreOptions.has(name))) return [];
	const one = values[0] ?? '';
	switch (name) {
		case '-s':
		case '--source':
		case '--src':
			return single('source', addresses(list(option), family), option);
		case '-d':
		case '--destination':
		case '--dst':
			return single('destination', addresses(list(option), family), option);
		case '-i':
		case '--in-interface':
			return single('in', {kind: 'names', names: [one]}, option);
		case '-o':
		case '--out-interface':
			return single('out', {kind: 'names', names: [one]}, option);
		case '-p':
		case '--protocol':
		case '--proto':
			return protocol(option);
		case '-f':
		case '--fragment':
			return single('fragment', inRanges([[1, 1]]), option);
		case '--dport':
		case '--dports':
		case '--destination-port':
		case '--destination-ports':
			return single('destination-port', numbers(list(option), services), option);
		case '--sport':
		case '--sports':
		case '--source-port':
		case '--source-ports':
			return single('source-port', numbers(list(option), services), option);
		case '--ports':
		case '--port':
			return ports(option);
		case '--tcp-flags':
			return flags(option);
		case '--syn':
			return flags({...option, values: ['SYN,RST,ACK,FIN', 'SYN']});
		case '--icmp-type':
		case '--icmpv6-type':
			return icmp(option, family);
		case '--src-range':
			return single('source', addresses(values.slice(0, 1), family), option);
		case '--dst-range':
			return single('destination', addresses(values.slice(0, 1), family), option);
		case '--state':
		case '--ctstate':
			return single('state', anyBit(bitsOf(list(option), states)), option);
		case '--ctstatus':
			return /none/i.test(one)
				? single('status', undefined, option)
				: single('status', anyBit(bitsOf(list(option), statuses)), option);
		case '--ctdir':
			return single('direction', {kind: 'names', names: [one.toLowerCase()]}, option);
		case '--ctproto':
			return single('protocol', numbers([one], protocols), option);
		case '--ctorigsrc':
			return single('original-source', addresses([one], family), option);
		case '--ctorigdst':
			return single('original-destination', addresses([one], family), option);
		case '--ctorigdstport':
			return single('original-destination-port', numbers([one], services), option);
		case '--mark':
			return masked(module === 'connmark' ? 'ct-mark' : 'mark', option);
		case '--src-type':
		case '--dst-type':
			return single(
				name === '--src-type' ? 'source' : 'destination',
				{kind: 'address-types', types: list(option).map(type => type.toLowerCase())},
				option,
			);
		case '--pkt-type':
			return single('packet-type', {kind: 'names', names: [one === 'host' ? 'unicast' : one]}, option);
		case '--pol':
			// Probes come in the clear: what asks for IPsec isn't met.
			return (one === 'ipsec') !== option.not ? [{is: 'never'}] : [];
		case '--dir':
			return [];
		case '--match-set':
			return matchSet(option, family);
		case '--set':
			return module === 'set' ? matchSet(option, family) : [];
		case '--comment':
		case '--nfacct-name':
		case '-c':
		case '--set-counters':
			return [];
		case '--return-nomatch':
		case '--update-counters':
		case '--update-subcounters':
			return name === '--return-nomatch' ? [unknown("--return-nomatch can't be evaluated")] : [];
		default:
			return [unknown(`${[name, ...values].join(' ')} can't be evaluated`)];
	}
}

/** Options of iptables itself, which may follow any module's. */
const coreOptions = new Set([
	'-s',
	'-d',
	'-i',
	'-o',
	'-p',
	'-f',
	'--source',
	'--destination',
	'--src',
	'--dst',
	'--in-interface',
	'--out-interface',
	'--protocol',
	'--fragment',
]);

/** Whether a word is an address, for targets. */
export const isAddress = (word: string): boolean => parseAddress(word) !== undefined;
