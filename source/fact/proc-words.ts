import ipaddr from 'ipaddr.js';
import {kernelBytes} from '../engine/kernel-bytes.ts';

/** An IPv4 address out of a hexadecimal word in the host's byte order, as /proc/net/route has them. */
export const addressOfWord = (word: string): string => kernelBytes(word).join('.');

/** An IPv6 address out of 32 hexadecimal digits in the network's order, as /proc/net/if_inet6 and ipv6_route have them. */
export const addressOfDigits = (digits: string): string =>
	ipaddr.fromByteArray((digits.match(/../g) ?? []).map(byte => Number.parseInt(byte, 16))).toString();

/** A row of /proc/net/route: a route of the main table (Documentation/networking, fib_route_seq_show). */
export type ProcRoute = {
	readonly interface: string;
	readonly destination: string;
	readonly gateway?: string;
	readonly length: number;
	readonly metric: number;
	/** RTF_REJECT: an unreachable or prohibit route; a blackhole has no interface either. */
	readonly rejects: boolean;
};

/** The head of /proc/net/route. */
export const isProcRoute = (text: string): boolean => /^Iface\s+Destination/.test(text);

/** Reads /proc/net/route; rows that aren't up are left out. */
export const readProcRoute = (text: string): readonly ProcRoute[] =>
	text.split('\n').flatMap(line => {
		const [name = '', to = '', gateway = '', flags = '', , , metric = '', mask = ''] = line.trim().split(/\s+/);
		if (![to, gateway, mask].every(word => /^[\dA-F]{8}$/.test(word)) || !/^[\dA-F]+$/.test(flags)) return [];
		const set = Number.parseInt(flags, 16);
		if ((set & 1) === 0) return [];
		const length = ipaddr.IPv4.parse(addressOfWord(mask)).prefixLengthFromSubnetMask();
		if (length === null) return [];
		return [
			{
				interface: name,
				destination: addressOfWord(to),
				...(gateway === '00000000' ? {} : {gateway: addressOfWord(gateway)}),
				length,
				metric: Number(metric),
				rejects: (set & 0x200) !== 0,
			},
		];
	});
