import type {Words} from '../engine/words.ts';
import {type Family, parseSpan} from './address.ts';
import {combine} from './combine.ts';
import type {Filters, IpSet} from './filters.ts';
import {readIpsets} from './ipset/listing.ts';
import {type IptablesListing, readIptables} from './iptables/listing.ts';
import {type NftListing, readNft, readNftText} from './nft/listing.ts';
import type {HostNetwork} from './passage.ts';
import {readRoutes} from './route/read-routes.ts';
import {readRules} from './route/read-rules.ts';
import type {Routing} from './route/routing.ts';

/** A text that somebody saved, and where: `rules.v4`, `-`. */
export type SavedText = {readonly name: string; readonly text: string};

/** What saved texts say of a host. */
export type Saved = {readonly filters: Filters; readonly network: HostNetwork};

type Read = {
	nft?: NftListing;
	iptables?: IptablesListing;
	legacy?: IptablesListing;
	sets?: ReadonlyMap<string, IpSet>;
	rules?: string;
	routes?: string;
	addresses: Array<HostNetwork['addresses'][number]>;
};

/** The kinds of text that are known, for the words of an error. */
export const savedKinds: Words = {
	en: 'iptables-save, nft list ruleset (with or without -j), ipset save, ip addr, ip rule, ip route show table all',
	zh: 'iptables-save、nft list ruleset（带或不带 -j）、ipset save、ip addr、ip rule、ip route show table all',
};

/** Reads saved listings, told apart by what they hold; a sentence where one of them is none of these. */
export function readSaved(texts: readonly SavedText[], family: Family): Saved | {readonly problem: Words} {
	const read: Read = {addresses: []};
	for (const {name, text} of texts) {
		const problem = readOne(text, family, read);
		if (problem !== undefined) return {problem: {en: `${name} ${problem.en}`, zh: `${name} ${problem.zh}`}};
	}
	const {nft, iptables, legacy, sets, rules, routes, addresses} = read;
	const routing = routingOf(family, rules, routes);
	return {
		filters: {
			family,
			tables: combine({nft, iptables, legacy}).filter(table => familiesOf(family).includes(table.family)),
			sets: sets ? {known: true, sets} : {known: false, why: notGiven},
		},
		network: {addresses, ...(routing ? {routing} : {}), setting: () => undefined},
	};
}

const notGiven: Words = {en: 'what the set holds is not in the given files', zh: '所给文件中没有该集合的内容'};

const familiesOf = (family: Family): readonly string[] => [family === 4 ? 'ip' : 'ip6', 'inet', 'netdev'];

/** Reads one text; a problem in words when it isn't understood. */
function readOne(text: string, family: Family, read: Read): Words | undefined {
	if (/^\s*\{/.test(text)) {
		const nft = readNft(text);
		if (!nft)
			return {en: 'is JSON, but not that of nft -j list ruleset', zh: '是 JSON，但不是 nft -j list ruleset 的输出'};
		read.nft = nft;
	} else if (/^\*\w+/m.test(text)) return readIptablesText(text, family, read);
	else if (/^table \S+ \S+ \{/m.test(text)) {
		const nft = readNftText(text);
		if (!nft)
			return {
				en: 'begins like nft list ruleset, and can’t be read to its end',
				zh: '开头像 nft list ruleset 的输出，但无法读到结尾',
			};
		read.nft = nft;
	} else if (/^create \S+ \S+/m.test(text)) {
		const {sets, garbage} = readIpsets(text);
		if (garbage[0] !== undefined) return strangeLine('ipset save', garbage[0]);
		read.sets = sets;
	} else if (/^\d+:\s+(?:not )?from /m.test(text)) read.rules = text;
	else if (/^\d+: \S+(?:: <|\s+inet6? )/m.test(text)) read.addresses.push(...addressesOf(text));
	else if (
		/^(?:default|[\da-f.:/]+|local|broadcast|blackhole|unreachable|prohibit)\b.*\b(?:dev|via|blackhole|table)\b/m.test(
			text,
		)
	)
		read.routes = text;
	else return {en: `is none of these: ${savedKinds.en}`, zh: `不是以下任何一种：${savedKinds.zh}`};
	return undefined;
}

const strangeLine = (kind: string, line: string): Words => ({
	en: `has a line that is none of ${kind}: ${line}`,
	zh: `有一行不属于 ${kind} 的输出：${line}`,
});

function readIptablesText(text: string, family: Family, read: Read): Words | undefined {
	const isSecond = read.iptables !== undefined;
	const listing = readIptables({text, family, ...(isSecond ? {tool: 'iptables-legacy'} : {})});
	if (listing.garbage[0] !== undefined) return strangeLine('iptables-save', listing.garbage[0]);
	if (!listing.whole) return {en: 'ends in the middle: COMMIT is missing', zh: '不完整：缺少 COMMIT'};
	if (isSecond) read.legacy = listing;
	else read.iptables = listing;
	return undefined;
}

function routingOf(family: Family, rules: string | undefined, routes: string | undefined): Routing | undefined {
	if (routes === undefined) return undefined;
	const usual = '0: from all lookup local\n32766: from all lookup main\n32767: from all lookup default';
	return {
		family,
		rules: readRules(rules ?? usual, family).rules,
		tables: readRoutes(routes, family).tables,
		vrfs: new Map(),
	};
}

/** The addresses in `ip addr` or `ip -o addr`, each with its interface. */
function addressesOf(text: string): HostNetwork['addresses'] {
	let name = '';
	return text.split('\n').flatMap(line => {
		name = /^\d+: ([^:@\s]+)/.exec(line)?.[1] ?? name;
		const address = /^(?:\d+: \S+)?\s+inet6? (\S+)/.exec(line)?.[1];
		const span = address === undefined ? undefined : parseSpan(address);
		if (address === undefined || span?.length === undefined) return [];
		return [{interface: name, address: address.split('/')[0] ?? '', prefix: span.length}];
	});
}
