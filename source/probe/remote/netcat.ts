import type {ProbeShape} from '../../engine/probe.ts';
import {requestText} from '../request.ts';
import {beforeConnection, errorWord, type Prober, startMs, unfinished, wholeSeconds} from './prober.ts';
import {readRaw} from './raw.ts';

/**
 * nc of any make: OpenBSD's, the traditional one, Nmap's, busybox's. Some end when their input does, so the input is kept
 * open as long as the probe may take; the answer's head ends it before.
 */
const overTcp = `
a=$1 p=$2 t=$3; shift 3
{ printf '%s\\r\\n' "$@"; sleep "$t"; } | nc -w "$t" "$a" "$p" | { n=0; while IFS= read -r line; do
printf '%s\\n' "$line"
case $line in ''|"$(printf '\\r')") exit 0;; esac
done; printf '%s' "$line"; }
`;

/** nc sends the request as it is given; it tells little of how long things took. */
export const netcat: Prober = {
	needs: 'nc',
	fits: ({protocol, from, proxyHeader}) =>
		protocol === 'https' || protocol === 'udp' || from !== undefined || proxyHeader === true ? undefined : 'exact',
	command: shape => {
		const {address, port, protocol} = shape;
		const limit = wholeSeconds(shape);
		const timeoutMs = shape.timeoutMs + startMs;
		if (protocol === 'tcp') return {file: 'nc', args: ['-z', '-w', limit, address, `${port}`], timeoutMs};
		const lines = requestText(shape).replace(/\r\n$/, '').split('\r\n');
		return {file: 'sh', args: ['-c', overTcp, 'sh', address, `${port}`, limit, ...lines], timeoutMs};
	},
	read: ({protocol, timeoutMs}: ProbeShape, observation) => {
		const {stdout, stderr, exitCode, failure, durationMs} = observation;
		if (failure !== undefined || exitCode === undefined) return unfinished(observation, stdout !== '');
		const isInTime = durationMs < timeoutMs;
		if (protocol === 'tcp') {
			if (exitCode === 0) return {outcome: 'answered', connectMs: 0, totalMs: durationMs};
			// OpenBSD's says nothing without -v: what fails at once was refused.
			if (errorWord(stderr) === undefined)
				return isInTime ? {outcome: 'refused', totalMs: durationMs} : {outcome: 'connect-timeout', totalMs: durationMs};
			return beforeConnection(stderr, durationMs);
		}
		if (stdout !== '') return {...readRaw(stdout), connectMs: 0, totalMs: durationMs};
		if (errorWord(stderr) !== undefined) return beforeConnection(stderr, durationMs);
		return isInTime
			? {outcome: 'closed', connectMs: 0, totalMs: durationMs}
			: {outcome: 'answer-timeout', connectMs: 0, totalMs: durationMs};
	},
};
