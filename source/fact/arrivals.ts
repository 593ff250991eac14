import {command, type Observation} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {routes} from './routes.ts';

/** What the kernel says of a packet from a source that arrives on the interface where probes do. */
export type Arrival = {readonly source: string; readonly observation: Observation};

/** `ip route get BACKEND from SOURCE iif INTERFACE`: fails where reverse-path filtering would drop the packet. */
export const arrivals: Fact<readonly Arrival[]> = {
	id: 'arrivals',
	what: 'whether the kernel takes packets from the load balancer',
	lookUp: async look => {
		const back = await look.know(routes);
		if (!back.known) return back;
		const {arrival, replies} = back.value;
		if (arrival === undefined) return {known: true, value: [], from: []};
		// Where the answer leaves by the same interface there is nothing to ask.
		const asked = await Promise.all(
			replies
				.filter(reply => reply.kind === 'routed' && reply.interface !== arrival)
				.slice(0, 4)
				.map(async ({source}) => ({
					source,
					observation: await look.run(
						command('ip', '-4', 'route', 'get', look.target.backend, 'from', source, 'iif', arrival),
					),
				})),
		);
		return {known: true, value: asked, from: asked.map(({observation}) => observation)};
	},
};
