import {command, type Observation, privileged, succeeded} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import {type Words, worded} from '../engine/words.ts';
import {familyOf} from '../packet/address.ts';
import {combine} from '../packet/combine.ts';
import type {Filters, IpSets, Table} from '../packet/filters.ts';
import {readIpsets} from '../packet/ipset/listing.ts';
import {gapIn} from './filter-gaps.ts';
import {readFilterKernel} from './filter-kernel.ts';
import {listIptables, listLegacy, listNft, patience} from './filter-listings.ts';
import {whyNothing} from './ladder.ts';
import {unreadable} from './unreadable.ts';

/** All rules that the kernel filters the probe's version of IP with. */
export type PacketFilters = {
	readonly filters: Filters;
	/** How many rules there are. */
	readonly rules: number;
	/** The tools whose rule sets have any. */
	readonly tools: readonly string[];
};

const notOnWindows: Words = {
	en: "The rules of Windows Firewall can't be read yet",
	zh: '尚不能读取 Windows 防火墙的规则',
};

const unknownNft: Words = {
	en: "Whether nftables is in use can't be told without loading it",
	zh: '不加载 nftables 就无法判断它是否在用',
};

const withoutNft: Words = {
	en: 'Rules that nft alone shows are not seen, because nft is not installed.',
	zh: '未安装 nft，因此看不到只有 nft 才显示的规则。',
};

const setContents: Words = {en: 'what the set holds', zh: '集合的内容'};

/** Everything that filters packets on the host: both kinds of iptables, nftables, and the IP sets that they name. */
export const packetFilters: Fact<PacketFilters> = {
	id: 'packet-filters',
	what: {en: "the host's packet filters", zh: '主机的包过滤规则'},
	lookUp: async look => {
		if (look.target.platform === 'windows')
			return {
				known: false,
				why: notOnWindows,
				from: [],
				wouldTell: command('netsh', 'advfirewall', 'firewall', 'show', 'rule', 'name=all', 'dir=in'),
			};
		const family = familyOf(look.target.backend);
		const kernel = await readFilterKernel(look, family);
		const wouldTell = privileged('nft', 'list', 'ruleset');
		if (kernel.nft === undefined)
			return {
				known: false,
				why: unknownNft,
				from: kernel.from,
				wouldTell,
			};
		const [nft, iptables, legacy] = await Promise.all([
			kernel.nft ? listNft(look) : undefined,
			kernel.nft ? listIptables(look, family) : undefined,
			kernel.legacy?.length === 0 ? undefined : listLegacy(look, family, kernel.nft),
		]);
		const from = [nft, iptables, legacy].flatMap(each => each?.from ?? []);
		const unread = gapIn({nft, iptables, legacy, legacyTables: kernel.legacy});
		if (unread) return {known: false, ...unread, from: [...kernel.from, ...from]};
		const families = family === 4 ? ['ip', 'inet', 'netdev'] : ['ip6', 'inet', 'netdev'];
		const all = combine({nft: nft?.listing, iptables: iptables?.listing, legacy: legacy?.listing});
		const tables = all.filter(table => families.includes(table.family));
		const sets = await readSets(look, tables);
		const value = {filters: {family, tables, sets: sets.sets}, ...countRules(tables)};
		const blindTo = kernel.nft && !nft?.listing ? withoutNft : undefined;
		return {
			known: true,
			value,
			from: [...(from.length > 0 ? from : kernel.from), ...sets.from],
			...(blindTo === undefined ? {} : {blindTo}),
		};
	},
};

function countRules(tables: readonly Table[]): Pick<PacketFilters, 'rules' | 'tools'> {
	const filled = tables.map(({tool, chains}) => ({
		tool,
		rules: [...chains.values()].reduce((sum, {rules}) => sum + rules.length, 0),
	}));
	return {
		rules: filled.reduce((sum, {rules}) => sum + rules, 0),
		tools: [...new Set(filled.filter(({rules}) => rules > 0).map(({tool}) => tool))],
	};
}

const namesSets = (tables: readonly Table[]): boolean =>
	tables.some(({chains}) =>
		[...chains.values()].some(({rules}) =>
			rules.some(({parts}) => parts.some(part => 'is' in part && part.is === 'in' && part.values.kind === 'ipset')),
		),
	);

/** IP sets are read only where a rule asks for one. Without them the rule's match is unknown, nothing more. */
async function readSets(
	look: Look,
	tables: readonly Table[],
): Promise<{readonly sets: IpSets; readonly from: readonly Observation[]}> {
	if (!namesSets(tables)) return {sets: {known: true, sets: new Map()}, from: []};
	const observation = await look.run({...privileged('ipset', 'save'), ...patience});
	const read = succeeded(observation) ? readIpsets(observation.stdout) : undefined;
	const garbage = read?.garbage[0];
	if (!read || garbage !== undefined)
		return {
			sets: {
				known: false,
				why: unreadable(setContents, garbage === undefined ? whyNothing(observation) : worded(garbage)),
			},
			from: [observation],
		};
	return {sets: {known: true, sets: read.sets}, from: [observation]};
}
