import type {Socket} from 'node:net';
import {requestPath} from '../engine/equivalent.ts';
import {headLimit} from '../engine/head-limit.ts';
import type {ProbeShape} from '../engine/probe.ts';
import {type Answer, Reception} from './answer.ts';
import {endingFor} from './ending.ts';
import type {Limit} from './limit.ts';
import {requestHeaders} from './request.ts';

/** undici costs 100 ms to load, so it is loaded when a probe first wants it, and before that probe's clock starts. */
export const loadUndici = () => import('undici');

type Undici = Awaited<ReturnType<typeof loadUndici>>;

/** What undici says of a connection that the server closed, instead of the system's word. */
const closings = new Set(['UND_ERR_SOCKET', 'HPE_INVALID_EOF_STATE']);

const isClosing = (error: unknown): boolean =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' && closings.has(error.code);

/** Asks with HTTP/1.1 and a Host over a socket that stands, through undici: no redirects, no second request. */
export const askUndici = async ({Client}: Undici, socket: Socket, shape: ProbeShape, limit: Limit): Promise<Answer> => {
	// undici reads the socket; a paused one with a listener shows what was read and doesn't flow by itself.
	const reception = new Reception();
	socket.pause();
	socket.on('data', piece => reception.take(piece));

	// The socket's own error is more exact than what undici makes of it.
	let broken: Error | undefined;
	socket.once('error', error => {
		broken = error;
	});

	const client = new Client('http://backend', {
		// One turn later: undici waits for ever for a connector that calls back at once.
		connect: (_options, callback) => queueMicrotask(() => callback(null, socket)),
		pipelining: 0,
		headersTimeout: 0,
		bodyTimeout: 0,
		maxHeaderSize: headLimit,
	});
	try {
		const {body} = await client.request({
			method: shape.method ?? 'HEAD',
			path: requestPath(shape),
			headers: requestHeaders(shape),
			signal: limit.signal,
		});
		body.on('error', () => {});
		return reception.answer() ?? reception.brokenOff({outcome: 'closed'});
	} catch (error) {
		if (limit.ended() !== undefined) {
			return reception.brokenOff(endingFor(error, 'answer', limit));
		}

		// undici's parser is stricter than balancers are: a head with bare line feeds is still an answer.
		const reason = broken ?? error;
		const ended = isClosing(reason);
		const ending = ended ? {outcome: 'closed' as const} : endingFor(reason, 'answer', limit);
		return reception.answer(ended) ?? reception.brokenOff(ending);
	} finally {
		void client.destroy().catch(() => {});
	}
};
