import type {Observation} from '../../engine/command.ts';
import type {ProbeReply, ProbeShape} from '../../engine/probe.ts';
import {requestText} from '../request.ts';
import {readFramed, replyOf, scriptWords} from './framed.ts';
import {beforeConnection, errorWord, type Prober, startMs, unfinished, wholeSeconds} from './prober.ts';

/**
 * bash opens connections by itself (bash(1), REDIRECTION, /dev/tcp). Its `read` ends when the time is over; SECONDS counts
 * whole ones, so the first of them may be short.
 */
const overTcp = `${scriptWords}
at() { local up= idle; { builtin read -r up idle </proc/uptime; } 2>/dev/null; printf '\\n%s %s\\n' "$1" "$up"; }
read() { local left=$((limit + 1 - SECONDS)); [ "$left" -gt 0 ] && builtin read -t "$left" "$@"; }
limit=$3 SECONDS=0
at begun
exec 3<>"/dev/tcp/$1/$2" || exit 7
at connected
shift 3
[ $# = 0 ] && exit 0
printf '%s\\r\\n' "$@" >&3
head <&3
`;

/** A closed UDP port shows itself when a second datagram is sent: the first one's ICMP error is met there. */
const overUdp = `
exec 3<>"/dev/udp/$1/$2" || exit 7
printf 'X' >&3
IFS= read -r -n 1 -t "$3" line <&3 && { printf 'answered\\n'; exit 0; }
printf 'X' >&3 || exit 7
exit 28
`;

/** bash speaks TCP and UDP, and sends whatever request it is given. */
export const bash: Prober = {
	needs: 'bash',
	fits: ({protocol, from, proxyHeader}) =>
		protocol === 'https' || from !== undefined || proxyHeader === true ? undefined : 'exact',
	command: shape => {
		const {protocol, address, port} = shape;
		const lines = protocol === 'http' ? requestText(shape).replace(/\r\n$/, '').split('\r\n') : [];
		return {
			file: 'bash',
			args: [
				'--norc',
				'-c',
				protocol === 'udp' ? overUdp : overTcp,
				'bash',
				address,
				`${port}`,
				wholeSeconds(shape),
				...lines,
			],
			timeoutMs: shape.timeoutMs + startMs,
		};
	},
	read: (shape, observation) => (shape.protocol === 'udp' ? readUdp(observation) : readTcp(shape, observation)),
};

function readTcp({protocol, timeoutMs}: ProbeShape, observation: Observation): ProbeReply {
	const {stdout, stderr, exitCode, failure, durationMs} = observation;
	const hasConnected = /^\nbegun [\d.]*\n\nconnected /.test(stdout);
	if (failure !== undefined || exitCode === undefined) return unfinished(observation, hasConnected);
	if (!hasConnected) return beforeConnection(stderr, durationMs);
	if (protocol === 'tcp') return {outcome: 'answered', connectMs: 0, totalMs: durationMs};
	const framed = readFramed(observation);
	return framed === undefined ? unfinished(observation, true) : replyOf(framed, timeoutMs, errorWord(stderr));
}

function readUdp(observation: Observation): ProbeReply {
	const {stdout, stderr, failure, exitCode, durationMs} = observation;
	if (failure !== undefined && failure !== 'timeout') return unfinished(observation, false);
	if (stdout.startsWith('answered')) return {outcome: 'answered', totalMs: durationMs};
	if (exitCode === 7) return beforeConnection(stderr, durationMs);
	// A read that fails before its time is over has met the ICMP error.
	return /refused/i.test(stderr)
		? {outcome: 'refused', detail: 'ECONNREFUSED', totalMs: durationMs}
		: {outcome: 'silent', totalMs: durationMs};
}
