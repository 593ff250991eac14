import {PassThrough, Readable} from 'node:stream';
import {expect, test} from 'vitest';
import {Lines} from '../../source/face/plain/lines.ts';

test('lines come one by one, the last one without a newline too, then undefined for ever', async () => {
	const lines = new Lines(Readable.from(['one\ntwo\r\nth', 'ree']));
	const read = [await lines.next(), await lines.next(), await lines.next(), await lines.next(), await lines.next()];
	expect(read).toEqual(['one', 'two', 'three', undefined, undefined]);
});

test('an end from outside ends what is waited for, and drops what was typed ahead', async () => {
	const input = new PassThrough();
	const lines = new Lines(input);
	const waiting = lines.next();
	lines.end();
	expect(await waiting).toBeUndefined();
	input.write('later\n');
	expect(await lines.next()).toBeUndefined();
});

test('an endless input is not read ahead without end', async () => {
	let given = 0;
	const endless = new Readable({
		highWaterMark: 64,
		read() {
			given++;
			this.push('\n'.repeat(64));
		},
	});
	const lines = new Lines(endless);
	for (let index = 0; index < 3000; index++) expect(await lines.next()).toBe('');
	const before = given;
	await new Promise(resolve => setImmediate(resolve));
	await new Promise(resolve => setImmediate(resolve));
	expect(given - before).toBeLessThan(100);
	lines.close();
	endless.destroy();
});
