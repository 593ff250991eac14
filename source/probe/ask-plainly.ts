import type {Socket} from 'node:net';
import type {ProbeShape} from '../engine/probe.ts';
import {type Answer, Reception} from './answer.ts';
import {endingFor} from './ending.ts';
import type {Limit} from './limit.ts';
import {requestText} from './request.ts';

/**
 * Asks over a plain socket: HTTP/1.0, and any request without a Host, which no HTTP library sends. Only the head of the
 * answer is read, and what of the body came with it.
 */
export const askPlainly = (socket: Socket, shape: ProbeShape, limit: Limit): Promise<Answer> =>
	new Promise(resolve => {
		const reception = new Reception();
		const closed = () => resolve(reception.answer(true) ?? reception.brokenOff({outcome: 'closed'}));
		socket.on('data', piece => {
			reception.take(piece);
			const answer = reception.answer();
			if (answer !== undefined) {
				resolve(answer);
			}
		});
		socket.once('end', closed);
		socket.once('error', error => resolve(reception.brokenOff(endingFor(error, 'answer', limit))));
		socket.once('close', closed);
		socket.write(requestText(shape));
	});
