import {equivalentCommand, equivalentExitCode} from '../engine/equivalent.ts';
import type {ProbeObservation, ProbeReply, ProbeShape} from '../engine/probe.ts';
import {proberWords} from '../engine/prober-words.ts';
import {say} from '../engine/words.ts';
import type {Answer} from './answer.ts';
import {askPlainly} from './ask-plainly.ts';
import {askUndici, loadUndici} from './ask-undici.ts';
import {openSocket, secureSocket} from './connect.ts';
import {type Limit, startLimit} from './limit.ts';
import {sendDatagram} from './send-datagram.ts';

type Exchange = Answer & Pick<ProbeReply, 'connectMs'>;

const isLayer7 = ({protocol}: ProbeShape): boolean => protocol === 'http' || protocol === 'https';

const exchangeOverTcp = async (
	shape: ProbeShape,
	limit: Limit,
	undici: Awaited<ReturnType<typeof loadUndici>> | undefined,
): Promise<Exchange> => {
	const opened = await openSocket(shape, limit);
	if ('ending' in opened) {
		return opened.ending;
	}

	const connectMs = limit.elapsedMs();
	try {
		if (shape.protocol === 'tcp') {
			return {outcome: 'answered', connectMs};
		}

		const ready = shape.protocol === 'https' ? await secureSocket(opened.socket, shape, limit) : opened;
		if ('ending' in ready) {
			return {...ready.ending, connectMs};
		}

		const answer =
			undici === undefined
				? await askPlainly(ready.socket, shape, limit)
				: await askUndici(undici, ready.socket, shape, limit);
		return {...answer, connectMs};
	} finally {
		// The load balancer closes with a RST too, which leaves no TIME_WAIT behind.
		opened.socket.resetAndDestroy();
	}
};

/**
 * Sends one probe in exactly this shape and says what became of it. Never rejects; returns within the shape's time limit.
 * `signal` stops it.
 */
export const sendProbe = async (shape: ProbeShape, signal?: AbortSignal): Promise<ProbeObservation> => {
	const wantsUndici = isLayer7(shape) && shape.version === '1.1' && shape.host !== undefined;
	const undici = wantsUndici ? await loadUndici() : undefined;
	const limit = startLimit(shape.timeoutMs, signal);
	const {received = '', ...ending} =
		shape.protocol === 'udp'
			? {...(await sendDatagram(shape, limit)), received: undefined}
			: await exchangeOverTcp(shape, limit, undici);
	limit.release();
	const reply = {...ending, totalMs: limit.elapsedMs()};
	const exitCode = equivalentExitCode(shape, reply);
	return {
		command: equivalentCommand(shape),
		stdout: received,
		stderr: reply.detail === undefined ? '' : say(proberWords(reply.detail)),
		...(exitCode === undefined ? {failure: 'cancelled'} : {exitCode}),
		durationMs: Math.round(reply.totalMs),
		shape,
		reply,
	};
};
