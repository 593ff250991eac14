import type {Words} from '../engine/words.ts';
import type {Exchange} from './exchange.ts';
import {isLoopback} from './own.ts';
import type {State} from './state.ts';
import type {Stopped} from './walk.ts';

const unknownLoopback: Words = {
	en: 'whether packets from outside may go to the loopback interface (route_localnet) is not known',
	zh: '不清楚外部报文能否送到回环网卡 (route_localnet)',
};

/** Packets from outside for 127.0.0.0/8 are thrown away after translation, unless route_localnet is set. */
export function atLoopback(
	state: State,
	{network, packet}: Exchange,
): readonly [State | undefined, Stopped | undefined] {
	const by = state.dnat?.by;
	if (!by || state.dnat?.address === undefined || !isLoopback(state.dnat.address)) return [state, undefined];
	const taken = ['all', packet.inInterface ?? 'default'].map(name =>
		network.setting(`net.ipv4.conf.${name}.route_localnet`),
	);
	if (taken.includes(1)) return [state, undefined];
	const doubt: State = {...state, fork: {kind: 'unknown', by, why: unknownLoopback}};
	return taken.every(value => value === 0)
		? [undefined, {state, how: 'drop', by}]
		: [doubt, {state: doubt, how: 'drop', by}];
}
