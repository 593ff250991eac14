import {type Command, command, type Observation, privileged, succeeded} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import {familyOf} from '../packet/address.ts';
import {combine} from '../packet/combine.ts';
import type {Filters, IpSets, Table} from '../packet/filters.ts';
import {readIpsets} from '../packet/ipset/listing.ts';
import type {IptablesListing} from '../packet/iptables/listing.ts';
import type {NftListing} from '../packet/nft/listing.ts';
import {readFilterKernel} from './filter-kernel.ts';
import {type Listed, listIptables, listLegacy, listNft, patience} from './filter-listings.ts';
import {whyNothing} from './ladder.ts';

/** All rules that the kernel filters the probe's version of IP with. */
export type PacketFilters = {
	readonly filters: Filters;
	/** How many rules there are. */
	readonly rules: number;
	/** The tools whose rule sets have any. */
	readonly tools: readonly string[];
};

/** Everything that filters packets on the host: both kinds of iptables, nftables, and the IP sets that they name. */
export const packetFilters: Fact<PacketFilters> = {
	id: 'packet-filters',
	what: "the host's packet filters",
	lookUp: async look => {
		if (look.target.platform === 'windows')
			return {
				known: false,
				why: "The rules of Windows Firewall can't be read yet",
				from: [],
				wouldTell: command('netsh', 'advfirewall', 'firewall', 'show', 'rule', 'name=all', 'dir=in'),
			};
		const family = familyOf(look.target.backend);
		const kernel = await readFilterKernel(look, family);
		const wouldTell = privileged('nft', 'list', 'ruleset');
		if (kernel.nft === undefined)
			return {
				known: false,
				why: "Whether nftables is in use can't be told without loading it",
				from: kernel.from,
				wouldTell,
			};
		const [nft, iptables, legacy] = await Promise.all([
			kernel.nft ? listNft(look) : undefined,
			kernel.nft ? listIptables(look, family) : undefined,
			kernel.legacy?.length === 0 ? undefined : listLegacy(look, family, kernel.nft),
		]);
		const from = [nft, iptables, legacy].flatMap(each => each?.from ?? []);
		const unread = unreadable({nft, iptables, legacy, legacyTables: kernel.legacy});
		if (unread) return {known: false, ...unread, from: [...kernel.from, ...from]};
		const families = family === 4 ? ['ip', 'inet', 'netdev'] : ['ip6', 'inet', 'netdev'];
		const all = combine({nft: nft?.listing, iptables: iptables?.listing, legacy: legacy?.listing});
		const tables = all.filter(table => families.includes(table.family));
		const sets = await readSets(look, tables);
		const value = {filters: {family, tables, sets: sets.sets}, ...countRules(tables)};
		const blindTo =
			kernel.nft && !nft?.listing
				? 'Rules that nft alone shows are not seen, because nft is not installed.'
				: undefined;
		return {
			known: true,
			value,
			from: [...(from.length > 0 ? from : kernel.from), ...sets.from],
			...(blindTo === undefined ? {} : {blindTo}),
		};
	},
};

type Listings = {
	readonly nft: Listed<NftListing> | undefined;
	readonly iptables: Listed<IptablesListing> | undefined;
	readonly legacy: Listed<IptablesListing> | undefined;
	readonly legacyTables: readonly string[] | undefined;
};

/** Why the rules can't be told, when a part of them couldn't be read that could change the verdict. */
function unreadable({
	nft,
	iptables,
	legacy,
	legacyTables: names,
}: Listings): {readonly why: string; readonly wouldTell: Command} | undefined {
	if (nft && !nft.listing && !(nft.missing && iptables?.listing?.flavour === 'nft'))
		return {
			why: `The rules of nftables can't be read (${nft.why ?? 'no listing'}${iptables?.why ? `; ${iptables.why}` : ''})`,
			wouldTell: privileged('nft', 'list', 'ruleset'),
		};
	// What nft lists says the same; only its extensions are then unknown.
	if (iptables && !iptables.listing && !nft?.listing)
		return {why: `The rules of iptables can't be read (${iptables.why ?? 'no listing'})`, wouldTell: iptables.command};
	if (legacy && !legacy.listing)
		return {
			why: `${names === undefined ? 'Whether iptables-legacy has rules' : `What the tables of iptables-legacy (${names.join(', ')}) hold`} can't be read (${legacy.why ?? 'no listing'})`,
			wouldTell: legacy.command,
		};
	const foreign = nft === undefined || nft.listing ? [] : (iptables?.listing?.incompatible ?? []);
	if (foreign.length > 0)
		return {
			why: `The table ${foreign[0]} was made by nft, and nft is not installed`,
			wouldTell: privileged('nft', 'list', 'ruleset'),
		};
	return undefined;
}

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
	if (!read || read.garbage.length > 0)
		return {
			sets: {known: false, why: `what the set holds can't be read (${read?.garbage[0] ?? whyNothing(observation)})`},
			from: [observation],
		};
	return {sets: {known: true, sets: read.sets}, from: [observation]};
}
