import type {Target} from '../../engine/target.ts';
import {parseAddress, parseRanges} from '../../packet/address.ts';
import {holds} from '../../packet/ranges.ts';

/** Tells whether an address is one of the sources of probes. */
export const isSourceOf = ({sources}: Target): ((address: string) => boolean) => {
	const [four, six] = [parseRanges(sources, 4), parseRanges(sources, 6)];
	return address => {
		const parsed = parseAddress(address);
		return parsed !== undefined && holds(parsed.family === 4 ? four : six, parsed.value);
	};
};
