import type {Observation} from '../../engine/command.ts';
import {equivalentCommand} from '../../engine/equivalent.ts';
import {headLimit} from '../../engine/head-limit.ts';
import type {ProbeReply, ProbeShape} from '../../engine/probe.ts';
import {certificateWish, noMagic, tlsSilent} from '../../engine/prober-words.ts';
import {Reception} from '../answer.ts';
import {beforeConnection, errorWord, type Prober, startMs, unfinished} from './prober.ts';

/** What curl tells at its end (curl(1), -w), in seconds; of one version or another all of them are known. */
const told = '\\n%{http_code} %{time_connect} %{time_appconnect} %{time_starttransfer} %{time_total}';

type Told = {
	readonly head: string;
	readonly status: number;
	readonly connectMs: number;
	readonly secureMs: number;
	readonly firstByteMs: number;
	readonly totalMs: number;
};

/** curl speaks the check in every detail, and measures. */
export const curl: Prober = {
	needs: 'curl',
	fits: ({protocol}) => (protocol === 'http' || protocol === 'https' ? 'exact' : undefined),
	command: shape => {
		const {file, args} = equivalentCommand(shape);
		// Since version 7.80 it says why no connection came about only when it tells all.
		return {file, args: ['-v', '-w', told, ...args], timeoutMs: shape.timeoutMs + startMs};
	},
	read: (shape, observation) => {
		const end = readTold(observation.stdout);
		if (observation.failure !== undefined || end === undefined || observation.exitCode === undefined)
			return unfinished(observation, (end?.connectMs ?? 0) > 0);
		return replyOf(shape, end, observation);
	},
};

/** Reads what `-w` made curl print behind the head. */
function readTold(stdout: string): Told | undefined {
	const [, head = '', status, ...times] =
		/^([\s\S]*)\n(\d{3}) ([\d.,]+) ([\d.,]+) ([\d.,]+) ([\d.,]+)\s*$/.exec(stdout) ?? [];
	if (status === undefined) return undefined;
	const [connectMs = 0, secureMs = 0, firstByteMs = 0, totalMs = 0] = times.map(
		time => Math.round(Number.parseFloat(time.replace(',', '.')) * 10_000) / 10,
	);
	return {head, status: Number(status), connectMs, secureMs, firstByteMs, totalMs};
}

/** curl(1), EXIT CODES. */
function replyOf(shape: ProbeShape, end: Told, {exitCode, stderr: all}: Observation): ProbeReply {
	const stderr = ownWords(all);
	const {connectMs, firstByteMs, totalMs, secureMs} = end;
	// Of a handshake that never ends curl says no time at all, not even that of the connection.
	const stood = connectMs > 0 || /^Connected to /m.test(stderr);
	const connected = stood ? {connectMs} : {};
	const times = {...connected, totalMs};
	const wish = /TLS handshake, Request CERT/.test(stderr) ? {detail: certificateWish.en} : {};
	// Once the head is there, what becomes of the body doesn't matter.
	const answer = end.status > 0 ? answerIn(end, exitCode !== 28) : undefined;
	if (answer !== undefined) return {...answer, ...connected, ...wish, totalMs: firstByteMs > 0 ? firstByteMs : totalMs};
	const word = errorWord(stderr);
	const detail = word ?? (/^curl: \(\d+\) (.*)$/m.exec(stderr)?.[1] ?? '').trim();
	switch (exitCode) {
		case 0:
			return {outcome: 'not-http', detail: noMagic.en, ...times};
		case 7:
		case 45:
			// Old versions say only that they couldn't connect.
			return /couldn't connect to host/.test(stderr)
				? {outcome: 'refused', detail: 'ECONNREFUSED', totalMs}
				: beforeConnection(stderr, totalMs);
		case 28:
			if (!stood) return {outcome: 'connect-timeout', totalMs};
			return {
				outcome: 'answer-timeout',
				...(shape.protocol === 'https' && secureMs === 0 ? {detail: tlsSilent.en} : {}),
				...times,
			};
		case 1:
		case 8:
			return {outcome: 'not-http', detail, ...times};
		case 35:
		case 51:
		case 53:
		case 54:
		case 58:
		case 59:
		case 60:
		case 66:
		case 77:
		case 83:
			return {outcome: 'tls-failed', detail, ...times};
		case 52:
			return {outcome: 'closed', ...times};
		default:
			return stood ? {outcome: 'closed', detail, ...times} : beforeConnection(stderr, totalMs);
	}
}

/** What curl itself says: what was sent (>) and what came (<, and a body) is left out. */
const ownWords = (stderr: string): string =>
	stderr
		.split('\n')
		.flatMap(line => /(?:^|\d)\* +(\S.*)$/.exec(line)?.[1] ?? (line.startsWith('curl:') ? line : []))
		.join('\n');

/** What the head says, when it is whole; `ended`: no more of it was waited for. */
function answerIn({head, status}: Told, ended: boolean): Omit<ProbeReply, 'totalMs'> | undefined {
	const reception = new Reception();
	reception.take(Buffer.from(head));
	// curl takes a longer head than a load balancer does.
	const {received: _, ...answer} = reception.answer(ended && head.length < headLimit) ?? {};
	if (!('outcome' in answer)) return undefined;
	if (answer.outcome === 'not-http' && head.length >= headLimit) return answer;
	return {...answer, outcome: 'answered', status};
}
