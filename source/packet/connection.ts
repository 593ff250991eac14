import {asTracking, partlyTracked} from './field-doubts.ts';
import type {FieldName} from './filters.ts';
import type {Moment} from './moment.ts';
import {states} from './numbers.ts';
import {absent, clientPort, constant, type Operand, sources} from './operand.ts';
import type {State} from './state.ts';

/** What connection tracking calls a packet, as bits (nf_conntrack_common.h): new, established, … */
export function connectionState(state: State, {hook, priority, leg, packet, translated}: Moment): Operand {
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
export const tracked = (state: State, moment: Moment): boolean => {
	const connection = connectionState(state, moment);
	return connection.kind === 'range' && typeof connection.first === 'number' && (connection.first & 65) === 0;
};

/** What the conntrack entry says: its original direction is that of the packet which opened it. */
export function entryOperand(of: FieldName, moment: Moment): Operand {
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
