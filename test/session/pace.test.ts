import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {program} from '../lab/harness/program.ts';

let state = '';
beforeAll(() => {
	state = mkdtempSync(join(tmpdir(), 'slbw-pace-'));
});
afterAll(() => rmSync(state, {recursive: true, force: true}));

const target = ['--product', 'clb', '--protocol', 'tcp', '--port', '59', '--backend', '127.0.0.1', '--host', 'local'];

const run = (words: readonly string[], lines: string) =>
	spawnSync(process.execPath, [program, '--plain', ...words], {
		input: lines,
		encoding: 'utf8',
		env: {...process.env, XDG_STATE_HOME: state},
	});

/** The paces that the sessions' files tell of, the oldest file first. */
const written = (): readonly string[] =>
	readdirSync(join(state, 'slb-wizard', 'sessions'))
		.toSorted()
		.flatMap(name => [...readFileSync(join(state, 'slb-wizard', 'sessions', name), 'utf8').matchAll(/"pace":"(\w+)"/g)])
		.map(([, pace = '']) => pace);

test('the pace that was asked for is kept with the session, and another one can be asked for when it goes on', () => {
	// Enter takes the suggestion, which is the pace; the first step asks, and is left.
	const guided = run([...target, '--pace', 'guided'], '\nq\n');
	expect(guided.stdout).toContain('1 Yes, step by step');
	expect(guided.stdout).toContain('1 run step 1');
	expect(written()).toEqual(['guided']);

	// The session's own pace asks again before the first step.
	const resumed = run(['--resume'], 'q\n');
	expect(resumed.stdout).toContain('1 run step 1');

	const all = run(['--resume', '--pace', 'all'], '');
	expect(all.stdout).not.toContain('1 run step 1');
	expect(all.stdout).toContain('Step 13 of 13');
	expect(written().at(-1)).toBe('all');
});
