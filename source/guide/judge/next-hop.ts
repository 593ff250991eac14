import {evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Words} from '../../engine/words.ts';
import type {Neighbours} from '../../fact/neighbours.ts';
import type {SourceRoute} from '../../fact/reply-routes.ts';
import {routeValues} from './route-words.ts';

/** A next hop that doesn't answer who it is takes no packets (ip-neighbour(8), FAILED and INCOMPLETE). */
export const judgeNextHop = (parts: readonly SourceRoute[], near: Known<Neighbours>): readonly Finding[] => {
	if (!near.known) return [];
	for (const part of parts) {
		for (const route of part.routes) {
			const hop = route.gateway ?? part.source;
			const state = near.value[hop];
			if (state !== 'FAILED' && state !== 'INCOMPLETE') continue;
			return [
				{
					is: 'cause',
					code: 'return-route-missing',
					certainty: 'likely',
					values: {...routeValues(route), source: part.source, detail: silentHop(hop)},
					evidence: [
						...(part.asked === undefined ? [] : [evidence(part.asked)]),
						...near.from.map(observation => evidence(observation, `${hop} ${state}`)),
					],
				},
			];
		}
	}
	return [];
};

const silentHop = (hop: string): Words => ({
	en: `the next hop ${hop} does not answer`,
	zh: `下一跳 ${hop} 没有应答`,
});
