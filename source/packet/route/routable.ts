import type {HostNetwork, ProbePacket} from '../passage.ts';
import type {Point} from '../ranges.ts';

/** What all packets of an exchange have in common, as far as routing asks. */
export type Routable = {
	readonly packet: ProbePacket;
	readonly network: HostNetwork;
	readonly destination: Point;
	readonly family: 4 | 6;
};

/** The VRF that packets of the interface where probes arrive belong to. */
export const vrfOf = ({network, packet}: Routable): string | undefined =>
	packet.inInterface === undefined ? undefined : network.vrfs?.get(packet.inInterface);
