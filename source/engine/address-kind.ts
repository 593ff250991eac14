import ipaddr from 'ipaddr.js';
import {kernelBytes} from './kernel-bytes.ts';

/** An address, as far as hiding it needs to know. IPv4 that is written as IPv6 is IPv4. */
export type Address = {
	readonly bytes: readonly number[];
	/** plain: a netmask, "any address", a broadcast: nobody's address. */
	readonly kind: 'plain' | 'loopback' | 'probes' | 'private' | 'public' | 'link-local' | 'multicast';
};

/** Reads an address; undefined for anything else. */
export const readAddress = (text: string): Address | undefined => {
	if (ipaddr.IPv4.isValidFourPartDecimal(text)) return addressOf(ipaddr.IPv4.parse(text));
	return text.includes(':') && ipaddr.IPv6.isValid(text) ? addressOf(ipaddr.IPv6.parse(text)) : undefined;
};

/** Reads an address of /proc/net/tcp. */
export const readKernelAddress = (hex: string): Address => addressOf(ipaddr.fromByteArray([...kernelBytes(hex)]));

const addressOf = (given: ipaddr.IPv4 | ipaddr.IPv6): Address => {
	const address = given instanceof ipaddr.IPv6 && given.isIPv4MappedAddress() ? given.toIPv4Address() : given;
	const bytes = address.toByteArray();
	return {bytes, kind: isNetmask(bytes) ? 'plain' : kindOf(address)};
};

const kindOf = (address: ipaddr.IPv4 | ipaddr.IPv6): Address['kind'] => {
	switch (address.range()) {
		case 'unspecified':
		case 'broadcast':
			return 'plain';
		case 'loopback':
			return 'loopback';
		// 100.64.0.0/10 (RFC 6598), where CLB's probes come from.
		case 'carrierGradeNat':
			return 'probes';
		case 'private':
		case 'uniqueLocal':
			return 'private';
		case 'linkLocal':
			return 'link-local';
		case 'multicast':
			return 'multicast';
		default:
			return 'public';
	}
};

const isNetmask = (bytes: readonly number[]): boolean =>
	bytes.length === 4 &&
	bytes[0] === 255 &&
	/^1+0*$/.test(bytes.map(byte => byte.toString(2).padStart(8, '0')).join(''));
