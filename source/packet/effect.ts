import {parseAddress} from './address.ts';
import {operandOf} from './field-value.ts';
import type {Action, Computed} from './filters.ts';
import type {Moment} from './moment.ts';
import type {RuleRef} from './passage.ts';
import type {Point} from './ranges.ts';
import type {State} from './state.ts';

type Effect = Extract<Action, {readonly do: 'set' | 'untrack' | 'dnat' | 'snat' | 'change-set'}>;

/** The packet after an action that changes it or its connection. */
export function effectOf(action: Effect, state: State, moment: Moment, by: RuleRef): State {
	switch (action.do) {
		case 'untrack':
			// Once connection tracking has seen a packet, it stays seen.
			return moment.priority < -200 ? {...state, tracking: 'untracked', untrackedBy: by} : state;
		case 'change-set':
			return {...state, changed: new Set([...(state.changed ?? []), action.set])};
		case 'snat':
			return {...state, snat: {address: action.address, by}};
		case 'dnat':
			return {
				...state,
				dnat: {address: action.address === 'self' ? ownAddress(moment) : action.address, port: action.port, by},
			};
		case 'set': {
			const value = compute(action.value, action.valueMask, state, moment);
			const old = action.field === 'mark' ? state.mark : state.ctMark;
			const kept = action.mask === 0xff_ff_ff_ff ? 0 : old === undefined ? undefined : (old & ~action.mask) >>> 0;
			const result = kept === undefined || value === undefined ? undefined : (kept ^ value) >>> 0;
			return action.field === 'mark' ? {...state, mark: result} : {...state, ctMark: result};
		}
	}
}

function compute(value: Computed, mask: number | undefined, state: State, moment: Moment): number | undefined {
	if (value === undefined) return undefined;
	const read = (): Point | undefined => {
		if (typeof value === 'number') return value;
		const operand = operandOf(value.of, state, moment);
		return operand.kind === 'range' && operand.first === operand.last ? operand.first : undefined;
	};
	const number = read();
	if (typeof number !== 'number') return undefined;
	const bits = typeof value === 'number' ? number : (number & (value.mask ?? 0xff_ff_ff_ff)) >>> 0;
	return mask === undefined ? bits : (bits & mask) >>> 0;
}

/** REDIRECT sends to the first address of the interface that the packet came in by (nf_nat_redirect). */
function ownAddress({network, family, destination, ...moment}: Moment): Point {
	for (const {interface: name, address} of network.addresses) {
		const parsed = parseAddress(address);
		if (name === moment.in && parsed?.family === family) return parsed.value;
	}
	return destination;
}
