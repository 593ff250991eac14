import type {Target} from '../../engine/target.ts';
import {parseAddress, parseRanges} from '../../packet/address.ts';
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
