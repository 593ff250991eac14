import type {Words} from '../engine/words.ts';
import type {Family} from './address.ts';
import {
	asTracking,
	checksum,
	partlyTracked,
	unknownConnectionMark,
	unknownIn,
	unknownMark,
	unknownMasquerade,
	unknownOut,
	unknownValue,
} from './field-doubts.ts';
import type {FieldName, Hook} from './filters.ts';
import {drawsLots} from './match-doubts.ts';
import {states, statuses} from './numbers.ts';
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

/** What a field holds: the sources, something within a range, a name, nothing at all, or something that can't be told. */
export type Operand =
	| {readonly kind: 'sources'}
	| {readonly kind: 'range'; readonly first: Point; readonly last: Point}
	| {readonly kind: 'name'; readonly name: string}
	| {readonly kind: 'absent'}
	| {readonly kind: 'unknown'; readonly why: Words};

const constant = (value: Point | undefined, why = unknownValue): Operand =>
	value === undefined ? {kind: 'unknown', why} : {kind: 'range', first: value, last: value};

const sources: Operand = {kind: 'sources'};
const absent: Operand = {kind: 'absent'};
/** Clients take a port from here on; which one can't be told. */
const clientPort: Operand = {kind: 'range', first: 1024, last: 65_535};

const protocolNumber = (moment: Moment): number =>
	moment.packet.protocol === 'tcp' ? 6 : moment.packet.protocol === 'udp' ? 17 : moment.family === 4 ? 1 : 58;

/** The far end of the connection, from the load balancer's side: where the packet is sent to, or comes from. */
function nearEnd(state: State, moment: Moment): {readonly address: Point; readonly port: number} {
	const {leg, hook, translated, destination, packet} = moment;
	const original = {address: destination, port: packet.port};
	if (leg.direction === 'reply')
		return hook === 'egress' || (hook === 'postrouting' && translated) ? original : leg.delivery;
	const before = hook === 'ingress' || (hook === 'prerouting' && !translated);
	if (before || !state.dnat) return original;
	return {address: state.dnat.address ?? destination, port: state.dnat.port ?? packet.port};
}

/** The load balancer's address, or the one that a rule put in its place. */
function farEnd(state: State, {leg, hook, translated}: Moment): Operand {
	if (!state.snat) return sources;
	const rewritten = constant(state.snat.address, unknownMasquerade);
	if (leg.direction === 'original') return hook === 'postrouting' && translated ? rewritten : sources;
	return hook === 'ingress' || ((hook === 'prerouting' || hook === 'output') && !translated) ? rewritten : sources;
}

function connectionState(state: State, {hook, priority, leg, packet, translated}: Moment): Operand {
	if (state.tracking === 'untracked') return constant(states.untracked);
	if (hook === 'ingress' || hook === 'egress') return absent;
	// Connection tracking itself sits at priority -200 (NF_IP_PRI_CONNTRACK); before it there is no state.
	if (hook === 'prerouting' || hook === 'output') {
		if (priority < -200) return constant(states.invalid);
		if (priority === -200) return {kind: 'unknown', why: asTracking};
	}
	const partly: Operand = {kind: 'unknown', why: partlyTracked};
	if (leg.answered !== undefined && (leg.opened === 'untracked' || leg.answered === 'untracked')) return partly;
	// An answer that opens nothing is invalid for TCP and ICMP, and a new flow for UDP.
	if (leg.opened === 'untracked' && !leg.first)
		return constant(packet.protocol === 'udp' ? states.new : states.invalid);
	const nat = state.dnat && (translated || (hook !== 'prerouting' && hook !== 'output') || !leg.first) ? 32 : 0;
	return constant((leg.first ? 8 : 2) | nat);
}

/** The conntrack entry's own data exist only where there is an entry. */
const tracked = (state: State, moment: Moment): boolean => {
	const connection = connectionState(state, moment);
	return connection.kind === 'range' && typeof connection.first === 'number' && (connection.first & 65) === 0;
};

