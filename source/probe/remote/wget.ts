import {requestPath} from '../../engine/equivalent.ts';
import {headLimit} from '../../engine/head-limit.ts';
import type {ProbeReply, ProbeShape} from '../../engine/probe.ts';
import {noMagic, wgetInterim, wgetUnlike} from '../../engine/prober-words.ts';
import {type Framed, readFramed} from './framed.ts';
import {piped} from './piped.ts';
import {beforeConnection, errorWord, type Prober, startMs, unfinished, wholeSeconds} from './prober.ts';
import {readRaw} from './raw.ts';

/** Passes on what wget says until the first head is whole: both makes indent its lines. */
const heads = `
case $(wget --help 2>&1 </dev/null) in *--max-redirect*) options="--max-redirect=0 -t 1 -T $1";; *) options=;; esac
export options
unset http_proxy HTTP_PROXY
heads() {
seen= why=end
while IFS= read -r line; do
printf '%s\\n' "$line"
case $line in
' HTTP/'*|'  HTTP/'*|'   HTTP/'*|'    HTTP/'*) seen=1;;
'  '*) if [ -z "$seen" ]; then why=other; break; fi;;
*) if [ -n "$seen" ]; then why=head; break; fi;;
esac
done
if [ "$why" = end ]; then printf '%s' "$line"; fi
at "$why"
}
`;

const script = piped({
	words: heads,
	feed: ':',
	program: 'shift; exec wget $options -S -O /dev/null "$@" 2>&1 >/dev/null',
	read: 'heads',
});

/** wget of GNU or busybox: it asks in its own way, and prints the head of the answer. */
export const wget: Prober = {
	needs: 'wget',
	fits: ({protocol, method, from, proxyHeader}) => {
		if (protocol !== 'http' || from !== undefined || proxyHeader === true) return undefined;
		return wgetUnlike[method ?? 'HEAD'].en;
	},
	command: shape => {
		const {address, port, host, userAgent, method} = shape;
		const words = [
			...(method === 'GET' ? [] : ['--spider']),
			...(host === undefined ? [] : ['--header', `Host: ${host}`]),
			...(userAgent === undefined ? [] : ['-U', userAgent]),
		];
		const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}${requestPath(shape)}`;
		return {
			file: 'sh',
			args: ['-c', script, 'sh', wholeSeconds(shape), ...words, url],
			timeoutMs: shape.timeoutMs + startMs,
		};
	},
	read: (shape, observation) => {
		const framed = readFramed(observation);
		if (observation.failure !== undefined || framed === undefined)
			return unfinished(observation, /connected\./.test(observation.stdout));
		return readWords(shape, framed);
	},
};

function readWords({timeoutMs}: ProbeShape, {text, why, totalMs}: Framed): ProbeReply {
	const times = {connectMs: 0, totalMs};
	const isLate = why === 'end' && totalMs >= timeoutMs;
	const head = isLate ? '' : headIn(text);
	if (/^HTTP\/\S+ 1\d\d\b/.test(head) && why === 'head') return {outcome: 'cancelled', detail: wgetInterim.en, totalMs};
	if (head !== '') return {...readRaw(head, head.length < headLimit), ...times};
	// GNU's shows no head where it takes an answer for HTTP/0.9; busybox's shows the line, whatever it is.
	if (why === 'other' || /No headers, assuming|awaiting response\.\.\. *\nLength/i.test(text))
		return {outcome: 'not-http', detail: noMagic.en, ...times};
	const word = errorWord(text);
	const isOfAnswer = /connected\.|error getting response|read error/i.test(text);
	if (word !== undefined && word !== 'ECONNRESET' && !isOfAnswer) return beforeConnection(text, totalMs);
	// Busybox's doesn't say when the connection stands.
	if (isLate) return {outcome: 'answer-timeout', ...(/connected\./.test(text) ? times : {totalMs})};
	return {outcome: 'closed', ...(word === undefined ? {} : {detail: word}), ...times};
}

/** The first head among what `-S` prints; redirects that were followed come after it. */
function headIn(text: string): string {
	const lines = text.split('\n');
	const from = lines.findIndex(line => /^ {1,4}HTTP\/\d/.test(line));
	if (from < 0) return '';
	const end = lines.findIndex((line, index) => index > from && !/^ {2}\S/.test(line));
	return `${lines
		.slice(from, end < 0 ? undefined : end)
		.map(line => line.trim())
		.join('\r\n')}\r\n\r\n`;
}
