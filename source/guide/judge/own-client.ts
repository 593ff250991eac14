import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {isLayer7, type Target} from '../../engine/target.ts';
import type {Connection} from '../../fact/connections.ts';

/**
 * Judges whether the backend may be calling its own layer-4 load balancer, which can't work (SLB, "Why can't the load
 * balancer be accessed"): its own connections to another host's same port stay in SYN-SENT. It is never more than
 * possible, because the load balancer's address isn't known here.
 */
export const judgeOwnClient = (connections: Known<readonly Connection[]>, target: Target): readonly Finding[] => {
	if (isLayer7(target) || target.healthCheck.protocol !== 'tcp' || !connections.known) return [];
	const waiting = connections.value.filter(
		({state, local, peer}) =>
			state === 'syn-sent' &&
			local.address === target.backend &&
			peer.port === target.port &&
			peer.address !== local.address,
	);
	const [first] = waiting;
	if (first === undefined) return [];
	return [
		{
			is: 'cause',
			code: 'same-host-client',
			certainty: 'possible',
			severity: 'risk',
			values: {address: `${first.peer.address}:${first.peer.port}`},
			evidence: [
				{
					command: 'ss -tan state syn-sent',
					excerpt: {
						en: `${waiting.length} from ${first.local.address} to ${first.peer.address}:${first.peer.port}, without an answer`,
						zh: `${waiting.length} 个从 ${first.local.address} 到 ${first.peer.address}:${first.peer.port} 的连接没有应答`,
					},
				},
			],
		},
	];
};
