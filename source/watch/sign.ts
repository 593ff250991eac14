import {chinese} from '../engine/chinese.ts';
import type {ProbeObservation, ProbeReply} from '../engine/probe.ts';
import {proberWords} from '../engine/prober-words.ts';
import type {Target} from '../engine/target.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {healthOf} from '../fact/health.ts';
import {replyWords} from '../guide/judge/reply-words.ts';
import type {Sight, Way} from './event.ts';
import type {Sign} from './node.ts';

/** What became of the load balancer's own probes, where that makes its check fail. */
const lostWords: Readonly<Partial<Record<Sight['is'], Words>>> = {
	rejected: {en: 'answered, and not accepted', zh: '收到应答但不被接受'},
	refused: {en: 'refused', zh: '被拒绝'},
	stopped: {en: 'stopped on their way', zh: '在途中被拦截'},
	unanswered: {en: 'not answered', zh: '没有得到应答'},
};

/**
 * What a probe of the host to itself means for the load balancer's. It doesn't meet the filters and routes that those
 * meet: it passes only where their way is open, or where the load balancer's own probes were seen to be served.
 */
export const signOf = (
	observation: ProbeObservation,
	{
		way,
		seen,
		target,
		timeoutMs,
	}: {
		readonly way: Way;
		readonly seen: readonly Sight[];
		readonly target: Target;
		readonly timeoutMs: number;
	},
): {readonly sign: Sign; readonly says: Words} => {
	const says = replyWords(observation.reply);
	if (observation.reply.outcome === 'cancelled' || observation.failure === 'unreachable')
		return {sign: 'unknown', says: notSent(observation.reply)};
	if (healthOf(observation, target, timeoutMs) !== 'good') return {sign: 'fail', says};
	if (way.is === 'stopped') {
		const why = way.why === undefined ? somethingStops : verbatim(way.why);
		return {sign: 'fail', says: {en: `${says.en}, but ${why.en}`, zh: chinese`${says.zh}，但 ${why.zh}`}};
	}

	const served = seen.some(({is}) => is === 'served');
	const lost = served ? [] : seen.flatMap(({is, command}) => lostSigns(lostWords[is], command));
	const [first] = lost;
	if (first !== undefined)
		return {
			sign: 'fail',
			says: {
				en: `${says.en}, but the load balancer's own probes are ${first.en}`,
				zh: `${says.zh}，但负载均衡自己的探测${first.zh}`,
			},
		};
	if (way.is === 'unknown' && !served) {
		const why = way.why === undefined ? wayUnknown : verbatim(way.why);
		return {
			sign: 'unknown',
			says: {en: `${says.en}, from the host itself; ${why.en}`, zh: `${says.zh}，来自主机自身；${why.zh}`},
		};
	}

	return {sign: 'pass', says};
};

const lostSigns = (lost: Words | undefined, command: string): readonly Words[] =>
	lost === undefined ? [] : [{en: `${lost.en} (${command})`, zh: `${lost.zh}（${command}）`}];

const notSent = ({detail}: ProbeReply): Words =>
	detail === undefined ? {en: 'the probe could not be sent', zh: '探测无法发送'} : proberWords(detail);

const somethingStops: Words = {en: 'something on the way stops it', zh: '途中有东西拦截了它'};

const wayUnknown: Words = {
	en: 'the way of the load balancer’s packets is not known',
	zh: '负载均衡报文的路径未知',
};
