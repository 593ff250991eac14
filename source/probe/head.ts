import {headLimit} from '../engine/head-limit.ts';
import {longHead, noMagic, noStatus} from '../engine/prober-words.ts';

/** The head of an HTTP answer. */
export type Head = {
	readonly status: number;
	/** Names in lower case; repeated ones joined by `, `. */
	readonly headers: Readonly<Record<string, string>>;
	/** Where it ends among the bytes that were read. */
	readonly end: number;
};

/** What the bytes that have come so far are. */
export type HeadReading =
	| {readonly is: 'head'; readonly head: Head}
	| {readonly is: 'incomplete'}
	| {readonly is: 'not-http'; readonly why: string};

const magic = Buffer.from('HTTP/');
const statusLine = /^HTTP\/\d(?:\.\d)? +([1-9]\d\d)(?: |$)/;

/** Past the empty line that ends the head which begins at `from`; bare line feeds are taken (RFC 9112, 2.2). */
const endOfHead = (bytes: Buffer, from: number): number => {
	for (let feed = bytes.indexOf(10, from); feed !== -1; feed = bytes.indexOf(10, feed + 1)) {
		const next = bytes[feed + 1] === 13 ? feed + 2 : feed + 1;
		if (bytes[next] === 10) {
			return next + 1;
		}
	}

	return -1;
};

const readHeaders = (lines: readonly string[]): Record<string, string> => {
	const headers = new Map<string, string>();
	let last = '';
	for (const line of lines) {
		const folded = /^[ \t]+(.*)$/.exec(line)?.[1];
		if (folded !== undefined && headers.has(last)) {
			headers.set(last, `${headers.get(last) ?? ''} ${folded.trim()}`);
			continue;
		}

		const colon = line.indexOf(':');
		last = line.slice(0, colon).trim().toLowerCase();
		const value = line.slice(colon + 1).trim();
		if (colon > 0) {
			const before = headers.get(last);
			headers.set(last, before === undefined ? value : `${before}, ${value}`);
		}
	}

	return Object.fromEntries(headers);
};

/**
 * Reads the head of the final answer; interim ones (100, 103) are passed over. When the server has closed its side
 * (`ended`), a status line is enough: curl and HAProxy's check take that too.
 */
export const readHead = (bytes: Buffer, ended = false, from = 0): HeadReading => {
	const beginning = bytes.subarray(from, from + magic.length);
	if (!beginning.equals(magic.subarray(0, beginning.length))) {
		return {is: 'not-http', why: noMagic.en};
	}

	const firstFeed = bytes.indexOf(10, from);
	const first = bytes.toString('latin1', from, firstFeed === -1 ? bytes.length : firstFeed).trimEnd();
	const status = Number(statusLine.exec(first)?.[1]);
	if (firstFeed !== -1 && Number.isNaN(status)) {
		return {is: 'not-http', why: noStatus.en};
	}

	const found = endOfHead(bytes, from);
	const end = found === -1 && ended && firstFeed !== -1 ? bytes.length : found;
	if (end > headLimit || (end === -1 && bytes.length >= headLimit)) {
		return {is: 'not-http', why: longHead.en};
	}

	if (end === -1) {
		return {is: 'incomplete'};
	}

	if (status < 200 && status !== 101) {
		return readHead(bytes, ended, end);
	}

	const lines = bytes.toString('utf8', firstFeed + 1, end).split(/\r?\n/);
	return {is: 'head', head: {status, headers: readHeaders(lines.filter(line => line !== '')), end}};
};
