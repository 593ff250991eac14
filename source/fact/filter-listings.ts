import {type Command, commandLine, type Observation, privileged, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import {verbatim, type Words, worded} from '../engine/words.ts';
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
	readonly why?: Words;
	readonly command: Command;
	readonly from: readonly Observation[];
};

const noListing: Words = {en: "it isn't the listing that it should be", zh: '输出不是应有的列表'};
const noRuleSet: Words = {en: 'not a rule set that can be read', zh: '不是可读的规则集'};
const endsEarly: Words = {en: 'it ends in the middle', zh: '输出不完整'};

const and = (one: Words, other: Words): Words => ({en: `${one.en}: ${other.en}`, zh: `${one.zh}：${other.zh}`});

const listed = <T>(observation: Observation, listing: T | undefined, why?: Words): Listed<T> => ({
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
	if (listing?.lacks !== 'details') return listed(observation, listing, and(whyNothing(observation), noListing));
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
	const isEmpty = succeeded(text) && text.stderr === '';
	return listed(text, listing, isEmpty ? and(verbatim(commandLine(text.command)), noRuleSet) : whyNothing(text));
}

const readListing = (observation: Observation, family: 4 | 6): Listed<IptablesListing> => {
	if (!succeeded(observation)) return listed<IptablesListing>(observation, undefined);
	const tool = observation.command.file.includes('legacy') ? 'iptables-legacy' : 'iptables';
	const listing = readIptables({text: observation.stdout, family, tool});
	const [garbage] = listing.garbage;
	const broken = garbage === undefined ? (listing.whole ? undefined : endsEarly) : worded(garbage);
	return broken === undefined
		? listed(observation, listing)
		: listed<IptablesListing>(
				observation,
				undefined,
				and(whyNothing({...observation, exitCode: 0, stderr: ''}), broken),
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
