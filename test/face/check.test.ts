import {expect, test} from 'vitest';
import {command} from '../../source/engine/command.ts';
import type {Event} from '../../source/engine/event.ts';
import {run} from '../../source/engine/run-walk.ts';
import {emptySession, fold} from '../../source/engine/session.ts';
import {openCheckFace} from '../../source/face/check.ts';
import {eventJson, resultJson} from '../../source/face/json.ts';
import {progressWords} from '../../source/face/progress.ts';
import {unicodeSigns} from '../../source/face/signs.ts';
import {cards, conclusion, scriptedWalk, target} from './scripted-walk.ts';

const stream = () => {
	let written = '';
	return {
		isTTY: false,
		columns: 80,
		write: (words: string | Uint8Array) => {
			written += String(words);
			return true;
		},
		written: () => written,
	};
};

const check = async (form: 'text' | 'json' | 'events'): Promise<readonly [string, string]> => {
	const [stdout, stderr] = [stream(), stream()];
	await run(scriptedWalk({pace: 'all'}), openCheckFace({form, stdout, stderr, ink: 'none', signs: unicodeSigns}));
	return [stdout.written(), stderr.written()];
};

test('json: stdout holds the result and nothing else', async () => {
	const [stdout, stderr] = await check('json');
	expect(JSON.parse(stdout)).toEqual(conclusion().result);
	expect(stderr).toBe('');
});

test('events: one event a line, from the start to the conclusion', async () => {
	const [stdout] = await check('events');
	const types = stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line).type);
	expect([types[0], types.at(-1)]).toEqual(['started', 'answered']);
	expect(types).toContain('concluded');
});

test('text: verdict, cause, remedy and its undo, ruled out, not checked, timing, the command again', async () => {
	const [stdout] = await check('text');
	for (const words of [
		'✖ Unhealthy: the health check fails, or will fail.',
		'✖ nginx (pid 812) listens on 127.0.0.1:80 only',
		'proven · listening-loopback-only',
		'LISTEN 0 511 127.0.0.1:80',
		'To mend it (low risk): Let nginx listen on all addresses.',
		'mv /etc/nginx/nginx.conf.bak',
		'Ruled out',
		'? answer: curl is not on this host',
		'healthy again about 4 s after the fix',
		'slb-wizard check --backend 10.11.192.1 --port 80 --protocol http',
	])
		expect(stdout).toContain(words);
});

test('no control character and no secret leaves in JSON', () => {
	const observation = {
		command: command('cat', 'x'),
		stdout: '\u001B[2JAuthorization: Bearer abc\u0007',
		stderr: '',
		durationMs: 1,
	};
	const line = eventJson({type: 'command-ended', key: 1, observation});
	expect(line).not.toMatch(/u001b|u0007|Bearer abc/i);
	expect(resultJson(conclusion()).endsWith('}\n')).toBe(true);
});

test('an excerpt of several lines is one line in JSON', () => {
	const {result} = conclusion();
	const cause = {
		code: 'service-hung',
		certainty: 'proven',
		severity: 'failure',
		step: 'answer',
		summary: 'It\nhangs',
		evidence: [{command: 'ss', excerpt: 'one\n\ttwo'}],
		remedies: [],
	} as const;
	const text = resultJson({...conclusion(), result: {...result, causes: [cause]}});
	expect(JSON.parse(text).causes[0]).toMatchObject({summary: 'It | hangs', evidence: [{excerpt: 'one | two'}]});
});

const events: readonly Event[] = [
	{type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: cards, pace: 'all'},
	{type: 'step-started', step: 'listening', number: 3, of: 4},
	{type: 'command-started', key: 1, command: command('ss', '-Hltnp'), timeoutMs: 5000},
];
const session = events.reduce((before, event) => fold(before, event, 0), emptySession);

test.each([
	[900, 80, undefined],
	[2500, 80, 'step 3 of 4: ss -Hltnp 2 s, at most 5 s'],
	[2500, 30, 'step 3 of 4:… 2 s, at most 5 s'],
])('after %i ms at %i columns the progress is %s', (nowMs, columns, expected) => {
	expect(progressWords(session, nowMs, {columns, signs: unicodeSigns})).toBe(expected);
});
