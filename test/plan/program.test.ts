import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {program} from '../lab/harness/program.ts';

let folder = '';
let trace = '';

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'slbw-plan-'));
	trace = join(folder, 'was-run');
	for (const name of ['ssh', 'ss', 'ip', 'nft', 'sh', 'cat', 'ps', 'curl', 'sudo']) {
		writeFileSync(join(folder, name), `#!/bin/bash\necho "$0 $*" >>${trace}\n`);
		chmodSync(join(folder, name), 0o755);
	}
});

afterAll(() => rmSync(folder, {recursive: true, force: true}));

const run = (...args: readonly string[]) =>
	spawnSync(process.execPath, [program, ...args], {
		encoding: 'utf8',
		env: {...process.env, PATH: folder, XDG_STATE_HOME: folder, NO_COLOR: '1'},
	});

describe('--plan', () => {
	test.each([
		['check, here', ['check', '--port', '80']],
		['check, far away', ['check', '--port', '80', '--host', 'ssh://web-3']],
		['the wizard, far away', ['--host', 'ssh://web-3']],
		['the wizard, here, without a terminal', []],
	])('of %s runs nothing and connects to nobody', (_name, words) => {
		const {status, stdout, stderr} = run(...words, '--plan');
		expect([status, stderr]).toEqual([0, '']);
		expect(stdout).toContain('Nothing was run');
		expect(existsSync(trace)).toBe(false);
	});

	test('is one JSON document with --json, whose commands have a class and rights', () => {
		const {status, stdout} = run('check', '--port', '8080', '--backend', '10.1.2.3', '--plan', '--json');
		const plan = JSON.parse(stdout);
		expect(status).toBe(0);
		expect(plan.steps.map(({step}: {step: string}) => step).slice(0, 4)).toEqual([
			...['connect', 'detect', 'reachable', 'port'],
		]);
		const commands = plan.steps.flatMap((step: {commands: object[]}) => step.commands);
		expect(commands).toContainEqual({command: 'ss -H -lntupe', rights: 'root', class: 'read'});
		expect(commands.filter(({class: is}: {class: string}) => is === 'change')).toEqual([]);
	});

	test('of the wizard has places for what was not said, and the changes that can be asked for', () => {
		const {stdout} = run('--plan');
		expect(stdout).toContain('What could run for <backend>:<port> on this host');
		expect(stdout).toContain('Not said yet: --backend, --port.');
		expect(stdout).toContain('undo: kill -STOP <pid>');
	});

	test.each([
		[['check', '--plan'], '--port is missing'],
		[['check', '--plan', '--port', '80', '--host', 'replay:/tmp/x'], 'a recording is only read'],
		[['check', '--plan', '--port', '80', '--events'], 'cannot be used with'],
		[['--plan', '--resume'], 'a plan is made for a target'],
		[['--json'], '--json goes with --plan here'],
	])('%j is refused', (words, why) => {
		const {status, stdout, stderr} = run(...words);
		expect([status, stdout]).toEqual([2, '']);
		expect(stderr).toContain(why);
	});
});
