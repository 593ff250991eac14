import type {Words} from '../engine/words.ts';
import type {Through} from './chain-order.ts';
import type {Exchange} from './exchange.ts';
import type {Filters} from './filters.ts';
import type {Leg} from './moment.ts';
import type {RuleRef} from './passage.ts';
import type {Fork, State} from './state.ts';
import type {Stopped} from './walk.ts';

/**
 * Answers that the load balancer can't take for answers, because connection tracking didn't see them: one to a probe
 * that was sent on isn't given its old address back, and one that opens a connection of its own may be given a new one.
 */
export function translatedBack(out: Through, leg: Leg, exchange: Exchange): Through {
	const stopped: Stopped[] = [...out.stopped];
	const states: State[] = [];
	const translator = opensAnew(leg, exchange) ? natRule(exchange.filters) : undefined;
	for (const state of out.states) {
		if (state.tracking === 'untracked' && isSentOn(leg, exchange) && state.untrackedBy) {
			stopped.push({state, how: 'drop', by: state.untrackedBy});
			continue;
		}
		if (translator === undefined || state.tracking === 'untracked') {
			states.push(state);
			continue;
		}
		const fork: Fork = {kind: 'unknown', by: translator, why: mayTranslate};
		const doubt: State = {...state, fork};
		states.push(doubt);
		stopped.push({state: doubt, how: 'drop', by: translator});
	}
	return {states, stopped};
}

const mayTranslate: Words = {
	en: 'the answer opens a connection of its own, which this rule may translate',
	zh: '应答会新建一条连接，该规则可能对它做地址转换',
};

const isSentOn = ({delivery}: Leg, {packet, destination}: Exchange): boolean =>
	delivery.address !== destination || (packet.protocol !== 'icmp' && delivery.port !== packet.port);

/** A connection that tracking hasn't seen begin is taken for a new one in the middle (nf_conntrack_tcp_loose). */
const opensAnew = ({opened, answered}: Leg, {packet}: Exchange): boolean =>
	opened === 'untracked' && (packet.protocol === 'udp' || (packet.protocol === 'tcp' && answered !== undefined));

/** A rule that translates what leaves. */
function natRule({tables}: Filters): RuleRef | undefined {
	for (const {bases, chains} of tables)
		for (const base of bases) {
			if (base.type !== 'nat' || (base.hook !== 'output' && base.hook !== 'postrouting')) continue;
			const [rule] = chains.get(base.chain)?.rules ?? [];
			if (rule) return {...rule.ref, hook: base.hook};
		}
	return undefined;
}
