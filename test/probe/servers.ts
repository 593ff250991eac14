import {createServer, type Socket} from 'node:net';
import {onTestFinished} from 'vitest';

/** A TCP server on a free port of 127.0.0.1, gone when the test is over; `serve` gets each connection. */
export const startServer = async (serve: (socket: Socket) => void): Promise<number> => {
	const sockets = new Set<Socket>();
	const server = createServer(socket => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => sockets.delete(socket));
		serve(socket);
	});
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		for (const socket of sockets) {
			socket.destroy();
		}

		server.close();
	});
	const address = server.address();
	if (address === null || typeof address === 'string') {
		throw new Error('The server has no port.');
	}

	return address.port;
};

/** A server that does something when a whole request has come; the request is the second argument. */
export const startAnswering = (answer: (socket: Socket, request: string) => void): Promise<number> =>
	startServer(socket => {
		let request = '';
		socket.on('data', piece => {
			request += piece.toString('latin1');
			if (request.endsWith('\r\n\r\n')) {
				answer(socket, request);
			}
		});
	});

/** A port on which nothing listens. */
export const closedPort = async (): Promise<number> => {
	const server = createServer();
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	await new Promise(resolve => {
		server.close(resolve);
	});
	return address !== null && typeof address === 'object' ? address.port : 1;
};
