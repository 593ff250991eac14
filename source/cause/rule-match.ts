import {quoteWord} from '../engine/command.ts';

/** Which packets a rule has to let through: probes, the replies to them, or the pings that NLB sends first. */
export type Way = 'probes' | 'replies' | 'pings';

/** The packets to let through. */
export type Packet = {
	readonly sources: readonly string[];
	readonly port: string;
	readonly transport: 'tcp' | 'udp';
	readonly way: Way;
};

/** Whether the packets are IPv6. */
export const isIpv6 = ({sources}: Packet): boolean => sources.some(source => source.includes(':'));

/** The packets as iptables matches them. */
export const iptablesMatch = (packet: Packet): string => {
	const addresses = packet.sources.map(quoteWord).join(',');
	switch (packet.way) {
		case 'probes':
			return `-s ${addresses} -p ${packet.transport} --dport ${quoteWord(packet.port)}`;
		case 'replies':
			return `-d ${addresses} -p ${packet.transport} --sport ${quoteWord(packet.port)}`;
		case 'pings':
			return isIpv6(packet)
				? `-s ${addresses} -p ipv6-icmp --icmpv6-type echo-request`
				: `-s ${addresses} -p icmp --icmp-type echo-request`;
	}
};

/** The packets as nft matches them. */
export const nftMatch = (packet: Packet): string => {
	const {sources, transport, port} = packet;
	const family = isIpv6(packet) ? 'ip6' : 'ip';
	const addresses = sources.length === 1 ? sources.join('') : `{ ${sources.join(', ')} }`;
	switch (packet.way) {
		case 'probes':
			return `${family} saddr ${addresses} ${transport} dport ${port}`;
		case 'replies':
			return `${family} daddr ${addresses} ${transport} sport ${port}`;
		case 'pings':
			return `${family} saddr ${addresses} ${isIpv6(packet) ? 'icmpv6' : 'icmp'} type echo-request`;
	}
};
