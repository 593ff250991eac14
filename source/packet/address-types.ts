import {type Family, parseAddress, parseRanges, prefixRange} from './address.ts';
import type {Values} from './filters.ts';
import type {Moment} from './moment.ts';
import {localAddresses} from './own.ts';
import {type Point, pairs, type Ranges, union, without} from './ranges.ts';
import type {Route} from './route/routing.ts';

const loopback = (family: Family): Ranges => parseRanges(family === 4 ? ['127.0.0.0/8'] : ['::1/128'], family);
const multicast = (family: Family): Ranges => parseRanges(family === 4 ? ['224.0.0.0/4'] : ['ff00::/8'], family);
const every = (family: Family): Ranges => parseRanges(family === 4 ? ['0.0.0.0/0'] : ['::/0'], family);

/** Where the routes aren't known, the host's addresses have to do. */
function guessed({network, destination, family}: Moment): readonly Route[] {
	const own = localAddresses({network, destination, family});
	const broadcasts: Array<readonly [Point, Point]> = [];
	for (const {address, prefix} of network.addresses) {
		const parsed = parseAddress(address);
		if (parsed?.family !== 4 || family === 6 || prefix > 30) continue;
		const [, last] = prefixRange(parsed.value, prefix);
		broadcasts.push([last, last]);
	}
	const entry = (type: 'local' | 'broadcast', range: readonly [Point, Point], length: number): Route => ({
		type,
		range,
		length,
		metric: 0,
		hops: [],
		line: '',
	});
	return [
		...[...pairs(loopback(family))].map(range => entry('local', range, 8)),
		...broadcasts.map(range => entry('broadcast', range, 32)),
		...own.map(address => entry('local', [address, address], 32)),
	];
}

/**
 * The addresses of some kinds (`local`, `unicast`, …): what the table `local` says of them, and unicast for all others
 * (inet_dev_addr_type). With an interface only its own entries count. Undefined for a kind that isn't known.
 */
export function rangesOfTypes(
	{types, onInterface}: Extract<Values, {readonly kind: 'address-types'}>,
	moment: Moment,
): Ranges | undefined {
	const {family, network} = moment;
	const device = onInterface === undefined ? undefined : onInterface === 'in' ? moment.in : moment.out;
	const listed = network.routing?.tables.get('local');
	if (onInterface !== undefined && (device === undefined || listed === undefined)) return undefined;
	const table = listed ?? guessed(moment);
	const painted: Record<string, Ranges> = {
		local: [],
		broadcast: family === 4 ? [0xff_ff_ff_ff, 0xff_ff_ff_ff] : [],
		multicast: multicast(family),
		anycast: [],
	};
	for (const route of table.toSorted((one, other) => one.length - other.length)) {
		const isOther = device !== undefined && !route.hops.some(hop => hop.interface === device);
		const range: Ranges = [...route.range];
		for (const type of Object.keys(painted)) painted[type] = without(painted[type] ?? [], range);
		if (!isOther && Object.hasOwn(painted, route.type)) painted[route.type] = union(painted[route.type] ?? [], range);
	}
	let ranges: Ranges = [];
	for (const type of types) {
		if (type === 'unicast')
			ranges = union(
				ranges,
				Object.values(painted).reduce((left, taken) => without(left, taken), every(family)),
			);
		else if (Object.hasOwn(painted, type)) ranges = union(ranges, painted[type] ?? []);
		// No address is of one of these kinds unless a route says so, and then nothing is answered anyway.
		else if (!/^(unspec|blackhole|unreachable|prohibit|throw|nat|xresolve)$/.test(type)) return undefined;
	}
	return ranges;
}
