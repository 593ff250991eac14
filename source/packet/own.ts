import {type Family, parseAddress} from './address.ts';
import type {HostNetwork} from './passage.ts';
import type {Point} from './ranges.ts';

type Host = {readonly network: HostNetwork; readonly destination: Point; readonly family: Family};

/** The addresses of the host, and the one that probes are sent to, which it is taken to have. */
export const localAddresses = ({network, destination, family}: Host): readonly Point[] => [
	destination,
	...network.addresses.flatMap(({address}) => {
		const parsed = parseAddress(address);
		return parsed?.family === family ? [parsed.value] : [];
	}),
];

/** Whether an address is one of 127.0.0.0/8. */
export const isLoopback = (address: Point): boolean =>
	typeof address === 'number' && address >= 0x7f_00_00_00 && address <= 0x7f_ff_ff_ff;

/** Whether packets to an address stay on the host. */
export const isOwn = (address: Point, host: Host): boolean =>
	localAddresses(host).includes(address) || isLoopback(address);
