import type {Observation} from '../../engine/command.ts';
import type {ProbeReply, ProbeShape} from '../../engine/probe.ts';
import {requestText} from '../request.ts';
import {beforeConnection, type Prober, startMs, unfinished, wholeSeconds} from './prober.ts';
import {readRaw} from './raw.ts';

/**
 * bash opens connections by itself (bash(1), REDIRECTION, /dev/tcp). It tells when the connection stands, sends the
 * request line by line as it is given, and prints the head of the answer as it comes.
 */
const overTcp = `
exec 3<>"/dev/tcp/$1/$2" || exit 7
printf 'connected\\n'
shift 2
[ $# = 1 ] && exit 0
t=$1; shift
printf '%s\\r\\n' "$@" >&3
while :; do
IFS= read -r -t "$t" line <&3; s=$?
[ $s = 0 ] || break
printf '%s\\n' "$line"
case $line in ''|$'\\r') exit 0;; esac
done
[ $s -gt 128 ] && exit 28
printf '%s' "$line"
exit 52
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
			args: ['-c', protocol === 'udp' ? overUdp : overTcp, 'bash', address, `${port}`, wholeSeconds(shape), ...lines],
			timeoutMs: shape.timeoutMs + startMs,
		};
	},
	read: (shape, observation) => (shape.protocol === 'udp' ? readUdp(observation) : readTcp(shape, observation)),
};

function readTcp({protocol, timeoutMs}: ProbeShape, observation: Observation): ProbeReply {
	const {stdout, stderr, exitCode, durationMs} = observation;
	const hasConnected = stdout.startsWith('connected\n');
	if (observation.failure !== undefined || exitCode === undefined) return unfinished(observation, hasConnected);
	if (!hasConnected) return beforeConnection(stderr, durationMs);
	// How long the connection took is not told; on the host itself it is no time at all.
	const times = {connectMs: 0, totalMs: durationMs};
	if (protocol === 'tcp') return {outcome: 'answered', ...times};
	if (exitCode === 28) return {outcome: 'answer-timeout', connectMs: 0, totalMs: Math.max(durationMs, timeoutMs)};
	return {...readRaw(stdout.slice('connected\n'.length)), ...times};
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
