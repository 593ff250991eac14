import {createSocket} from 'node:dgram';
import {isIPv6} from 'node:net';
import {clean} from '../engine/clean.ts';
import type {ProbeShape} from '../engine/probe.ts';
import {type Ending, endingFor} from './ending.ts';
import type {Limit} from './limit.ts';

/** What `nc -u -z` sends. An empty datagram would look like an end of file to some servers. */
const payload = 'X';

/**
 * The UDP check: an ICMP port unreachable comes back as ECONNREFUSED because the socket is connected; silence until the
 * time is up is what the load balancer takes for healthy.
 */
export const sendDatagram = ({address, port}: ProbeShape, limit: Limit): Promise<Ending> =>
	new Promise(resolve => {
		const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
		const settle = (ending: Ending) => {
			limit.signal.removeEventListener('abort', stopped);
			resolve(ending);
			socket.removeAllListeners().on('error', () => {});
			socket.close();
		};

		const stopped = () => settle({outcome: limit.ended() === 'cancelled' ? 'cancelled' : 'silent'});
		const failed = (error: Error) => settle(endingFor(error, 'connect', limit));
		limit.signal.addEventListener('abort', stopped);
		socket.once('error', failed);
		socket.once('message', message =>
			settle({outcome: 'answered', excerpt: clean(message.subarray(0, 1024).toString())}),
		);
		if (limit.signal.aborted) {
			stopped();
			return;
		}

		socket.connect(port, address, () => socket.send(payload, error => error && failed(error)));
	});
