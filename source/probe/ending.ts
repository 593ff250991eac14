import type {ProbeOutcome, ProbeReply} from '../engine/probe.ts';
import {tlsSilent} from '../engine/prober-words.ts';
import type {Limit} from './limit.ts';

/** How far an exchange had come. */
export type Phase = 'connect' | 'tls' | 'answer';

/** How an exchange ended, without its times. */
export type Ending = Omit<ProbeReply, 'connectMs' | 'totalMs'>;

/** The system's or the library's own word for an error. */
const wordFor = (error: unknown): string => {
	if (!(error instanceof Error)) {
		return String(error);
	}

	return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
};

/** A TLS library's own errors, as Node names them; EPROTO is what older versions of Node give. */
const isTlsWord = (word: string): boolean => /^(?:ERR_SSL_|ERR_TLS_|EPROTO)/.test(word);

const outcomeAt = (phase: Phase, word: string): ProbeOutcome => {
	if (phase === 'connect') {
		if (word === 'ETIMEDOUT') {
			return 'connect-timeout';
		}

		// What is left says that the packet could not be sent or was turned back: EHOSTUNREACH, ENETUNREACH, EACCES, …
		return word === 'ECONNREFUSED' ? 'refused' : 'unreachable';
	}

	if (phase === 'tls' || isTlsWord(word)) {
		return 'tls-failed';
	}

	return word === 'ETIMEDOUT' ? 'answer-timeout' : 'closed';
};

/** Names what an error in a phase means, seen from the prober's seat. */
export const endingFor = (error: unknown, phase: Phase, limit: Limit): Ending => {
	const ended = limit.ended();
	if (ended === 'cancelled') {
		return {outcome: 'cancelled'};
	}

	if (ended === 'timeout') {
		return {
			outcome: phase === 'connect' ? 'connect-timeout' : 'answer-timeout',
			...(phase === 'tls' && {detail: tlsSilent.en}),
		};
	}

	const word = wordFor(error);
	return {outcome: outcomeAt(phase, word), detail: word};
};
