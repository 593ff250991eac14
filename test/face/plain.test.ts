import {EventEmitter} from 'node:events';
import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {type Detected, nothingDetected} from '../../source/engine/detected.ts';
import {intake} from '../../source/engine/intake.ts';
import {run} from '../../source/engine/run-walk.ts';
import {openPlainFace} from '../../source/face/plain.ts';
import {unicodeSigns} from '../../source/face/signs.ts';
import {scriptedWalk} from './scripted-walk.ts';

const detected: Detected = {
	...nothingDetected,
	ports: [{port: 80, address: '0.0.0.0', process: 'nginx', protocol: 'tcp'}],
	addresses: [{address: '10.11.192.1', interface: 'eth0'}],
};

/** A plain face on streams; `until` waits for words, never for a time. */
const open = () => {
	const stdin = new PassThrough();
	const signals = new EventEmitter();
	let written = '';
	let look: () => void = () => {};
	const stop = new AbortController();
	let presses = 0;
	const face = openPlainFace({
		stdin,
		stdout: {
			isTTY: false,
			columns: 80,
			write: (words: string | Uint8Array) => {
				written += String(words);
				look();
				return true;
			},
		},
		signs: unicodeSigns,
		intro: [{text: 'intro'}],
		shortForm: async ({result}) => `short: ${result.verdict}\n`,
		onInterrupt: () => {
			presses++;
			if (presses > 1) stop.abort();
		},
		onEnd: () => stop.abort(),
		signals,
	});
	const until = (words: string): Promise<void> =>
		new Promise(resolve => {
			look = () => {
				if (written.includes(words)) resolve();
			};
			look();
		});
	return {face, stdin, signals, stop, until, written: () => written, presses: () => presses};
};

test('piped answers lead through the intake and the walk, and only text is written', async () => {
	const {face, stdin, written} = open();
	// CLB, port 80, HTTP, step by step; then step 1, the reason of step 3, its run, step 4, close.
	stdin.end('1\n\n\n2\n1\n3\n1\n1\n1\n');
	const got = await intake({given: {}, detected, ask: make => face.ask(make())});
	expect(got).toMatchObject({is: 'ready', pace: 'guided', settings: {port: 80, protocol: 'http'}});
	const conclusion = await run(scriptedWalk({pace: 'guided'}), face);
	expect(conclusion.result.verdict).toBe('unhealthy');
	expect(written()).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F]/);
	for (const words of [
		'Number [1]: 2\n',
		'OK: nginx answers HEAD /',
		'Why: The load balancer comes over the private network.',
		'PROBLEM: nginx (pid 812) listens on 127.0.0.1:80 only',
		'UNKNOWN: Could not be checked',
		'PROBLEM: Unhealthy: the health check fails',
	])
		expect(written()).toContain(words);
});

test('a number that is no choice asks again', async () => {
	const {face, stdin, written} = open();
	stdin.end('9\nx\n2\n');
	const walk = scriptedWalk({pace: 'guided'});
	await run(walk, face);
	expect(written()).toContain('Please type a number from 1 to 7.');
	expect(written().match(/Number \[1\]: /g)?.length).toBeGreaterThanOrEqual(3);
	expect(written()).toContain('SKIPPED: Skipped by you: not checked.');
});

test('> asks for the other language, at a question and in a menu', async () => {
	const {face, stdin, written} = open();
	stdin.end('>\n>\n');
	const setting = {id: 'port', question: 'Which port?', help: '', choices: [{value: '80', label: '80'}]};
	expect(await face.ask({ask: 'setting', setting})).toEqual({do: 'language', language: 'zh-CN'});
	expect(await face.ask({ask: 'end'})).toEqual({do: 'language', language: 'zh-CN'});
	expect(written()).toContain('b goes back, q quits, > is 中文.');
	expect(written()).toMatch(/\d go to a step again, \d 中文/);
});

test('at the end c prints the short form, to be copied, and asks again', async () => {
	const {face, stdin, written} = open();
	stdin.end('c\n1\n');
	await run(scriptedWalk({pace: 'all'}), face);
	expect(written()).toMatch(/1 close, 2 look again at everything, .*print the short form/);
	expect(written()).toMatch(/: c\n\nshort: unhealthy\n\n1 close/);
});

test('a setting that can’t be read says what is allowed', async () => {
	const {face, stdin, written} = open();
	stdin.end('clb\n70000\n80\n');
	await intake({given: {}, detected, ask: make => face.ask(make())});
	expect(written()).toContain('PROBLEM: “70000” must be a whole number from 1 to 65535.');
});

test('the end of the input ends the walk with the summary', async () => {
	const {face, stdin, written} = open();
	stdin.end('1\n');
	const conclusion = await run(scriptedWalk({pace: 'guided'}), face);
	expect(conclusion.interrupted).toBe(true);
	expect(written()).toContain('The run was stopped before its end.');
	expect(written()).toContain('slb-wizard check --backend 10.11.192.1');
});

test('Ctrl+C at a question ends the walk with the summary', async () => {
	const {face, signals, until, written, presses} = open();
	const walked = run(scriptedWalk({pace: 'guided'}), face);
	await until('Number [1]:');
	signals.emit('SIGINT');
	expect((await walked).interrupted).toBe(true);
	expect(presses()).toBe(0);
	expect(written()).toContain('Unhealthy');
});

test('while a command runs it says after a second what is waited for, and Ctrl+C is passed on', async () => {
	const {face, signals, until, stop, presses} = open();
	const walked = run(scriptedWalk({pace: 'all', commandMs: 30_000, stop: stop.signal}), face);
	await until('Waiting for curl -0 -I http://10.11.192.1:80/ (at most 5 s)');
	signals.emit('SIGINT');
	signals.emit('SIGINT');
	await walked;
	expect(presses()).toBe(2);
});

test.each(['SIGTERM', 'SIGHUP'])('%s ends the walk, and the signals are let go of', async signal => {
	const {face, signals, until, stop} = open();
	const walked = run(scriptedWalk({pace: 'guided'}), face);
	await until('Number [1]:');
	signals.emit(signal);
	await walked;
	expect(stop.signal.aborted).toBe(true);
	expect(signals.eventNames()).toEqual([]);
});

test('news that comes while somebody types waits until the line is done', async () => {
	const {face, stdin, until, written} = open();
	const asked = face.ask({ask: 'setting', setting: {id: 'drill', question: 'What next?', help: '', suggestion: 'a'}});
	await until('Answer [a]:');
	const before = written();
	face.show({type: 'drill', news: {is: 'verdict', verdict: 'unhealthy'}});
	face.show({type: 'drill', news: {is: 'mended'}});
	expect(written()).toBe(before);
	stdin.write('b\n');
	expect(await asked).toEqual({do: 'set', value: 'b'});
	const after = written().slice(before.length);
	expect(after.indexOf('takes the backend for unhealthy')).toBeGreaterThan(0);
	expect(after.indexOf('you have put it right')).toBeGreaterThan(after.indexOf('takes the backend for unhealthy'));
	await face.close();
});
