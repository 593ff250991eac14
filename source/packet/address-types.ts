import {type Family, parseAddress, parseRanges, prefixRange} from './address.ts';
import type {Values} from './filters.ts';
import type {Moment} from './moment.ts';
import {localAddresses} from './own.ts';
import {type Point, type Ranges, rangesOf, union, without} from './ranges.ts';

const loopback = (family: Family): Ranges => parseRanges(family === 4 ? ['127.0.0.0/8'] : ['::1/128'], family);
const multicast = (family: Family): Ranges => parseRanges(family === 4 ? ['224.0.0.0/4'] : ['ff00::/8'], family);
const every = (family: Family): Ranges => parseRanges(family === 4 ? ['0.0.0.0/0'] : ['::/0'], family);

function broadcasts({network, family}: Moment): Ranges {
	if (family === 6) return [];
	const found: Array<readonly [Point, Point]> = [[0xff_ff_ff_ff, 0xff_ff_ff_ff]];
	for (const {address, prefix} of network.addresses) {
		const parsed = parseAddress(address);
		if (parsed?.family !== 4 || prefix > 30) continue;
		const [, last] = prefixRange(parsed.value, prefix);
		found.push([last, last]);
	}
	return rangesOf(found);
}

/** The addresses of some kinds (`local`, `unicast`, …); undefined when the kind depends on routes. */
export function rangesOfTypes(
	{types, onInterface}: Extract<Values, {readonly kind: 'address-types'}>,
	moment: Moment,
): Ranges | undefined {
	if (onInterface) return undefined;
	const {family} = moment;
	const local = union(loopback(family), rangesOf(localAddresses(moment).map(address => [address, address] as const)));
	let ranges: Ranges = [];
	for (const type of types) {
		switch (type) {
			case 'local':
				ranges = union(ranges, local);
				break;
			case 'multicast':
				ranges = union(ranges, multicast(family));
				break;
			case 'broadcast':
				ranges = union(ranges, broadcasts(moment));
				break;
			case 'unicast':
				ranges = union(ranges, without(without(without(every(family), local), multicast(family)), broadcasts(moment)));
				break;
			case 'anycast':
			case 'unspec':
			case 'blackhole':
			case 'unreachable':
			case 'prohibit':
			case 'throw':
			case 'nat':
			case 'xresolve':
				// No address is of these kinds unless a route says so, and then nothing is answered anyway.
				break;
			default:
				return undefined;
		}
	}
	return ranges;
}
