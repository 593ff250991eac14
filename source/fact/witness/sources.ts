import ipaddr from 'ipaddr.js';
import type {Target} from '../../engine/target.ts';
import {type Family, formatAddress, parseAddress, parseRanges, parseSpan, toPrefixes} from '../../packet/address.ts';
import {holds, without} from '../../packet/ranges.ts';
import {seatAddresses} from '../seat/reserved.ts';

/** Tells whether an address is one of the sources of probes, and none that this program itself probes from. */
export const isSourceOf = ({sources}: Target): ((address: string) => boolean) => {
	const all = parseRanges(sources, 4);
	const [four, six] = [without(all, seatAddresses(all)), parseRanges(sources, 6)];
	return address => {
		const parsed = parseAddress(address);
		return parsed !== undefined && holds(parsed.family === 4 ? four : six, parsed.value);
	};
};

/** The sources of one family, each as an address with its mask. */
export const prefixesOf = (sources: readonly string[], family: Family): ReadonlyArray<readonly [string, string]> =>
	toPrefixes(parseRanges(sources, family)).map(prefix => {
		const [address, length] = ipaddr.parseCIDR(prefix);
		const kind = family === 4 ? ipaddr.IPv4 : ipaddr.IPv6;
		return [address.toString(), kind.subnetMaskFromPrefixLength(length).toString()];
	});

/**
 * An extended regular expression for how an entry of /proc/net/nf_conntrack begins, up to its first port. It lets more through
 * than these sources, and is empty where they may be any.
 */
export const originPattern = (sources: readonly string[]): string => {
	const beginnings = sources.map(beginningOf);
	if (beginnings.length === 0 || beginnings.includes('')) return '';
	return `src=(${beginnings.join('|')})[^ ]* dst=[^ ]* sport=[0-9]* `;
};

/** How every address of a prefix begins in /proc/net/nf_conntrack, in whole parts; IPv6 is written out in full there. */
const beginningOf = (source: string): string => {
	const {family, range, length = 0} = parseSpan(source) ?? {};
	if (range === undefined) return '';
	const first = formatAddress(range[0]);
	return family === 4
		? inWholeParts(first.split('.'), length / 8, '\\.')
		: inWholeParts(fullGroups(first), length / 16, ':');
};

const fullGroups = (address: string): readonly string[] =>
	ipaddr.IPv6.parse(address)
		.toNormalizedString()
		.split(':')
		.map(group => group.padStart(4, '0'));

const inWholeParts = (parts: readonly string[], count: number, separator: string): string => {
	const whole = parts.slice(0, Math.floor(count));
	return whole.join(separator) + (whole.length > 0 && whole.length < parts.length ? separator : '');
};
