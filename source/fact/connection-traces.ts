import type {Connection, Endpoint} from './connections.ts';

/** The half-open connections to a port: a SYN came, and the rest of the handshake hasn't. */
export const halfOpenOn = (connections: readonly Connection[], port: number): readonly Connection[] =>
	connections.filter(({state, local}) => state === 'syn-recv' && local.port === port);

/** How many ports of the range are in use from one own address towards one destination. */
export type PortUse = {readonly from: string; readonly to: Endpoint; readonly used: number; readonly size: number};

/** The destination that takes most of the range of outgoing ports; undefined without any outgoing connection. */
export const busiestDestination = (
	connections: readonly Connection[],
	range: {readonly from: number; readonly to: number},
): PortUse | undefined => {
	const ports = new Map<string, {readonly from: string; readonly to: Endpoint; readonly used: Set<number>}>();
	for (const {state, local, peer} of connections) {
		if (state === 'listen' || peer.port === 0 || local.port < range.from || local.port > range.to) continue;
		const key = `${local.address} ${peer.address} ${peer.port}`;
		const entry = ports.get(key) ?? {from: local.address, to: peer, used: new Set()};
		entry.used.add(local.port);
		ports.set(key, entry);
	}

	const [most] = [...ports.values()].sort((a, b) => b.used.size - a.used.size);
	return most && {...most, used: most.used.size, size: range.to - range.from + 1};
};
