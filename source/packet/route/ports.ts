import {clientPorts} from '../numbers.ts';
import type {ProbePacket} from '../passage.ts';
import type {Routing} from './routing.ts';
import type {Flow} from './selectors.ts';

const protocols = {tcp: 6, udp: 17, icmp: 1} as const;

/** Ports and protocol, as rules of the routing policy may ask for them. */
export const portsOf = (
	{protocol}: ProbePacket,
	own: number,
	direction: 'in' | 'out',
): Pick<Flow, 'protocol' | 'sourcePort' | 'destinationPort'> => {
	if (protocol === 'icmp') return {protocol: protocols.icmp};
	return direction === 'in'
		? {protocol: protocols[protocol], sourcePort: clientPorts, destinationPort: [own, own]}
		: {protocol: protocols[protocol], sourcePort: [own, own], destinationPort: clientPorts};
};

/**
 * The same for a packet that comes in: the kernel looks at them only where a rule that isn't for the host's own packets
 * asks for them (fib_rule_requires_fldissect).
 */
export const portsOfArriving = (
	packet: ProbePacket,
	own: number,
	direction: 'in' | 'out',
	routing: Routing,
): ReturnType<typeof portsOf> => (asksArriving(routing) ? portsOf(packet, own, direction) : {});

/** Whether a rule that isn't for the host's own packets asks for ports or a protocol. */
export const asksArriving = ({rules}: Routing): boolean =>
	rules.some(rule => rule.in !== 'lo' && (rule.protocol ?? rule.sourcePort ?? rule.destinationPort) !== undefined);
