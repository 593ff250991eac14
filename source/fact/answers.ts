import type {Fact, Look} from '../engine/fact.ts';
import type {ProbeObservation, ProbeShape} from '../engine/probe.ts';
import {effectiveTimeoutMs, isLayer7, type Target} from '../engine/target.ts';
import {checkShape, isAccepted, type Seat} from './check-shape.ts';
import type {LoggedProbes} from './log-complaints.ts';
import {passages} from './passages.ts';
import {serviceLog} from './service-log.ts';
import {ss} from './ss.ts';
import {sendVariants, type Variant} from './variants.ts';

/**
 * How the service answers the check's own request:
 * - `good`: always accepted, in time
 * - `late`: answered, but after the timeout
 * - `silent`: no connection, or no answer, however long one waits
 * - `refused`: nobody takes the connection
 * - `error`: a 5xx
 * - `mixed`: some probes pass and some fail
 * - `other`: anything else that isn't accepted
 */
export type Health = 'good' | 'late' | 'silent' | 'refused' | 'error' | 'mixed' | 'other';

export type Answers = {
	/** Where the probes were sent: the backend's address, or where a NAT rule sends the balancer's probes on to. */
	readonly seat: Seat;
	/** Whether a NAT rule leads there. */
	readonly isForwarded: boolean;
	readonly health: Health;
	/** The check's exact request, first try. When it was given up early its outcome is `cancelled`. */
	readonly exact: ProbeObservation;
	/** The same again. */
	readonly repeats: readonly ProbeObservation[];
	/** The load balancer's patience, in milliseconds. */
	readonly timeoutMs: number;
	/** Whether the service had read the request when the timeout was over; undefined when nobody had to wait or it can't be told. */
	readonly isRequestRead?: boolean;
	/** Answers that fail only because they were asked for faster than the check asks. */
	readonly isPaced?: true;
	/** A rule that isn't meant for the load balancer stops the host's own probes; these came from 127.0.0.1 instead. */
	readonly isFromLoopback?: true;
	/**
	 * No probe of the host itself comes through, but the service's log shows that the load balancer's own are accepted.
	 */
	readonly witness?: LoggedProbes;
	readonly status?: number;
	readonly slowestMs: number;
	/** The same request with something changed; only when the exact one isn't accepted. */
	readonly variants: readonly Variant[];
};

/** Asks the service in the check's own shape: several times when it answers well, in other shapes when it doesn't. */
export const answers: Fact<Answers> = {
	id: 'answers',
	what: "the service's answers",
	lookUp: async look => {
		const {target} = look;
		const own = {address: target.backend, port: target.healthCheck.port};
		const [direct, way] = await Promise.all([ask(look, own), look.know(passages)]);
		const delivery = way.known
			? way.value.find(passage => passage.probe.is !== 'stop' && passage.delivery?.by !== undefined)?.delivery
			: undefined;
		const isForwarded = delivery !== undefined && (delivery.address !== own.address || delivery.port !== own.port);
		const seat = isForwarded ? {address: delivery.address, port: delivery.port} : own;
		const asked = isForwarded ? await ask(look, seat) : direct;
		const value = {seat, isForwarded, ...asked};
		return {known: true, value, from: observationsOf(value)};
	},
};

const observationsOf = ({exact, repeats, variants}: Pick<Answers, 'exact' | 'repeats' | 'variants'>) => [
	exact,
	// One of the repeats is enough to read, unless they differ.
	...repeats.filter(({reply}) => reply.outcome !== exact.reply.outcome || reply.status !== exact.reply.status),
	...variants.map(({observation}) => observation),
];

type Asked = Omit<Answers, 'seat' | 'isForwarded'>;

