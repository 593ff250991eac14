import type {ProbeShape} from '../../engine/probe.ts';
import {requestPath} from '../request.ts';
import {beforeConnection, errorWord, type Prober, startMs, unfinished, wholeSeconds} from './prober.ts';
import {readRaw} from './raw.ts';

/** wget of GNU or busybox: it asks in its own way, and prints the head of the answer. */
export const wget: Prober = {
	needs: 'wget',
	fits: ({protocol, method, version, host, userAgent, from, proxyHeader}) => {
		if (protocol !== 'http' || from !== undefined || proxyHeader === true) return undefined;
		const differs = [
			...(method === 'GET' ? [] : ['with GET instead of HEAD']),
			...(version === '1.1' ? [] : ['with HTTP/1.1']),
			...(host === undefined ? ['with a Host'] : []),
			...(userAgent === undefined ? ['with a User-Agent of its own'] : []),
		];
		return differs.length === 0 ? 'exact' : `wget asks ${differs.join(', ')}`;
	},
	command: shape => {
		const {address, port, host, userAgent} = shape;
		const headers = [
			...(host === undefined ? [] : ['--header', `Host: ${host}`]),
			...(userAgent === undefined ? [] : ['-U', userAgent]),
		];
		const url = `http://${address}:${port}${requestPath(shape)}`;
		return {
			file: 'wget',
			args: ['-S', '-O', '/dev/null', '-t', '1', '-T', wholeSeconds(shape), ...headers, url],
			timeoutMs: shape.timeoutMs + startMs,
		};
	},
	read: ({timeoutMs}: ProbeShape, observation) => {
		const {stderr, exitCode, failure, durationMs} = observation;
		const head = headIn(stderr);
		if (failure !== undefined || exitCode === undefined) return unfinished(observation, /connected/.test(stderr));
		if (head !== '') return {...readRaw(head), connectMs: 0, totalMs: durationMs};
		if (errorWord(stderr) !== undefined && !/connected\./.test(stderr)) return beforeConnection(stderr, durationMs);
		return durationMs < timeoutMs
			? {outcome: 'closed', connectMs: 0, totalMs: durationMs}
			: {outcome: 'answer-timeout', connectMs: 0, totalMs: durationMs};
	},
};

/** The first head among what `-S` prints: both makes indent its lines; redirects that were followed come after it. */
function headIn(stderr: string): string {
	const lines = stderr.split('\n');
	const from = lines.findIndex(line => /^ {1,4}HTTP\/\d/.test(line));
	if (from < 0) return '';
	const end = lines.findIndex((line, index) => index > from && !/^ {2}\S/.test(line));
	return `${lines
		.slice(from, end < 0 ? undefined : end)
		.map(line => line.trim())
		.join('\r\n')}\r\n\r\n`;
}
