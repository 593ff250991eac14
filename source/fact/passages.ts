import type {Fact, Look} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import {isLayer7, type Target} from '../engine/target.ts';
import type {Passage, ProbePacket} from '../packet/passage.ts';
import {simulate} from '../packet/simulate.ts';
import {hostNetwork} from './host-network.ts';
import {packetFilters} from './packet-filters.ts';
import {windowsPassages} from './windows/inbound.ts';

/** What becomes of the probes in the packet filters, for each part of the sources; the largest part first. */
export const passages: Fact<readonly Passage[]> = {
	id: 'passages',
	what: {en: "the probes' way through the packet filters", zh: '探测经过包过滤的路径'},
	lookUp: look =>
		look.target.platform === 'windows' ? windowsPassages(look) : passThrough(look, probePacket(look.target)),
};

/** The same for the pings that NLB sends before a UDP check. */
export const pingPassages: Fact<readonly Passage[]> = {
	id: 'ping-passages',
	what: {en: "the pings' way through the packet filters", zh: 'ping 经过包过滤的路径'},
	lookUp: look => passThrough(look, {...probePacket(look.target), protocol: 'icmp'}),
};

/** The probe's packet. A layer-7 check needs the connection's later packets as well as its first ones. */
export const probePacket = (target: Target): ProbePacket => ({
	sources: target.sources,
	destination: target.backend,
	protocol: target.healthCheck.protocol === 'udp' ? 'udp' : 'tcp',
	port: target.healthCheck.port,
	exchange: isLayer7(target) ? 'request' : 'handshake',
});

async function passThrough(look: Look, packet: ProbePacket): Promise<Known<readonly Passage[]>> {
	const [filters, around] = await Promise.all([look.know(packetFilters), look.know(hostNetwork)]);
	if (!filters.known) return filters;
	if (!around.known) return around;
	const {network, arrival} = around.value;
	const arriving: ProbePacket = {...packet, ...(arrival === undefined ? {} : {inInterface: arrival})};
	return {
		known: true,
		value: simulate({filters: filters.value.filters, packet: arriving, network}),
		from: [...filters.from, ...around.from],
		...(filters.blindTo === undefined ? {} : {blindTo: filters.blindTo}),
	};
}
