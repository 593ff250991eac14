import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {must} from './execute.ts';
import {clean, directoryOf, noteOpened} from './leftovers.ts';
import {type Namespace, openNamespace} from './namespace.ts';

/** The backend's address, and the gateway that the balancer's side has for it. */
export const backendAddress = '10.11.192.1';
export const gatewayAddress = '10.11.192.253';

/** Where the balancer's nodes probe from: the first, the middle and the end of 100.64.0.0/10, and two neighbours. */
export const probeSources = ['100.64.0.10', '100.64.0.11', '100.100.0.20', '100.127.250.9'] as const;

/** Two hosts on a wire: the backend, and the load balancer that is also the backend's gateway. */
export type Lab = {
	readonly name: string;
	/** Files of this lab; also the working directory of its scripts and processes. */
	readonly directory: string;
	readonly backend: Namespace;
	readonly balancer: Namespace;
	/** Adds a wire between the backend and another host. */
	readonly wire: (near: string, host: Namespace, far: string) => Promise<unknown>;
	/** Adds another host, connected to the backend: `near` is the interface on the backend, `eth0` the one on the host. */
	readonly neighbour: (label: string, near: string) => Promise<Namespace>;
	/** Writes a file into the lab's directory; returns its full name. */
	readonly write: (name: string, text: string) => string;
	readonly close: () => Promise<void>;
};

let count = 0;

const wire = (left: Namespace, leftName: string, right: Namespace, rightName: string) =>
	must('ip', [
		...['link', 'add', leftName, 'netns', left.name, 'type', 'veth'],
		...['peer', 'name', rightName, 'netns', right.name],
	]);

/** Opens a lab with nothing but addresses and the default route in it. Close it, also after a failure. */
export const openLab = async (): Promise<Lab> => {
	count += 1;
	const name = `slbw-${process.pid}-${count}`;
	const directory = directoryOf(name);
	noteOpened(name);
	mkdirSync(directory, {recursive: true});
	const backend = await openNamespace(`${name}-backend`, directory);
	const balancer = await openNamespace(`${name}-balancer`, directory);
	await wire(backend, 'eth0', balancer, 'eth0');
	await balancer.sh(`
		ip address add ${gatewayAddress}/24 dev eth0
		${probeSources.map(source => `ip address add ${source}/32 dev eth0`).join('\n')}
		ip link set eth0 up
	`);
	await backend.sh(`
		ip address add ${backendAddress}/24 dev eth0
		ip link set eth0 up
		ip route add default via ${gatewayAddress} dev eth0
	`);
	return {
		name,
		directory,
		backend,
		balancer,
		wire: (near, host, far) => wire(backend, near, host, far),
		async neighbour(label, near) {
			const host = await openNamespace(`${name}-${label}`, directory);
			await wire(backend, near, host, 'eth0');
			await must('ip', ['-n', host.name, 'link', 'set', 'eth0', 'up']);
			await must('ip', ['-n', backend.name, 'link', 'set', near, 'up']);
			return host;
		},
		write(file, text) {
			const path = join(directory, file);
			mkdirSync(dirname(path), {recursive: true});
			writeFileSync(path, text);
			return path;
		},
		close: () => clean(name),
	};
};
