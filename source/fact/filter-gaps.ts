import {type Command, privileged} from '../engine/command.ts';
import type {Words} from '../engine/words.ts';
import type {IptablesListing} from '../packet/iptables/listing.ts';
import type {NftListing} from '../packet/nft/listing.ts';
import type {Listed} from './filter-listings.ts';
import {unreadable} from './unreadable.ts';

const noListing: Words = {en: 'no listing', zh: '没有列表'};
const legacyRules: Words = {en: 'Whether iptables-legacy has rules', zh: 'iptables-legacy 的规则'};

const legacyTables = (names: readonly string[]): Words => ({
	en: `What the tables of iptables-legacy (${names.join(', ')}) hold`,
	zh: `iptables-legacy 各表（${names.join('、')}）的内容`,
});

/** What each tool showed; absent where it was not asked. */
type Listings = {
	readonly nft: Listed<NftListing> | undefined;
	readonly iptables: Listed<IptablesListing> | undefined;
	readonly legacy: Listed<IptablesListing> | undefined;
	readonly legacyTables: readonly string[] | undefined;
};

/** Why the rules can't be told, when a part of them couldn't be read that could change the verdict. */
export function gapIn({
	nft,
	iptables,
	legacy,
	legacyTables: names,
}: Listings): {readonly why: Words; readonly wouldTell: Command} | undefined {
	if (nft && !nft.listing && !(nft.missing && iptables?.listing?.flavour === 'nft'))
		return {
			why: unreadable(
				{en: 'The rules of nftables', zh: 'nftables 的规则'},
				nft.why ?? noListing,
				...(iptables?.why ? [iptables.why] : []),
			),
			wouldTell: privileged('nft', 'list', 'ruleset'),
		};
	// What nft lists says the same; only its extensions are then unknown.
	if (iptables && !iptables.listing && !nft?.listing)
		return {
			why: unreadable({en: 'The rules of iptables', zh: 'iptables 的规则'}, iptables.why ?? noListing),
			wouldTell: iptables.command,
		};
	if (legacy && !legacy.listing)
		return {
			why: unreadable(names === undefined ? legacyRules : legacyTables(names), legacy.why ?? noListing),
			wouldTell: legacy.command,
		};
	const foreign = nft === undefined || nft.listing ? [] : (iptables?.listing?.incompatible ?? []);
	if (foreign.length > 0)
		return {
			why: {
				en: `The table ${foreign[0]} was made by nft, and nft is not installed`,
				zh: `表 ${foreign[0]} 由 nft 创建，而 nft 未安装`,
			},
			wouldTell: privileged('nft', 'list', 'ruleset'),
		};
	return undefined;
}
