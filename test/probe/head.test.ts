import {expect, test} from 'vitest';
import {type HeadReading, readHead} from '../../source/probe/head.ts';

const head = (status: number, headers: Record<string, string>, end: number): HeadReading => ({
	is: 'head',
	head: {status, headers, end},
});

const rows: ReadonlyArray<readonly [string, HeadReading]> = [
	['', {is: 'incomplete'}],
	['HT', {is: 'incomplete'}],
	['HTTP/1.1 200', {is: 'incomplete'}],
	['HTTP/1.1 200 OK\r\nA: b\r\n', {is: 'incomplete'}],
	['HTTP/1.1 200 OK\r\n\r\n', head(200, {}, 19)],
	['HTTP/1.1 200\r\n\r\nbody', head(200, {}, 16)],
	['HTTP/1.0 599 \n\n', head(599, {}, 15)],
	['HTTP/1.1 200 OK\r\nA: b\r\n  c\r\nA: d\r\n\r\n', head(200, {a: 'b c, d'}, 36)],
	['HTTP/1.1 200 OK\r\n folded\r\n: none\r\nno colon\r\n\r\n', head(200, {}, 46)],
	['HTTP/1.1 100 Continue\r\n\r\n', {is: 'incomplete'}],
	['HTTP/1.1 101 Switching Protocols\r\n\r\n', head(101, {}, 36)],
	['HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK\r\n\r\n', head(200, {}, 37)],
	['HTTP/1.1 100 C\r\n\r\nnonsense', {is: 'not-http', why: 'it does not begin with HTTP/'}],
	['HTTP/1.1 000 OK\r\n\r\n', {is: 'not-http', why: 'its status line has no status code'}],
	['HTTP/1.1 2000 OK\r\n\r\n', {is: 'not-http', why: 'its status line has no status code'}],
	['hTTP/1.1 200 OK\r\n\r\n', {is: 'not-http', why: 'it does not begin with HTTP/'}],
	[`HTTP/1.1 200 ${'O'.repeat(65_536)}`, {is: 'not-http', why: 'its head is longer than 64 kB'}],
];

test.each(rows)('%j', (text, expected) => {
	expect(readHead(Buffer.from(text))).toEqual(expected);
});

test('after the end of the stream a status line is enough, and less is not', () => {
	expect(readHead(Buffer.from('HTTP/1.1 200 OK\r\nA: b'), true)).toEqual(head(200, {a: 'b'}, 21));
	expect(readHead(Buffer.from('HTTP/1.1 200'), true)).toEqual({is: 'incomplete'});
});

test('a head that comes byte by byte is read the same', () => {
	const bytes = Buffer.from('HTTP/1.1 204 No Content\r\nA: b\r\n\r\n');
	const readings = Array.from(bytes, (_byte, index) => readHead(bytes.subarray(0, index + 1)));
	expect(readings.slice(0, -1).filter(({is}) => is !== 'incomplete')).toEqual([]);
	expect(readings.at(-1)).toEqual(head(204, {a: 'b'}, bytes.length));
});
