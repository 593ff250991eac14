import type {Fact, Look} from '../engine/fact.ts';
import type {ProbeObservation, ProbeShape} from '../engine/probe.ts';
import {effectiveTimeoutMs} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';
import {type Asked, askMore} from './asked.ts';
import {checkShape, isAccepted, type Seat} from './check-shape.ts';
import {healthOf, wasNotSent} from './health.ts';
import {whyNothing} from './ladder.ts';
import {listAgain} from './list-again.ts';
import {listeners} from './listeners.ts';
import type {LoggedProbes} from './log-complaints.ts';
import {passages} from './passages.ts';
import {askPatiently} from './patience.ts';
import {serviceLog} from './service-log.ts';
import {checkedListeners} from './service-process.ts';

/** What the service answers to the check. */
export type Answers = Asked & {
	/** Where the probes were sent: the backend's address, or where a NAT rule sends the balancer's probes on to. */
	readonly seat: Seat;
	/** Whether a NAT rule leads there. */
	readonly isForwarded: boolean;
};

/** Asks the service in the check's own shape: several times when it answers well, in other shapes when it doesn't. */
export const answers: Fact<Answers> = {
	id: 'answers',
	what: {en: "the service's answers", zh: '服务的应答'},
	lookUp: async look => {
		const {target} = look;
		const own = {address: target.backend, port: target.healthCheck.port};
		const [direct, way] = await Promise.all([ask(look, own), look.know(passages)]);
		const passage = way.known
			? way.value.find(({probe, delivery: to}) => probe.is !== 'stop' && to?.by !== undefined)
			: undefined;
		if (wasNotSent(direct.exact))
			return {
				known: false,
				why: notSent(whyNothing(direct.exact)),
				from: [direct.exact],
				wouldTell: direct.exact.command,
			};
		const delivery = passage?.delivery;
		const isForwarded = delivery !== undefined && (delivery.address !== own.address || delivery.port !== own.port);
		const seat = isForwarded ? {address: delivery.address, port: delivery.port} : own;
		const asked = isForwarded ? await ask(look, seat) : direct;
		const value = {seat, isForwarded, ...(await askOthers(look, asked, passage?.others ?? []))};
		return {known: true, value, from: observationsOf(value)};
	},
};

const notSent = ({en, zh}: Words): Words => ({
	en: `the check can't be sent from the host (${en})`,
	zh: `无法从主机发送检查（${zh}）`,
});

const mostOthers = 4;

/** Where chance decides between several places, one that fails makes the check fail now and then. */
const askOthers = async (look: Look, asked: Asked, others: readonly Seat[]): Promise<Asked> => {
	const timeoutMs = effectiveTimeoutMs(look.target);
	const replies = await Promise.all(
		others.slice(0, mostOthers).map(async seat => look.probe(checkShape(look.target, seat, timeoutMs))),
	);
	const sent = replies.filter(({reply}) => reply.outcome !== 'cancelled');
	const good = sent.filter(reply => healthOf(reply, look.target, timeoutMs) === 'good').length;
	const isMixed = asked.health === 'good' ? good < sent.length : good > 0;
	return isMixed ? {...asked, health: 'mixed', repeats: [...asked.repeats, ...replies]} : asked;
};

const observationsOf = ({exact, repeats, variants}: Pick<Answers, 'exact' | 'repeats' | 'variants'>) => [
	exact,
	// One of the repeats is enough to read, unless they differ.
	...repeats.filter(({reply}) => reply.outcome !== exact.reply.outcome || reply.status !== exact.reply.status),
	...variants.map(({observation}) => observation),
];

const ask = async (look: Look, seat: Seat): Promise<Asked> => {
	const {target} = look;
	const timeoutMs = effectiveTimeoutMs(target);
	const own = await askPatiently(look, checkShape(target, seat, timeoutMs));
	if (isConnected(own.exact) || target.healthCheck.protocol === 'udp') return askMore(look, own);
	// A rule for another source (the network of the host itself, say) can stop this probe and let the balancer's in.
	const loopback = {...checkShape(target, seat, timeoutMs), from: '127.0.0.1'};
	const [connecting, asked, witness] = await Promise.all([
		look.probe({...tcpShape(loopback), timeoutMs: loopbackMs}),
		askMore(look, own),
		witnessOf(look),
	]);
	if (isConnected(connecting)) {
		const fromLoopback = await askMore(look, await askPatiently(look, loopback));
		return {...fromLoopback, isFromLoopback: true};
	}

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
	const [log, sockets] = await Promise.all([look.know(serviceLog), look.know(listeners)]);
	if (!log.known || !sockets.known) return undefined;
	// A queue that has filled since stops the balancer's probes as it stops ours, whatever the log says of before.
	const now = checkedListeners((await listAgain(look, sockets)) ?? [], look.target);
	if (now.length === 0 || now.some(({acceptQueue = 0, backlog = 0}) => acceptQueue > backlog)) return undefined;
	const recentS = Math.max(10, 3 * look.target.healthCheck.intervalS);
	const recent = log.value.probes.filter(({ageS}) => ageS !== undefined && ageS <= recentS);
	const isGood = ({status}: LoggedProbes): boolean =>
		isAccepted(look.target, {outcome: 'answered', status, totalMs: 0});
	return recent.length > 0 && recent.every(isGood) ? recent[0] : undefined;
};
