import type {Container} from './containers.ts';
import {nothingSetUp, type SetUp} from './set-up.ts';

/** What containers publish on the host's addresses, also while they don't run. */
export const containerSetUp = (all: readonly Container[]): SetUp => ({
	...nothingSetUp,
	served: all.flatMap(({name, state, ports}) =>
		ports.map(({protocol, hostPort}) => ({
			port: hostPort,
			protocol: protocol === 'udp' ? 'udp' : 'tcp',
			by: {en: `container ${name}`, zh: `容器 ${name}`},
			state,
		})),
	),
});