const ask = async (look: Look, seat: Seat): Promise<Asked> => {
	const {target} = look;
	const timeoutMs = effectiveTimeoutMs(target);
	const own = await askPatiently(look, checkShape(target, seat, timeoutMs));
	if (isConnected(own.exact) || target.healthCheck.protocol === 'udp') return askMore(look, own);
	// A rule for another source (the network of the host itself, say) can stop this probe and let the balancer's in.
	const loopback = {...checkShape(target, seat, timeoutMs), from: '127.0.0.1'};
	const connecting = await look.probe({...tcpShape(loopback), timeoutMs: loopbackMs});
	if (isConnected(connecting)) {
		const fromLoopback = await askMore(look, await askPatiently(look, loopback));
		return {...fromLoopback, isFromLoopback: true};
	}

	const asked = await askMore(look, own);
	const witness = await witnessOf(look);
	return witness === undefined ? asked : {...asked, health: 'good', witness};
};

const isConnected = ({reply}: ProbeObservation): boolean => reply.connectMs !== undefined;

const tcpShape = ({address, port, from, timeoutMs}: ProbeShape): ProbeShape => ({
	protocol: 'tcp',
	address,
	port,
	timeoutMs,
	...(from === undefined ? {} : {from}),
});

/** Loopback answers at once, or its packets are dropped too. */
const loopbackMs = 300;

/** The load balancer's own probes as the service's log has them, when the latest ones are accepted. */
const witnessOf = async (look: Look): Promise<LoggedProbes | undefined> => {
	const log = await look.know(serviceLog);
	if (!log.known) return undefined;
	const recentS = Math.max(10, 3 * look.target.healthCheck.intervalS);
	const recent = log.value.probes.filter(({ageS}) => ageS !== undefined && ageS <= recentS);
	const isGood = ({status}: LoggedProbes): boolean =>
		isAccepted(look.target, {outcome: 'answered', status, totalMs: 0});
	return recent.length > 0 && recent.every(isGood) ? recent[0] : undefined;
};

const askMore = async (look: Look, {exact, isRequestRead, early}: Patient): Promise<Asked> => {
	const {target} = look;
	const timeoutMs = effectiveTimeoutMs(target);
	const health = healthOf(exact, target, timeoutMs);
	const base = {exact, timeoutMs, ...(isRequestRead === undefined ? {} : {isRequestRead})};
	const repeats = health === 'late' || health === 'silent' ? [] : await repeat(look, exact, health);
	const all = [exact, ...repeats];
	const slowestMs = Math.max(...all.map(({reply}) => reply.totalMs));
	const isGood = (observation: ProbeObservation): boolean => healthOf(observation, target, timeoutMs) === 'good';
	const good = all.filter(isGood).length;
	if (good === all.length) return {...base, health: 'good', repeats, slowestMs, variants: [], ...statusOf(exact)};
	if (good > 0) {
		const paced = isGood(exact) ? await askAtThePace(look, exact.shape, all) : undefined;
		if (paced?.every(isGood))
			return {...base, health: 'good', isPaced: true, repeats: paced, slowestMs, variants: [], ...statusOf(exact)};
		const bad = all.find(observation => !isGood(observation)) ?? exact;
		return {
			...base,
			health: 'mixed',
			repeats: [...repeats, ...(paced ?? [])],
			slowestMs,
			variants: [],
			...statusOf(bad),
		};
	}

	// What was tried while waiting tells why nothing came; an answer that isn't accepted asks for all that can differ.
	const isWaiting = health === 'silent' || health === 'late';
	const variants = await (isWaiting ? (early ?? []) : variantsFor(look, exact, health));
	return {...base, health, repeats, slowestMs, variants, ...statusOf(exact)};
};

const statusOf = ({reply}: ProbeObservation): {readonly status?: number} =>
	reply.status === undefined ? {} : {status: reply.status};

const healthOf = (observation: ProbeObservation, target: Target, timeoutMs: number): Health => {
	const {reply} = observation;
	switch (reply.outcome) {
		case 'answered':
			if (reply.totalMs > timeoutMs) return 'late';
			if (isAccepted(target, reply)) return 'good';
			return (reply.status ?? 0) >= 500 ? 'error' : 'other';
		case 'silent':
			return 'good';
		case 'refused':
			return 'refused';
		case 'connect-timeout':
		case 'answer-timeout':
		case 'cancelled':
			return 'silent';
		default:
			return 'other';
	}
};

