import {command, succeeded} from '../engine/command.ts';
import type {Detected} from '../engine/detected.ts';
import type {Fact} from '../engine/fact.ts';
import {addresses} from './addresses.ts';
import {listeners} from './listeners.ts';
import {readRouteGet} from './route-get.ts';

/** The sockets and addresses of the host, before anything is known of the target. */
export const detected: Fact<Pick<Detected, 'ports' | 'addresses'>> = {
	id: 'detected',
	what: {en: 'what there is on the host', zh: '主机上的端口和地址'},
	lookUp: async look => {
		const [held, sockets, way] = await Promise.all([
			look.know(addresses),
			look.know(listeners),
			// The interface that ordinary packets leave by holds the primary address.
			look.run(command('ip', '-4', 'route', 'show', 'default')),
		]);
		const main = succeeded(way) ? readRouteGet(way)?.interface : undefined;
		const own = (held.known ? held.value : []).filter(
			({family, address}) => family === 4 && !address.startsWith('127.'),
		);
		const rank = (name: string): number => (name === main ? 0 : 1);
		return {
			known: true,
			value: {
				ports: (sockets.known ? sockets.value : []).map(({port, address, protocol, processes}) => ({
					port,
					address,
					protocol,
					...(processes[0] === undefined ? {} : {process: processes[0].name, pid: processes[0].pid}),
				})),
				addresses: own
					.toSorted((one, other) => rank(one.interface) - rank(other.interface))
					.map(({address, interface: name, up}) => ({
						address,
						interface: name,
						...(up ? {} : {isDown: true as const}),
					})),
			},
			from: [...held.from, ...sockets.from, way],
		};
	},
};
