import {connect as connectSocket, type Socket} from 'node:net';
import {addAbortSignal} from 'node:stream';
import {connect as connectTls} from 'node:tls';
import {serverName} from '../engine/equivalent.ts';
import type {ProbeShape} from '../engine/probe.ts';
import {type Ending, endingFor} from './ending.ts';
import type {Limit} from './limit.ts';
import {proxyLine} from './request.ts';

/** A connection that stands, or how it failed. */
export type Connection = {readonly socket: Socket} | {readonly ending: Ending};

/** A socket that nobody listens to any more may still report an error, which would end the process. */
const ignore = () => {};

/** Opens the TCP connection and, when asked, sends the PROXY line. */
export const openSocket = ({address, port, from, proxyHeader}: ProbeShape, limit: Limit): Promise<Connection> =>
	new Promise(resolve => {
		const socket = connectSocket({
			host: address,
			port,
			signal: limit.signal,
			...(from === undefined ? {} : {localAddress: from}),
		});
		socket.on('error', ignore);
		socket.once('error', error => resolve({ending: endingFor(error, 'connect', limit)}));
		socket.once('connect', () => {
			socket.setNoDelay(true);
			if (proxyHeader) {
				socket.write(proxyLine(socket));
			}

			resolve({socket});
		});
	});

/** Shakes hands over TLS. Certificates aren't verified: the balancer doesn't verify them either. */
export const secureSocket = (plain: Socket, shape: ProbeShape, limit: Limit): Promise<Connection> =>
	new Promise(resolve => {
		const socket = connectTls({
			socket: plain,
			servername: serverName(shape),
			rejectUnauthorized: false,
			ALPNProtocols: ['http/1.1'],
		});
		addAbortSignal(limit.signal, socket);
		socket.on('error', ignore);
		socket.once('error', error => resolve({ending: endingFor(error, 'tls', limit)}));
		socket.once('close', () => resolve({ending: endingFor(new Error('ECONNRESET'), 'tls', limit)}));
		socket.once('secureConnect', () => resolve({socket}));
	});