/** What a field of the packet holds, as a rule sees it at this moment. */
export function operandOf(of: FieldName, state: State, moment: Moment): Operand {
	const {leg, packet} = moment;
	const reply = leg.direction === 'reply';
	switch (of) {
		case 'source':
			return reply ? constant(nearEnd(state, moment).address) : farEnd(state, moment);
		case 'destination':
			return reply ? farEnd(state, moment) : constant(nearEnd(state, moment).address);
		case 'source-port':
			return packet.protocol === 'icmp' ? absent : reply ? constant(nearEnd(state, moment).port) : clientPort;
		case 'destination-port':
			return packet.protocol === 'icmp' ? absent : reply ? clientPort : constant(nearEnd(state, moment).port);
		case 'protocol':
			return constant(protocolNumber(moment));
		case 'family':
			return constant(moment.family);
		case 'in':
			return interfaceName(moment.in, unknownIn);
		case 'out':
			return interfaceName(moment.out, unknownOut);
		case 'mark':
			return constant(state.mark, unknownMark);
		case 'ct-mark':
			return tracked(state, moment) ? constant(state.ctMark, unknownConnectionMark) : absent;
		case 'state':
			return connectionState(state, moment);
		case 'status': {
			if (!tracked(state, moment)) return absent;
			const nat = (state.dnat ? (statuses.dnat ?? 0) : 0) | (state.snat ? (statuses.snat ?? 0) : 0);
			return constant(nat | (leg.first ? 0 : 10));
		}
		case 'direction':
		case 'original-source':
		case 'original-destination':
		case 'original-destination-port':
			return tracked(state, moment) ? entryOperand(of, moment) : absent;
		case 'th-source-port':
		case 'th-destination-port':
			// The same bytes of another protocol's header.
			if (packet.protocol !== 'icmp')
				return operandOf(of === 'th-source-port' ? 'source-port' : 'destination-port', state, moment);
			return of === 'th-source-port' ? operandOf('icmp-port', state, moment) : {kind: 'unknown', why: checksum};
		case 'tcp-flags':
			return packet.protocol === 'tcp' ? constant(leg.tcpFlags) : absent;
		case 'icmp-type': {
			const [request, answer] = moment.family === 4 ? [8, 0] : [128, 129];
			return packet.protocol === 'icmp' ? constant(reply ? answer : request) : absent;
		}
		case 'icmp-port': {
			const type = operandOf('icmp-type', state, moment);
			return type.kind === 'range' && typeof type.first === 'number' ? constant(type.first * 256) : type;
		}
		case 'icmp-code':
			return packet.protocol === 'icmp' ? constant(0) : absent;
		case 'extension':
			return constant(0);
		case 'extension-field':
			return absent;
		case 'packet-type':
			// What the host sends itself carries the same type as what is addressed to it (PACKET_HOST, the default).
			return {kind: 'name', name: 'unicast'};
		case 'chance':
			return {kind: 'unknown', why: drawsLots};
		case 'fragment':
			return constant(0);
	}
}

/** What the conntrack entry says: its original direction is that of the packet which opened it. */
function entryOperand(of: FieldName, moment: Moment): Operand {
	const {leg, packet} = moment;
	// Where the probe wasn't tracked, the answer opened the entry.
	const byAnswer = leg.direction === 'reply' && leg.opened === 'untracked';
	switch (of) {
		case 'direction':
			return {kind: 'name', name: byAnswer ? 'original' : leg.direction};
		case 'original-source':
			return byAnswer ? constant(leg.delivery.address) : sources;
		case 'original-destination':
			return byAnswer ? sources : constant(moment.destination);
		default:
			if (packet.protocol === 'icmp') return absent;
			return byAnswer ? clientPort : constant(packet.port);
	}
}

/** Within a hook that has no such interface the kernel compares with an empty name. */
const interfaceName = (name: string | undefined, why: Words): Operand =>
	name === undefined ? {kind: 'unknown', why} : {kind: 'name', name};
