import {createServer as createHttpServer} from 'node:http';
import {createServer, type Server, type Socket} from 'node:net';
import {networkInterfaces} from 'node:os';
import type {Settings} from '../engine/settings.ts';
import {behaviourOf, healthPath, unservedName} from './behaviour.ts';
import type {DemoFaultId} from './faults.ts';

/** A running backend with a fault. */
export type Demo = {
	/** The target to walk the guide with. Complete: nothing needs to be asked. */
	readonly settings: Settings & Required<Pick<Settings, 'backend' | 'port' | 'protocol'>>;
	readonly close: () => Promise<void>;
};

const loopback = '127.0.0.1';

/**
 * Where the load balancer of the demo connects to. A service that is bound to loopback only shows itself when it is
 * asked under another address of this host; without one, another address of loopback does.
 */
const backendOf = (fault: DemoFaultId): string => {
	if (fault !== 'loopback-only') {
		return loopback;
	}

	const addresses = Object.values(networkInterfaces()).flatMap(entries => entries ?? []);
	return addresses.find(({family, internal}) => family === 'IPv4' && !internal)?.address ?? '127.0.0.2';
};

const listen = async (server: Server, wanted = 0): Promise<number> => {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(wanted, loopback, resolve);
	});
	const address = server.address();
	return address !== null && typeof address === 'object' ? address.port : 0;
};

/** A port on which nothing listens now. */
const freePort = async (): Promise<number> => {
	const server = createServer();
	const port = await listen(server);
	await new Promise(resolve => {
		server.close(resolve);
	});
	return port;
};

/** What the check of a fault is set to, beside the address and the port. */
const checkOf = async (fault: DemoFaultId): Promise<Settings> => {
	const check = {product: 'clb', path: healthPath} as const;
	switch (fault) {
		case 'wrong-port':
			return {...check, checkPort: await freePort()};
		case 'wrong-host':
			return {...check, domain: unservedName};
		case 'too-slow':
		case 'hung':
			return {...check, timeoutS: 1, intervalS: 1};
		default:
			return check;
	}
};

/**
 * Starts a backend with a fault in this process, on a free port of loopback, or on the one that is wanted. The caller
 * closes it; rejects only where this machine lets nobody listen there.
 */
export const startDemo = async (fault: DemoFaultId, wanted = 0): Promise<Demo> => {
	const behaviour = behaviourOf(fault);
	const sockets = new Set<Socket>();
	// Requests are kept open for as long as a fault wants: the wizard has the time limit.
	const server =
		behaviour.request === undefined ? createServer() : createHttpServer({requestTimeout: 0}, behaviour.request);
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => sockets.delete(socket));
		behaviour.connection?.(socket);
	});

	const port = await listen(server, wanted);
	return {
		settings: {backend: backendOf(fault), port, protocol: 'http', ...(await checkOf(fault))},
		close: async () => {
			const closed = new Promise(resolve => {
				server.close(resolve);
			});
			for (const socket of sockets) {
				socket.destroy();
			}

			await closed;
		},
	};
};
