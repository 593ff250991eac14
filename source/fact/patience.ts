import type {Look} from '../engine/fact.ts';
import type {ProbeObservation, ProbeShape} from '../engine/probe.ts';
import {readEndpoint} from './connections.ts';
import {ss} from './ss.ts';
import {mayStillAnswer} from './still-answering.ts';
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
	const [isRequestRead, isPossible] = await Promise.all([
		hasReadRequest(look, shape),
		mayStillAnswer(look, patienceMs - timeoutMs),
	]);
	if (isRequestRead !== true || isPossible === 'no') giveUp.abort();
	return {exact: await probing, early, ...(isRequestRead === undefined ? {} : {isRequestRead})};
};

const isDoneWithin = async (look: Look, work: Promise<unknown>, milliseconds: number): Promise<boolean> =>
	Promise.race([work.then(() => true), look.wait(milliseconds).then(() => false)]);

/** Whether nothing of our own requests waits unread at the service's end; undefined when there is none to look at. */
const hasReadRequest = async (
	look: Look,
	{address, port, from = address}: ProbeShape,
): Promise<boolean | undefined> => {
	const {stdout} = await look.runAgain(
		ss(['tcp_diag'], '-H', '-t', '-n', 'state', 'established', 'src', address, 'sport', '=', `:${port}`),
	);
	const ours = stdout.split('\n').flatMap(line => {
		const [received, , local, peer] = line.trim().split(/\s+/);
		// Probes of this host to itself come from the address that they go to, unless it is said otherwise.
		return readEndpoint(local)?.port === port && readEndpoint(peer)?.address === from ? [Number(received)] : [];
	});
	return ours.length === 0 ? undefined : ours.every(bytes => bytes === 0);
};
