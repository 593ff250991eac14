import type {Exhibit, TimedProbe} from '../../engine/exhibit.ts';
import type {Known} from '../../engine/known.ts';
import type {ProbeObservation, ProbeOutcome} from '../../engine/probe.ts';
import {isLayer7, type Target} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import {healthOf} from '../../fact/health.ts';

/** How long the service took to answer the check's own request, each time that it was sent from the host. */
export const latencyExhibits = (known: Known<Answers>, target: Target): readonly Exhibit<Words>[] => {
	if (!known.known) return [];
	const {exact, repeats, timeoutMs, isForwarded, isFromLoopback, seat} = known.value;
	const sent = [exact, ...repeats].filter(({reply}) => reply.outcome !== 'cancelled');
	if (sent.length === 0) return [];
	const isLocal = isFromLoopback === true;
	const to = isForwarded
		? {en: `, straight to ${seat.address} port ${seat.port}`, zh: `，直接发往 ${seat.address} 端口 ${seat.port}`}
		: verbatim('');
	const isHttp = isLayer7(target);
	return [
		{
			is: 'latency',
			title: {
				en: `How long ${isHttp ? 'the answers' : 'the connections'} took (${isLocal ? 'sent from 127.0.0.1' : 'sent from the host itself'}${to.en})`,
				zh: `${isHttp ? '应答' : '建立连接'}用时（${isLocal ? '从 127.0.0.1 发送' : '从主机自身发送'}${to.zh}）`,
			},
			limitMs: timeoutMs,
			probes: sent.map((observation, index) => timed(observation, index, {target, timeoutMs})),
		},
	];
};

const timed = (
	observation: ProbeObservation,
	index: number,
	{target, timeoutMs}: {readonly target: Target; readonly timeoutMs: number},
): TimedProbe<Words> => ({
	name: {en: `Probe ${index + 1}`, zh: `探测 ${index + 1}`},
	ms: observation.reply.totalMs,
	is: healthOf(observation, target, timeoutMs) === 'good' ? 'accepted' : 'not-accepted',
	note:
		observation.reply.status === undefined
			? outcomes[observation.reply.outcome]
			: verbatim(`${observation.reply.status}`),
});

const outcomes: Readonly<Record<ProbeOutcome, Words>> = {
	answered: {en: 'answered', zh: '有应答'},
	silent: {en: 'nothing came back', zh: '没有返回'},
	refused: {en: 'refused', zh: '被拒绝'},
	unreachable: {en: 'unreachable', zh: '不可达'},
	'connect-timeout': {en: 'no connection in time', zh: '未及时建立连接'},
	'answer-timeout': {en: 'no answer in time', zh: '未及时应答'},
	closed: {en: 'closed before an answer', zh: '应答前被关闭'},
	'not-http': {en: 'not HTTP', zh: '不是 HTTP'},
	'tls-failed': {en: 'the TLS handshake failed', zh: 'TLS 握手失败'},
	cancelled: {en: 'not sent', zh: '未发送'},
};
