import type {Look} from '../engine/fact.ts';
import type {ProbeObservation, ProbeShape} from '../engine/probe.ts';
import {mayStillAnswer} from './still-answering.ts';
import {lookAtUnread} from './unread-requests.ts';
import {sendVariants, type Variant} from './variants.ts';

/** How long a local UDP probe waits: a refusal comes at once on the host itself, and silence is no failure. */
const udpWaitMs = 1000;

/** After this long without an answer the other shapes are tried beside it, in milliseconds. */
const slowMs = 600;

/** An exact check, and what was learnt while it was waited for. */
export type Patient = {
	readonly exact: ProbeObservation;
	readonly isRequestRead?: boolean;
	/** Other shapes that were tried while waiting. */
	readonly early?: Promise<readonly Variant[]>;
};

/**
 * Sends the exact check. When the timeout is over, waits on only where an answer may still come: the service has read the
 * request, and something can wake it. That tells "too slow" from "hung".
 */
export const askPatiently = async (look: Look, shape: ProbeShape): Promise<Patient> => {
	const {protocol, timeoutMs} = shape;
	if (protocol === 'udp') return {exact: await look.probe({...shape, timeoutMs: Math.min(timeoutMs, udpWaitMs)})};
	if (protocol === 'tcp') return {exact: await look.probe(shape)};

	const patienceMs = timeoutMs + Math.min(Math.max(timeoutMs, 3000), 10_000);
	const giveUp = new AbortController();
	const probing = look.probe({...shape, timeoutMs: patienceMs}, giveUp.signal);
	if (await isDoneWithin(look, probing, Math.min(slowMs, timeoutMs))) return {exact: await probing};

	const early = sendVariants(look, {...shape, timeoutMs: Math.max(timeoutMs - slowMs, 500)}, {only: 'slow'});
	if (await isDoneWithin(look, probing, Math.max(timeoutMs - slowMs, 0) + 50)) return {exact: await probing, early};
	const [read, isPossible] = await Promise.all([
		lookAtUnread(look, shape),
		mayStillAnswer(look, patienceMs - timeoutMs),
	]);
	// Where nothing can be seen, only waiting tells.
	if (read === 'no' || read === 'no-connection' || isPossible === 'no') giveUp.abort();
	const exact = await probing;
	if (read === 'no-connection' || read === 'unseen') return {exact, early};
	return {exact: connected(exact), early, isRequestRead: read === 'yes'};
};

/** A probe that was given up can't say any more that its connection stood, and wget doesn't; the service's end of it was seen. */
const connected = (probe: ProbeObservation): ProbeObservation =>
	probe.reply.connectMs === undefined && /^(?:cancelled|answer-timeout)$/.test(probe.reply.outcome)
		? {...probe, reply: {...probe.reply, connectMs: 0}}
		: probe;

const isDoneWithin = async (look: Look, work: Promise<unknown>, milliseconds: number): Promise<boolean> =>
	Promise.race([work.then(() => true), look.wait(milliseconds).then(() => false)]);
