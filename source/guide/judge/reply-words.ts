import {type Evidence, evidence} from '../../engine/finding.ts';
import type {ProbeObservation, ProbeReply} from '../../engine/probe.ts';
import type {Answers} from '../../fact/answers.ts';

/** A reply in a few words. */
export const replyWords = ({outcome, status, totalMs, headers, detail}: ProbeReply): string => {
	const seconds = `${(totalMs / 1000).toFixed(totalMs < 995 ? 3 : 1)} s`;
	const location = headers?.location;
	switch (outcome) {
		case 'answered':
			return status === undefined
				? `connected in ${seconds}`
				: `${status}${location ? ` to ${location}` : ''} in ${seconds}`;
		case 'silent':
			return 'no answer and no ICMP port unreachable';
		case 'refused':
			return 'refused';
		case 'unreachable':
			return `unreachable (${detail ?? 'ICMP'})`;
		case 'connect-timeout':
			return `no connection within ${seconds}`;
		case 'answer-timeout':
		case 'cancelled':
			return `no answer within ${seconds}`;
		case 'closed':
			return 'the connection was closed before an answer came';
		case 'not-http':
			return 'something that is not HTTP';
		case 'tls-failed':
			return `the TLS handshake failed (${detail ?? 'no reason given'})`;
	}
};

/** A probe as evidence: what it was answered, in words. */
export const said = (observation: ProbeObservation): Evidence => {
	const {excerpt} = observation.reply;
	return evidence(
		observation,
		[replyWords(observation.reply), ...(excerpt ? [excerpt.split('\n')[0] ?? ''] : [])].join(': '),
	);
};

/** Seconds with one decimal. */
export const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

/** The request that the check sends, in a few words: `HEAD / HTTP/1.0 without Host`. */
export const requestWords = ({exact}: Answers): string => {
	const {protocol, method, path, version, host} = exact.shape;
	if (protocol === 'tcp') return 'a TCP connection';
	if (protocol === 'udp') return 'a UDP datagram';
	return `${method} ${path} HTTP/${version} ${host === undefined ? 'without Host' : `with Host: ${host}`}${protocol === 'https' ? ' over TLS' : ''}`;
};
