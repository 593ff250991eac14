import {command, type Observation} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {flowWords} from './flow-words.ts';
import {probePacket} from './passages.ts';
import {type ReplyRoutes, replyRoutes, type SourceRoute} from './reply-routes.ts';
import {routing} from './routing.ts';

/** A part of the sources that the kernel seems to refuse, and what it says itself of a packet from there. */
export type RefusedPart = SourceRoute & {readonly confirmed?: Observation};

/** Whether the kernel takes probes in, and the interface that they arrive on. */
export type Arrivals = {readonly refused: readonly RefusedPart[]; readonly arrival: ReplyRoutes['arrival']};

const mostAsked = 4;

/** `ip route get BACKEND from SOURCE iif INTERFACE`: fails where reverse-path filtering would drop the packet. */
export const arrivals: Fact<Arrivals> = {
	id: 'arrivals',
	what: {en: 'whether the kernel takes packets from the load balancer', zh: '内核对负载均衡报文的接收情况'},
	lookUp: async look => {
		const back = await look.know(replyRoutes);
		if (!back.known) return back;
		const {arrival, parts} = back.value;
		const tables = await look.know(routing);
		const {port} = look.target.healthCheck;
		const words = tables.known ? flowWords(tables.value.routing, probePacket(look.target), {to: port}) : [];
		const refused = parts.filter(part => part.arrival !== undefined);
		const asked = await Promise.all(
			refused.slice(0, mostAsked).map(async (part): Promise<RefusedPart> => {
				if (arrival === undefined || look.target.platform === 'windows') return part;
				const ask = command(
					'ip',
					'-4',
					'route',
					'get',
					look.target.backend,
					'from',
					part.source,
					'iif',
					arrival,
					...words,
				);
				return {...part, confirmed: await look.run(ask)};
			}),
		);
		return {
			known: true,
			value: {refused: [...asked, ...refused.slice(mostAsked)], arrival},
			from: asked.flatMap(({confirmed}) => confirmed ?? []),
		};
	},
};
