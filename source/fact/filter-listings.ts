import {type Command, type Observation, privileged, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import {type IptablesListing, readIptables} from '../packet/iptables/listing.ts';
import {readNftDetails} from '../packet/nft/details.ts';
import {type NftListing, readNft, readNftText} from '../packet/nft/listing.ts';
import {whyNothing} from './ladder.ts';

/** Rule sets can be long, and the kernel's lock may have to be waited for. */
export const patience = {timeoutMs: 10_000};

/** What a tool showed, or why it showed nothing. */
export type Listed<T> = {
	/** Absent when the tool isn't there or didn't show a listing. */
	readonly listing?: T;
	/** Whether the tool isn't installed. */
	readonly missing: boolean;
	/** Why there is no listing. */
	readonly why?: string;
	readonly command: Command;
	readonly from: readonly Observation[];
};

const listed = <T>(observation: Observation, listing: T | undefined, why?: string): Listed<T> => ({
	...(listing === undefined ? {} : {listing}),
	missing: observation.failure === 'not-found',
	...(listing === undefined ? {why: why ?? whyNothing(observation)} : {}),
	command: observation.command,
	from: [observation],
});

/** The rule set as nft shows it: JSON, and the text where JSON leaves something out. */
export async function listNft(look: Look): Promise<Listed<NftListing>> {
	const observation = await look.run({...privileged('nft', '-j', 'list', 'ruleset'), ...patience});
	if (hasNoJson(observation)) return listNftText(look);
	if (!succeeded(observation)) return listed<NftListing>(observation, undefined);
	// nft prints nothing at all when there is not a single table, in some versions.
	if (observation.stdout.trim() === '')
		return listed<NftListing>(observation, {tables: [], withSets: new Set(), lacks: 'nothing'});
	const listing = readNft(observation.stdout);
	if (listing?.lacks !== 'details')
		return listed(observation, listing, `${whyNothing(observation)}: it isn't the listing that it should be`);
	const text = await look.run({...privileged('nft', 'list', 'ruleset'), ...patience});
	const whole = succeeded(text) ? readNft(observation.stdout, readNftDetails(text.stdout)) : undefined;
	return {...listed(text, whole), from: [observation, text]};
}

/** Old versions know no -j, and some are built without it: they complain, or print their own language all the same. */
const hasNoJson = (observation: Observation): boolean =>
	succeeded(observation)
		? /^table \S+ \S+ \{/m.test(observation.stdout)
		: observation.failure === undefined && /json|invalid option|unrecognized option/i.test(observation.stderr);

/** The rule set in nft's own language. */
async function listNftText(look: Look): Promise<Listed<NftListing>> {
	const text = await look.run({...privileged('nft', '-a', 'list', 'ruleset'), ...patience});
	const listing = succeeded(text) ? readNftText(text.stdout) : undefined;
	return listed(text, listing, `${whyNothing({...text, stderr: text.stderr || 'not a rule set that can be read'})}`);
}

const readListing = (observation: Observation, family: 4 | 6): Listed<IptablesListing> => {
	if (!succeeded(observation)) return listed<IptablesListing>(observation, undefined);
	const tool = observation.command.file.includes('legacy') ? 'iptables-legacy' : 'iptables';
	const listing = readIptables({text: observation.stdout, family, tool});
	const broken = listing.garbage[0] ?? (listing.whole ? undefined : 'it ends in the middle');
	return broken === undefined
		? listed(observation, listing)
		: listed<IptablesListing>(
				observation,
				undefined,
				`${whyNothing({...observation, exitCode: 0, stderr: ''})}: ${broken}`,
			);
};

const prefix = (family: 4 | 6): string => (family === 4 ? 'iptables' : 'ip6tables');

/** The rules as `iptables-save` shows them, whichever kind it is. */
export async function listIptables(look: Look, family: 4 | 6): Promise<Listed<IptablesListing>> {
	return readListing(await look.run({...privileged(`${prefix(family)}-save`, '-c'), ...patience}), family);
}

/** Old hosts have only one kind of iptables, under the plain name. */
export async function listLegacy(look: Look, family: 4 | 6, nft: boolean): Promise<Listed<IptablesListing>> {
	const observation = await look.run({...privileged(`${prefix(family)}-legacy-save`, '-c'), ...patience});
	if (observation.failure !== 'not-found') return readListing(observation, family);
	if (!nft) {
		// The plain name may be nft's build, which would load nf_tables.
		const version = await look.run(privileged(`${prefix(family)}-save`, '--version'));
		if (version.stdout.includes('nf_tables'))
			return {...listed<IptablesListing>(observation, undefined), from: [observation, version]};
	}
	const plain = await listIptables(look, family);
	return plain.listing?.flavour === 'nft'
		? {...listed<IptablesListing>(observation, undefined), from: [observation]}
		: plain;
}
