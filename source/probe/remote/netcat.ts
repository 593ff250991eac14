import type {Observation} from '../../engine/command.ts';
import type {ProbeReply, ProbeShape} from '../../engine/probe.ts';
import {ncUnlike} from '../../engine/prober-words.ts';
import {requestText} from '../request.ts';
import {readFramed, replyOf} from './framed.ts';
import {piped} from './piped.ts';
import {beforeConnection, errorWord, type Prober, startMs, unfinished, unsent, wholeSeconds} from './prober.ts';

/**
 * Busybox's nc knows few options: those that make the others talk, and ask no DNS, aren't among them. Some end when their
 * input does, others not before: those have -q, which would say how long to stay then.
 */
const options = `
case $(nc -h 2>&1 </dev/null) in
*BusyBox*) options= stays=1;;
*'-q sec'*) options=-nv stays=;;
*) options=-nv stays=1;;
esac
export options stays
`;

const overHttp = piped({
	words: options,
	feed: '(shift 4; printf "%s\\r\\n" "$@"); if [ -n "$stays" ]; then exec sleep "$1"; fi',
	// A second less than the script waits: what nc itself says of a connection that doesn't come about comes first.
	program: 'exec nc $options -w "$4" "$2" "$3"',
	read: 'head',
});

/** A nc without -z starts a program when the connection stands. */
const overTcp = `${options}
case $options in
'') exec nc -w "$1" "$2" "$3" -e true;;
*) exec nc -nv -z -w "$1" "$2" "$3";;
esac
`;

/** What OpenBSD's nc, Nmap's and the traditional one say with -v when the connection stands. */
const isConnected = (stderr: string): boolean => /succeeded!|Connected to|\bopen$/m.test(stderr);

/** nc of any make: OpenBSD's, the traditional one, Nmap's, busybox's. It sends the request as it is given. */
export const netcat: Prober = {
	needs: 'nc',
	fits: ({protocol, from, proxyHeader}) => {
		if (protocol === 'https' || from !== undefined || proxyHeader === true) return undefined;
		return protocol === 'udp' ? ncUnlike.en : 'exact';
	},
	command: shape => {
		const {address, port, protocol} = shape;
		const place = [wholeSeconds(shape), address, `${port}`];
		const timeoutMs = shape.timeoutMs + startMs;
		if (protocol === 'udp') return {file: 'nc', args: ['-n', '-v', '-u', '-z', '-w', ...place], timeoutMs};
		if (protocol === 'tcp') return {file: 'sh', args: ['-c', overTcp, 'sh', ...place], timeoutMs};
		const lines = requestText(shape).replace(/\r\n$/, '').split('\r\n');
		const patienceS = `${Number(wholeSeconds(shape)) + 1}`;
		return {
			file: 'sh',
			args: ['-c', overHttp, 'sh', patienceS, address, `${port}`, wholeSeconds(shape), ...lines],
			timeoutMs: timeoutMs + 1000,
		};
	},
	read: (shape, observation) => {
		const {stderr, exitCode, failure, durationMs} = observation;
		if (/invalid option|unrecognized option|^usage:/im.test(stderr)) return unsent(observation);
		if (failure !== undefined || exitCode === undefined) return unfinished(observation, isConnected(stderr));
		if (shape.protocol === 'http') return readHttp(shape, observation);
		const totalMs = durationMs;
		if (shape.protocol === 'udp') return exitCode === 0 ? {outcome: 'silent', totalMs} : {outcome: 'refused', totalMs};
		if (exitCode === 0 || isConnected(stderr)) return {outcome: 'answered', connectMs: 0, totalMs};
		return beforeConnection(stderr, totalMs);
	},
};

function readHttp({timeoutMs}: ProbeShape, observation: Observation): ProbeReply {
	const {stderr} = observation;
	const framed = readFramed(observation);
	if (framed === undefined) return unfinished(observation, isConnected(stderr));
	const word = errorWord(stderr);
	const isFailed = framed.text === '' && !isConnected(stderr) && word !== undefined && word !== 'ECONNRESET';
	return isFailed ? beforeConnection(stderr, framed.totalMs) : replyOf(framed, timeoutMs, word);
}
