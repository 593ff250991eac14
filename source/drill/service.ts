import {readFileSync} from 'node:fs';
import {createServer as createHttpServer} from 'node:http';
import {createServer, type Server, type Socket} from 'node:net';
import {behaviourOf} from '../demo/behaviour.ts';
import type {ServiceOrder} from './orders.ts';

/** How often its settings are read anew, in milliseconds. */
const readMs = 1000;

/** Where it listens. */
type Place = {readonly host: string; readonly port: number};

/**
 * The service of a practice backend, for the life of its process. Where it listens stands in its settings, and may be
 * changed there: `listen 10.0.0.1:80`, `listen [::]:80`.
 */
export const serve = (order: ServiceOrder, ready: () => void): void => {
	process.title = 'shop';
	let present = '';
	let close = (): void => {};
	const read = (): void => {
		const text = settingsIn(order.settings);
		if (text === present) return;
		present = text;
		close();
		const place = placeIn(text);
		if (place !== undefined) close = listen(order, place, ready);
		else ready();
	};
	read();
	setInterval(read, readMs);
};

const settingsIn = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
};

const placeIn = (text: string): Place | undefined => {
	const [, host = '', port = ''] = /^[ \t]*listen[ \t]+(?:(\S+):)?(\d{1,5})[ \t]*$/m.exec(text) ?? [];
	const number = Number(port);
	return number >= 1 && number <= 65_535 ? {host: host.replace(/^\[|\]$/g, '') || '0.0.0.0', port: number} : undefined;
};

const listen = ({behaviour, served, stuck}: ServiceOrder, {host, port}: Place, ready: () => void): (() => void) => {
	const {request, connection} = behaviourOf(behaviour, served);
	const sockets = new Set<Socket>();
	const server: Server = request === undefined ? createServer() : createHttpServer({requestTimeout: 0}, request);
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => sockets.delete(socket));
		connection?.(socket);
	});
	// An address that isn't there (yet): the settings can be changed.
	server.on('error', () => ready());
	const backlog = stuck === 'accepts-nothing' ? {backlog: 1} : {};
	server.listen({host, port, ipv6Only: host.includes(':'), ...backlog}, () => {
		ready();
		if (stuck === undefined) return;
		// What was said has to be out before.
		setTimeout(() => {
			if (stuck === 'frozen') process.kill(process.pid, 'SIGSTOP');
			else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
		}, 50);
	});
	return () => {
		server.close();
		for (const socket of sockets) socket.destroy();
	};
};
