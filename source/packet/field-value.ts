import type {Words} from '../engine/words.ts';
import {connectionState, entryOperand, tracked} from './connection.ts';
import {
	checksum,
	unknownConnectionMark,
	unknownIn,
	unknownMark,
	unknownMasquerade,
	unknownOut,
} from './field-doubts.ts';
import type {FieldName} from './filters.ts';
import {drawsLots} from './match-doubts.ts';
import type {Moment} from './moment.ts';
import {statuses} from './numbers.ts';
import {absent, clientPort, constant, type Operand, sources} from './operand.ts';
import type {Point} from './ranges.ts';
import type {State} from './state.ts';

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

/** Within a hook that has no such interface the kernel compares with an empty name. */
const interfaceName = (name: string | undefined, why: Words): Operand =>
	name === undefined ? {kind: 'unknown', why} : {kind: 'name', name};
