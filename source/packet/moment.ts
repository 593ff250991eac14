import type {Family} from './address.ts';
import type {Hook} from './filters.ts';
import type {HostNetwork, ProbePacket} from './passage.ts';
import type {Point} from './ranges.ts';
import type {State} from './state.ts';

/** One packet of the exchange: the probe, its answer, and for a request over the connection the next pair. */
export type Leg = {
	readonly direction: 'original' | 'reply';
	/** Whether it is the connection's first packet. */
	readonly first: boolean;
	readonly tcpFlags: number;
	/** How the connection's first packet was treated: rules that skip tracking leave later packets without a state. */
	readonly opened: State['tracking'];
	/** The mark that the connection's first packet had when it was delivered: a socket may take it over. */
	readonly openedMark: State['mark'];
	/** How its answer was treated: only for a request over the open connection. */
	readonly answered?: State['tracking'];
	readonly delivery: {
		readonly to: 'local' | 'forward';
		readonly address: Point;
		readonly port: number;
		/** The interface that leads to it, where it is sent on. */
		readonly by?: string;
	};
};

/** Where a packet stands when a rule looks at it. */
export type Moment = {
	readonly hook: Hook;
	readonly priority: number;
	/** Whether address translation at this hook has been done. */
	readonly translated: boolean;
	readonly leg: Leg;
	readonly in: string | undefined;
	readonly out: string | undefined;
	readonly packet: ProbePacket;
	readonly destination: Point;
	readonly family: Family;
	readonly network: HostNetwork;
};
