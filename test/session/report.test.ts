import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {ChangeNews, ChangePlan} from '../../source/engine/change.ts';
import {beginSession} from '../../source/session/begin.ts';
import {judgedRecordings} from '../report/judged.ts';
import {build} from '../terminal/terminal.ts';
import {filesIn, program, runWizard} from './killed.ts';

const recording = new URL('../recordings/input-drops-the-range-of-the-probes', import.meta.url).pathname;

let state = '';
beforeAll(build);
beforeEach(() => {
	state = mkdtempSync(join(tmpdir(), 'slbw-session-report-'));
});
afterEach(() => rmSync(state, {recursive: true, force: true}));

const run = (...args: readonly string[]) => {
	const env = {...process.env, XDG_STATE_HOME: state, TZ: 'Asia/Shanghai', NO_COLOR: '1'};
	const {status, stdout, stderr} = spawnSync(process.execPath, [program, ...args], {encoding: 'utf8', cwd: state, env});
	return {status, stdout, stderr};
};
const idOf = (path: string): string => basename(path).slice(0, 22);
const file = (name: string): string => readFileSync(join(state, name), 'utf8');

describe('the report of a session', () => {
	test('that came to its end is that of the run, with pictures and the times of then', async () => {
		await runWizard(['--host', `replay:${recording}`, '--report', join(state, 'then.html')], {
			state,
			answers: '3\n1\n1\n',
		});
		const [path = ''] = filesIn(state);
		const moved = readFileSync(path, 'utf8').replace(/"at":"\d{4}-\d\d-\d\dT/g, '"at":"2026-01-31T');
		writeFileSync(path, moved);
		expect(run('report', idOf(path), '--to', 'r.html', '--to', 'r.md', '--to', 'r.json')).toEqual({
			status: 0,
			stdout: '',
			stderr: '',
		});
		const pictures = (name: string): readonly string[] => file(name).match(/<svg.*?<\/svg>/gs) ?? [];
		expect(pictures('r.html').length).toBeGreaterThan(0);
		expect(pictures('r.html')).toEqual(pictures('then.html'));
		expect(file('r.md')).toMatch(/\| Time \(Asia\/Shanghai\) .*\n.*\n\| 2026-0[12]-\d\d \d\d:\d\d:\d\d \+08:00 /);
		const {verdict, causes} = JSON.parse(file('r.json'));
		expect([verdict, causes[0].code]).toEqual(['unhealthy', 'firewall-drops-probes']);
		expect(run('report', idOf(path), '--ticket', '--mask', 'addresses').stdout).not.toContain('10.11.192.1');
	});

	test('that was killed says what was found so far, and what was not reached', async () => {
		await runWizard(['--host', `replay:${recording}`], {
			...{state, answers: `1\n${'1\n'.repeat(5)}`},
			moment: {afterBytes: 6000, afterMs: 30_000},
		});
		const [path = ''] = filesIn(state);
		const {status, stdout, stderr} = run('report', idOf(path), '--to', 'r.json', '--to', 'r.md', '--short');
		expect([status, stderr]).toEqual([0, expect.stringContaining('came to no conclusion')]);
		expect(stdout).toContain('firewall-drops-probes');
		const {steps} = JSON.parse(file('r.json'));
		expect(steps.map(({id, status, reason}: Record<string, string>) => [id, status, reason])).toEqual(
			expect.arrayContaining([
				['reachable', 'ok', undefined],
				['witness', 'skipped', 'not reached'],
			]),
		);
		expect(file('r.md')).toContain('The run was stopped: unhealthy.');
	});

	test('that is damaged says so, and takes no step for one that was not reached', async () => {
		await runWizard(['--host', `replay:${recording}`], {state, answers: '3\n1\n1\n'});
		const [path = ''] = filesIn(state);
		const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
		const concluded = lines.findIndex(line => line.includes('"type":"concluded"'));
		// Cut off before the conclusion: all steps were gone through.
		writeFileSync(path, `${lines.slice(0, concluded).join('\n')}\n{"at":"20`);
		expect(run('sessions').stdout).toContain('unfinished, after the last step');
		const port = lines.findIndex(line => line.includes('"type":"step-ended"') && line.includes('"step":"port"'));
		writeFileSync(path, `${lines.slice(0, concluded).with(port, '{"at": broken').join('\n')}\n`);
		const {status, stderr} = run('report', idOf(path), '--to', 'r.json');
		expect([status, stderr]).toEqual([0, expect.stringContaining('1 lines of session')]);
		const {steps} = JSON.parse(file('r.json'));
		expect(steps.find(({id}: {id: string}) => id === 'port')).toMatchObject({
			status: 'skipped',
			reason: expect.stringContaining('can’t be read any more'),
		});
	});

	test('that never had a target is bad usage', () => {
		const begun = beginSession(join(state, 'slb-wizard', 'sessions'), {version: '9.9.9', given: {}});
		const {status, stdout, stderr} = run('report', idOf('file' in begun ? begun.file.path : ''), '--short');
		expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining('before it was known what is checked')]);
	});

	test('tells what was changed and undone, with the times', async () => {
		const [first] = await judgedRecordings();
		const {conclusion, events} = first ?? expect.fail('no recording');
		const begun = beginSession(join(state, 'slb-wizard', 'sessions'), {version: '9.9.9', given: {}});
		if (!('file' in begun)) throw new Error(begun.problem);
		const tell = (news: ChangeNews): void => void begun.file.write({type: 'change', news});
		for (const {event} of events) begun.file.write(event);
		for (const news of trial(conclusion.result)) tell(news);
		begun.file.write({type: 'concluded', conclusion});
		begun.file.end();
		const after = readFileSync(begun.file.path, 'utf8');
		expect(run('report', idOf(begun.file.path), '--to', 'r.md').status).toBe(0);
		expect(file('r.md')).toContain('### ➖ Let the probes in. (taken back)');
		expect(file('r.md')).toMatch(/Made at .* \+08:00, taken back at .* \+08:00\./);
		expect(file('r.md')).toContain('iptables -D INPUT -j ACCEPT');
		expect(file('r.md')).toContain('To be tried: Let the probes in.');
		writeFileSync(begun.file.path, after.replace('"is":"planned"', '"is":"dreamt-of"'));
		expect(run('report', idOf(begun.file.path), '--to', 'r.md').status).toBe(0);
		expect(file('r.md')).not.toContain('To be tried');
	});
});

const plan: ChangePlan = {
	...{id: '0123abcd', code: 'firewall-drops-probes', title: 'Let the probes in.', risk: 'low', limitS: 120},
	steps: [
		{make: 'iptables -I INPUT -j ACCEPT', undo: 'iptables -D INPUT -j ACCEPT', isMade: 'true', state: 'iptables-save'},
	],
	keep: {command: 'iptables-save > /etc/sysconfig/iptables'},
};

/** A change that helps, and goes back by itself. */
const trial = (after: Extract<ChangeNews, {is: 'verified'}>['after']): readonly ChangeNews[] => [
	{is: 'looking'},
	{is: 'planned', plan},
	{is: 'prepared', folder: '/run/slb-wizard/0123abcd'},
	{is: 'armed', by: 'systemd'},
	{is: 'not-rehearsed', why: 'it is over in a moment'},
	{is: 'changed', limitS: 120},
	{is: 'verified', proof: {is: 'others', codes: ['disk-full']}, after},
	{is: 'ended', ending: {is: 'undone', by: 'the time limit', differs: []}, plan},
];
