import type {Table} from './filters.ts';
import type {IptablesListing} from './iptables/listing.ts';
import type {NftListing} from './nft/listing.ts';

/** What the tools showed of a kernel's rules; absent is what wasn't listed. */
export type Listings = {
	readonly nft?: NftListing | undefined;
	/** Of the plain name, whichever kind that is. */
	readonly iptables?: IptablesListing | undefined;
	readonly legacy?: IptablesListing | undefined;
};

/** Every table of the kernel once: those of iptables as iptables shows them, the others as nft does. */
export const combine = (listings: Listings): readonly Table[] => [...ownTables(listings), ...legacyTables(listings)];

/** The tables in the kernel's nf_tables. */
function ownTables({nft, iptables}: Listings): readonly Table[] {
	const save = iptables?.flavour === 'nft' ? iptables : undefined;
	if (!nft) return save?.tables ?? [];
	const byIptables = (save?.tables ?? []).filter(
		({family, name}) => save?.incompatible.includes(name) === false && !nft.withSets.has(`${family} ${name}`),
	);
	return [
		...byIptables,
		...nft.tables.filter(({family, name}) => !byIptables.some(other => other.family === family && other.name === name)),
	];
}

/** A plain iptables of the legacy kind lists the same tables as the one that is named so. */
const legacyTables = ({iptables, legacy}: Listings): readonly Table[] =>
	legacy?.tables ?? (iptables?.flavour === 'legacy' ? iptables.tables : []);
