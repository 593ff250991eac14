import ipaddr from 'ipaddr.js';

/** An address in one spelling for all tools; IPv4 inside IPv6 is written as IPv4. */
export const plainAddress = (address: string): string => {
	if (!ipaddr.IPv6.isValid(address)) return address;
	const parsed = ipaddr.IPv6.parse(address);
	// ::ffff:0.0.0.0 is IPv4's wildcard as a Java or Go server may print it.
	return parsed.isIPv4MappedAddress() ? parsed.toIPv4Address().toString() : parsed.toString();
};
