import type {Values} from '../../engine/finding.ts';
import {listed, verbatim, type Words} from '../../engine/words.ts';
import {formatAddress, parseSpan, toPrefixes} from '../../packet/address.ts';
import type {Passage} from '../../packet/passage.ts';
import {after, rangesOf} from '../../packet/ranges.ts';

const fractions: ReadonlyArray<readonly [number, Words]> = [
	[1 / 2, {en: 'half of the sources', zh: '一半的来源'}],
	[1 / 4, {en: 'a quarter of the sources', zh: '四分之一的来源'}],
	[3 / 4, {en: 'three quarters of the sources', zh: '四分之三的来源'}],
	[1 / 8, {en: 'an eighth of the sources', zh: '八分之一的来源'}],
	[1 / 16, {en: 'a sixteenth of the sources', zh: '十六分之一的来源'}],
];

function shareWords({share, sources}: Pick<Passage, 'share' | 'sources'>): Words {
	const exact = fractions.find(([fraction]) => fraction === share)?.[1];
	if (exact !== undefined) return exact;
	const near = fractions.find(([fraction]) => Math.abs(fraction - share) < 0.005)?.[1];
	if (near !== undefined) return {en: `about ${near.en}`, zh: `约${near.zh}`};
	const [only] = sources;
	if (sources.length === 1 && only !== undefined && /\/(32|128)$/.test(only))
		return {en: 'one address of the sources', zh: '来源中的一个地址'};
	if (share < 0.01) return {en: 'a small part of the sources', zh: '一小部分来源'};
	const percent = Math.round(Math.min(share, 0.99) * 100);
	return {en: `${percent} % of the sources`, zh: `${percent} % 的来源`};
}

/** So many prefixes are shown in a sentence; a value that a command is made of has more. */
const mostShown = 4;
const mostNamed = 64;

/** An address within a part that a load balancer's node could have: not the first, which names the network. */
function addressIn(prefix: string): string {
	const [first, last] = parseSpan(prefix)?.range ?? [];
	if (first === undefined || last === undefined) return prefix;
	let address = first;
	for (let step = 0; step < 10 && address < last; step++) address = after(address);
	return formatAddress(address);
}

/** The part of the sources that a passage is of, in words and as prefixes; only one of its addresses when it is all. */
export function partValues(
	passage: Pick<Passage, 'share' | 'sources'>,
): Pick<Values<Words>, 'part' | 'partCidr' | 'source'> {
	const {sources, share} = passage;
	const [first] = sources;
	const source = first === undefined ? {} : {source: addressIn(first)};
	if (share >= 1) return source;
	const named = sources.slice(0, mostShown).map(prefix => prefix.replace(/\/(32|128)$/, ''));
	const more = sources.length - mostShown;
	const words = shareWords(passage);
	return {
		...source,
		part: {
			en: `${words.en} (${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})`,
			zh: `${words.zh}（${named.join('、')}${more > 0 ? `，以及另外 ${more} 段` : ''}）`,
		},
		partCidr: sources.slice(0, mostNamed).join(','),
	};
}

/** Several parts as one. */
export function joinParts(parts: readonly Pick<Passage, 'sources' | 'share'>[]): Pick<Passage, 'sources' | 'share'> {
	const spans = parts.flatMap(({sources}) => sources.flatMap(source => parseSpan(source) ?? []));
	const ranges = rangesOf(spans.map(({range}) => range));
	const share = parts.reduce((sum, part) => sum + part.share, 0);
	// Shares are fractions of a power of two as a rule; a sum of others may miss 1 by a hair.
	return {sources: toPrefixes(ranges), share: share > 0.999_999_9 ? 1 : share};
}

/** The part in words, also when it is all of the sources. */
export const partWords = (
	passage: Pick<Passage, 'share' | 'sources'>,
	sources: readonly string[] = passage.sources,
): Words => partValues(passage).part ?? listed(sources.map(verbatim));

/** Addresses in 100.64.0.0/10 that are services of the cloud's own and never probe: instance metadata and DNS (ECS documentation). */
const cloudServices = new Set(['100.100.100.200/32', '100.100.2.136/32', '100.100.2.138/32', '100.100.2.136/31']);

/** Whether no load balancer's node can be in the part. */
export const isCloudServiceOnly = ({sources}: Pick<Passage, 'sources'>): boolean =>
	sources.every(source => cloudServices.has(source));
