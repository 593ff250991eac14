import type {Container, PublishedPort} from './containers.ts';
import {at, readJson, textAt} from './json.ts';

const bindings = (ports: unknown): readonly PublishedPort[] =>
	typeof ports !== 'object' || ports === null
		? []
		: Object.entries(ports).flatMap(([name, published]) => {
				const match = /^(\d+)(?:\/(\w+))?$/.exec(name);
				if (!match || !Array.isArray(published)) return [];
				return published.flatMap((binding: unknown) => {
					const hostPort = Number(textAt(binding, 'HostPort'));
					if (!hostPort) return [];
					const hostAddress = textAt(binding, 'HostIp') || '0.0.0.0';
					return [{protocol: match[2] ?? 'tcp', hostAddress, hostPort, containerPort: Number(match[1])}];
				});
			});

const addressesOf = (settings: unknown): readonly string[] => {
	const networks = at(settings, 'Networks');
	const own = typeof networks === 'object' && networks !== null ? Object.values(networks) : [];
	const all = [textAt(settings, 'IPAddress'), ...own.map((network: unknown) => textAt(network, 'IPAddress'))];
	return [...new Set(all.flatMap(address => address || []))];
};

const stateOf = (state: unknown): string => {
	const status = textAt(state, 'Status') ?? 'unknown';
	const health = textAt(at(state, 'Health'), 'Status');
	const code = at(state, 'ExitCode');
	if (status === 'exited') return `exited (${typeof code === 'number' ? code : '?'})`;
	return health === 'unhealthy' ? `${status}, unhealthy` : status;
};

/** Reads `docker inspect` (nerdctl and podman print the same fields); undefined when it isn't that. */
export const readInspect = (text: string): readonly Container[] | undefined => {
	const list = readJson(text);
	if (!Array.isArray(list)) return undefined;
	return list.flatMap((one: unknown) => {
		const id = textAt(one, 'Id');
		if (id === undefined) return [];
		const settings = at(one, 'NetworkSettings');
		const running = bindings(at(settings, 'Ports'));
		// A container that is stopped has no ports now, only those that it will have.
		const set = bindings(at(at(one, 'HostConfig'), 'PortBindings'));
		const status = textAt(at(one, 'State'), 'Status');
		const container: Container = {
			id,
			name: (textAt(one, 'Name') ?? id.slice(0, 12)).replace(/^\//, ''),
			state: stateOf(at(one, 'State')),
			isRunning: status === 'running',
			ports: running.length > 0 ? running : set,
			addresses: addressesOf(settings),
		};
		return [container];
	});
};