/** How long a local UDP probe waits: a refusal comes at once on the host itself, and silence is no failure. */
const udpWaitMs = 1000;

/** After this long without an answer the other shapes are tried beside it, in milliseconds. */
const slowMs = 600;

type Patient = {
	readonly exact: ProbeObservation;
	readonly isRequestRead?: boolean;
	/** Other shapes that were tried while waiting. */
	readonly early?: Promise<readonly Variant[]>;
};

/**
 * Sends the exact check. When the timeout is over, waits on only where the service has read the request: then an answer
 * may still come, and "too slow" is told from "hung".
 */
const askPatiently = async (look: Look, shape: ProbeShape): Promise<Patient> => {
	const {protocol, timeoutMs} = shape;
	if (protocol === 'udp') return {exact: await look.probe({...shape, timeoutMs: Math.min(timeoutMs, udpWaitMs)})};
	if (protocol === 'tcp') return {exact: await look.probe(shape)};

	const patienceMs = timeoutMs + Math.min(Math.max(timeoutMs, 3000), 10_000);
	const giveUp = new AbortController();
	const probing = look.probe({...shape, timeoutMs: patienceMs}, giveUp.signal);
	if (await isDoneWithin(look, probing, Math.min(slowMs, timeoutMs))) return {exact: await probing};

	const early = sendVariants(look, {...shape, timeoutMs: Math.max(timeoutMs - slowMs, 500)}, {only: 'slow'});
	if (await isDoneWithin(look, probing, Math.max(timeoutMs - slowMs, 0) + 50)) return {exact: await probing, early};
	const isRequestRead = await hasReadRequest(look, shape);
	if (isRequestRead !== true) giveUp.abort();
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
		return local?.endsWith(`:${port}`) && peer?.startsWith(`${from}:`) ? [Number(received)] : [];
	});
	return ours.length === 0 ? undefined : ours.every(bytes => bytes === 0);
};

const mostRepeats = 7;
const leastRepeats = 4;
/** How long repeats may take together, in milliseconds: when there are few of them yet, and when there are enough. */
const repeatForMs = {few: 1500, enough: 250} as const;

/** The same request again, for as long as that costs nothing: a service that fails now and then shows itself. */
const repeat = async (look: Look, {shape}: ProbeObservation, health: Health): Promise<readonly ProbeObservation[]> => {
	if (health === 'refused' || shape.protocol === 'udp') return [];
	const most = health === 'good' ? mostRepeats : 3;
	const repeats: ProbeObservation[] = [];
	// The first answer's own time isn't counted: it holds the start of this program too.
	let spentMs = 0;
	while (repeats.length < most && spentMs < repeatForMs[repeats.length < leastRepeats ? 'few' : 'enough']) {
		const observation = await look.probe({...shape, timeoutMs: effectiveTimeoutMs(look.target)});
		if (observation.reply.outcome === 'cancelled') break;
		repeats.push(observation);
		spentMs += observation.reply.totalMs;
	}

	return repeats;
};

/** A service that limits rates refuses probes that come faster than the check: asks again at the check's own pace. */
const askAtThePace = async (
	look: Look,
	shape: ProbeShape,
	all: readonly ProbeObservation[],
): Promise<readonly ProbeObservation[] | undefined> => {
	const looksLimited = all.every(
		({reply}) => reply.status === all[0]?.reply.status || reply.status === 429 || reply.status === 503,
	);
	if (!looksLimited) return undefined;
	const observations: ProbeObservation[] = [];
	for (let count = 0; count < 3; count++) {
		await look.wait(Math.min(look.target.healthCheck.intervalS * 1000, 2000));
		observations.push(await look.probe(shape));
	}

	return observations;
};

/** How long another shape may take to be answered, in milliseconds: a late answer to it still shows what helps. */
const variantMs = 3000;

const variantsFor = async (look: Look, {shape}: ProbeObservation, health: Health): Promise<readonly Variant[]> => {
	if (!isLayer7(look.target) || health === 'refused' || health === 'silent') return [];
	return sendVariants(look, {...shape, timeoutMs: variantMs}, {only: 'all'});
};
