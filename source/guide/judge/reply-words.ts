import {evidence, type WordedEvidence} from '../../engine/finding.ts';
import type {ProbeObservation, ProbeReply} from '../../engine/probe.ts';
import {proberWords} from '../../engine/prober-words.ts';
import type {Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';

/** A reply in a few words. */
export const replyWords = ({outcome, status, totalMs, headers, detail}: ProbeReply): Words => {
	const time = (totalMs / 1000).toFixed(totalMs < 995 ? 3 : 1);
	const location = headers?.location;
	switch (outcome) {
		case 'answered':
			return status === undefined
				? {en: `connected in ${time} s`, zh: `已连接，用时 ${time} 秒`}
				: {
						en: `${status}${location ? ` to ${location}` : ''} in ${time} s`,
						zh: `${status}${location ? `，重定向到 ${location}` : ''}，用时 ${time} 秒`,
					};
		case 'silent':
			return {en: 'no answer and no ICMP port unreachable', zh: '没有应答，也没有 ICMP 端口不可达'};
		case 'refused':
			return {en: 'refused', zh: '被拒绝'};
		case 'unreachable':
			return {en: `unreachable (${detail ?? 'ICMP'})`, zh: `不可达（${detail ?? 'ICMP'}）`};
		case 'connect-timeout':
			return {en: `no connection within ${time} s`, zh: `${time} 秒内未建立连接`};
		case 'answer-timeout':
		case 'cancelled':
			return {en: `no answer within ${time} s`, zh: `${time} 秒内没有应答`};
		case 'closed':
			return {en: 'the connection was closed before an answer came', zh: '没有应答，连接就被关闭'};
		case 'not-http':
			return {en: 'something that is not HTTP', zh: '应答不是 HTTP'};
		case 'tls-failed': {
			const why = detail === undefined ? {en: 'no reason given', zh: '未说明原因'} : proberWords(detail);
			return {en: `the TLS handshake failed (${why.en})`, zh: `TLS 握手失败（${why.zh}）`};
		}
	}
};

/** A probe as evidence: what it was answered, in words. */
export const said = (observation: ProbeObservation): WordedEvidence => {
	const [first = ''] = observation.reply.excerpt?.split('\n') ?? [];
	const words = replyWords(observation.reply);
	return evidence<Words>(
		observation,
		observation.reply.excerpt ? {en: `${words.en}: ${first}`, zh: `${words.zh}：${first}`} : words,
	);
};

/** By how much a counter grew between two looks. */
export const grown = (by: number): Words => ({en: `+${by} within a moment`, zh: `片刻之间 +${by}`});

/** Seconds with one decimal. */
export const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

/** The request that the check sends, in a few words: `HEAD / HTTP/1.0 without Host`. */
export const requestWords = ({exact}: Answers): Words => {
	const {protocol, method, path, version, host} = exact.shape;
	if (protocol === 'tcp') return {en: 'a TCP connection', zh: 'TCP 连接'};
	if (protocol === 'udp') return {en: 'a UDP datagram', zh: 'UDP 数据报'};
	const line = `${method} ${path} HTTP/${version}`;
	const isTls = protocol === 'https';
	return {
		en: `${line} ${host === undefined ? 'without Host' : `with Host: ${host}`}${isTls ? ' over TLS' : ''}`,
		zh: `${isTls ? '经 TLS 发送 ' : ''}${line}（${host === undefined ? '不带 Host' : `Host: ${host}`}）`,
	};
};
