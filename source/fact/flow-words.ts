import type {ProbePacket} from '../packet/passage.ts';
import type {PolicyRule, Routing} from '../packet/route/routing.ts';

/** A port that clients take. */
const somePort = 40_000;

const isPickedByPorts = ({protocol, sourcePort, destinationPort}: PolicyRule): boolean =>
	protocol !== undefined || sourcePort !== undefined || destinationPort !== undefined;

/**
 * What `ip route get` has to be told of a packet beside its addresses, where the policy asks for it: `ipproto tcp sport
 * 80 dport 40000` (ip-route(8); kernel and iproute2 4.17 and later know both these words and such rules).
 */
export function flowWords(
	{rules}: Routing,
	{protocol}: Pick<ProbePacket, 'protocol'>,
	ports: {readonly from?: number | undefined; readonly to?: number | undefined},
): readonly string[] {
	if (!rules.some(isPickedByPorts)) return [];
	if (protocol === 'icmp') return ['ipproto', protocol];
	return ['ipproto', protocol, 'sport', `${ports.from ?? somePort}`, 'dport', `${ports.to ?? somePort}`];
}
