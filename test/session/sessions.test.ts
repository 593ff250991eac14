import {execFileSync} from 'node:child_process';
import {
	appendFileSync,
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {beginSession, continueSession} from '../../source/session/begin.ts';
import {type Listed, listSessions} from '../../source/session/list.ts';
import {isRunning, thisProcess} from '../../source/session/owner.ts';
import {readSession} from '../../source/session/read.ts';
import {stateFolder} from '../../source/session/state-folder.ts';
import {openListed} from '../../source/session/store.ts';
import {execute} from '../lab/harness/execute.ts';
import {build} from '../terminal/terminal.ts';
import {filesIn, program, runWizard} from './killed.ts';

const isRoot = process.getuid?.() === 0;
const recording = new URL('../recordings/probes-arrive-and-are-served', import.meta.url).pathname;
const about = {version: '9.9.9', given: {port: 80}};

let state = '';
const folder = (): string => join(state, 'slb-wizard', 'sessions');
const run = (...args: readonly string[]) =>
	execute('env', [`XDG_STATE_HOME=${state}`, process.execPath, program, ...args]);
const listed = (): readonly Listed[] => {
	const all = listSessions(folder());
	if ('problem' in all) throw new Error(all.problem.en);
	return all;
};

beforeAll(build);
beforeEach(() => {
	state = mkdtempSync(join(tmpdir(), 'slbw-sessions-'));
});
afterEach(() => rmSync(state, {recursive: true, force: true}));

/** A session that was left at its sixth step, with the time at which that was. */
const leave = async (ago: number): Promise<string> => {
	const answers = `guided\n${'1\n'.repeat(5)}`;
	await runWizard(['--host', `replay:${recording}`], {state, answers, moment: {afterBytes: 6000, afterMs: 30_000}});
	const [path = ''] = filesIn(state);
	const shifted = readFileSync(path, 'utf8').replace(
		/"at":"(\d{4}-[^"]*Z)"/g,
		(_, at: string) => `"at":"${new Date(Date.parse(at) - ago).toISOString()}"`,
	);
	writeFileSync(path, shifted);
	return path;
};

describe('the folder', () => {
	test.each([
		[{XDG_STATE_HOME: '/x'}, 'linux', '/x/slb-wizard'],
		[{XDG_STATE_HOME: 'relative'}, 'linux', '/home/me/.local/state/slb-wizard'],
		[{}, 'darwin', '/home/me/Library/Application Support/slb-wizard'],
	] as const)('%j on %s', (env, system, expected) => {
		expect(stateFolder({env, system, home: '/home/me'})).toBe(expected);
	});

	test('is made for its owner alone, and made so where it was not', () => {
		mkdirSync(folder(), {recursive: true, mode: 0o777});
		chmodSync(folder(), 0o777);
		expect(beginSession(folder(), about)).toHaveProperty('file');
		expect(statSync(folder()).mode & 0o777).toBe(0o700);
	});

	test('keeps the newest fifty, and never lets one go that is being written', () => {
		const first = beginSession(folder(), about);
		for (const path of filesIn(state)) utimesSync(path, 1, 1);
		const dead = beginSession(folder(), about);
		if (!('file' in first) || !('file' in dead)) throw new Error('not begun');
		const gone = JSON.stringify({...JSON.parse(readFileSync(dead.file.path, 'utf8')), owner: {machine: 'x', pid: 1}});
		writeFileSync(dead.file.path, `${gone}\n`);
		utimesSync(dead.file.path, 2, 2);
		for (let count = 0; count < 55; count++) beginSession(folder(), about);
		expect(existsSync(first.file.path)).toBe(true);
		expect(existsSync(dead.file.path)).toBe(false);
	});
});

describe('a session', () => {
	test('that is gone on with by two at once gets one of them', () => {
		beginSession(folder(), about);
		const [one] = listed();
		const read = one === undefined ? undefined : openListed(one);
		if (one === undefined || read === undefined || 'problem' in read) throw new Error('not begun');
		const tries = [1, 2, 3].map(() => continueSession(folder(), one, read.session));
		expect(tries.map(each => ('file' in each ? 'file' : each.problem.slice(0, 12)))).toEqual([
			'file',
			'Somebody els',
			'Somebody els',
		]);
		expect(readdirSync(folder())).toEqual([`${one.id}.2.jsonl`]);
	});

	test('knows its own process from another of the same number', () => {
		expect([
			isRunning(thisProcess()),
			isRunning({...thisProcess(), since: '1'}),
			isRunning({...thisProcess(), machine: 'x'}),
		]).toEqual([true, false, false]);
	});

	test.each([
		[
			'a newer form',
			(text: string) => text.replace('"schema":1', '"schema":2'),
			/written by a newer slb-wizard .*update/,
		],
		['an older form', (text: string) => text.replace('"schema":1', '"schema":0'), /written by an older slb-wizard/],
		['something else', () => 'hello\n', /no session of slb-wizard/],
		['nothing at all', () => '', /no session of slb-wizard/],
	])('%s is said in the list and refused to go on with', async (_what, change, words) => {
		beginSession(folder(), about);
		const [one] = listed();
		const path = one?.path ?? '';
		writeFileSync(path, change(readFileSync(path, 'utf8')));
		expect((await run('sessions')).stdout).toMatch(words);
		const resumed = await run('--plain', '--resume', one?.id ?? '');
		expect([resumed.exitCode, resumed.stderr]).toEqual([2, expect.stringMatching(words)]);
	});

	test('whose path held a secret is not gone on with another path', async () => {
		const begun = beginSession(folder(), {...about, given: {port: 80, path: '/health?token=abc123secret'}});
		const path = 'file' in begun ? begun.file.path : '';
		const text = readFileSync(path, 'utf8');
		expect(text).not.toContain('abc123secret');
		writeFileSync(path, text.replace(/"owner":\{[^}]*\}/, '"owner":{"machine":"x","pid":1}'));
		for (const which of [[], [listed()[0]?.id ?? '']]) {
			const resumed = await run('--plain', '--resume', ...which);
			expect([resumed.exitCode, resumed.stderr]).toEqual([
				2,
				expect.stringContaining('checks "/health?token=***", and a secret is never kept: begin anew'),
			]);
		}

		// Nor does a command that was printed without it check something else.
		const again = await run('check', '--port', '80', '--path', '/health?token=***');
		expect([again.exitCode, again.stderr]).toEqual([
			2,
			expect.stringContaining('*** stands where a secret was hidden; say it whole'),
		]);
	});

	test.skipIf(!isRoot)('of another user is neither read nor gone on with', async () => {
		beginSession(folder(), about);
		const [one] = listed();
		chownSync(one?.path ?? '', 12_345, 12_345);
		expect((await run('sessions')).stdout).toContain('belongs to another user (number 12345)');
		expect((await run('--plain', '--resume', one?.id ?? '')).exitCode).toBe(2);
	});

	test('holds no secret and no control sign', () => {
		const begun = beginSession(folder(), about);
		if (!('file' in begun)) throw new Error(begun.problem);
		const observation = {
			...{command: {file: 'mysql', args: ['--password=Geheim123']}, stderr: '', exitCode: 0, durationMs: 1},
			stdout: `Authorization: Bearer abcdefghijklmnop1234567890\n\u001B[31mred ${'x'.repeat(200_000)}`,
		};
		begun.file.write({type: 'command-ended', key: 1, observation});
		const text = readFileSync(begun.file.path, 'utf8');
		expect(text).not.toMatch(/Geheim123|abcdefghijklmnop1234567890|\u001B/);
		expect(text).toContain('characters were not kept');
		expect(text.length).toBeLessThan(80_000);
	});
});

describe('the wizard', () => {
	test('goes on with results of just now, and measures old ones again', {timeout: 60_000}, async () => {
		await leave(0);
		const fresh = await runWizard(['--resume'], {state, answers: '4\n3\n1\n'});
		expect(fresh.printed).toMatch(/Does the service answer on the backend itself\? ok, measured at/);
		expect(fresh.printed).not.toContain('Too old to stand');
		rmSync(folder(), {recursive: true});
		const path = await leave(3_600_000);
		const read = readSession(readFileSync(path, 'utf8'));
		const next = 'session' in read ? read.session.next : 0;
		const old = await runWizard(['--resume'], {state, answers: '4\n3\n1\n'});
		expect(next).toBeGreaterThan(1);
		expect(old.printed).toMatch(/Too old to stand, measured again now: reachable/);
		expect(old.printed).toContain(`Step ${next + 1} of 13`);
	});

	test('tells what another time came to', {timeout: 60_000}, async () => {
		const path = await leave(3_600_000);
		const changed = readFileSync(path, 'utf8').replace(
			'"step":"reachable","status":"ok"',
			'"step":"reachable","status":"problem"',
		);
		writeFileSync(path, changed);
		const {printed} = await runWizard(['--resume'], {state, answers: '4\n3\n1\n'});
		expect(printed.replace(/\s+/g, ' ')).toMatch(/It was problem at .* UTC, and is ok now/);
	});

	test('leaves out lines that are damaged, and says how many', async () => {
		const path = await leave(0);
		const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
		const at = lines.findIndex(line => line.includes('"type":"step-ended"'));
		writeFileSync(path, `${lines.with(at, '{"at": broken').join('\n')}\n`);
		appendFileSync(path, '{"at":"2026-11-22T0');
		expect((await run('sessions')).stdout).toContain('1 lines can’t be read');
		const {printed, exitCode} = await runWizard(['--resume'], {state, answers: '4\n3\n1\n'});
		expect([exitCode, printed.includes('Healthy: the health check passes.')]).toEqual([0, true]);
	});

	test.skipIf(!isRoot)(
		'goes on with a full disk and in a folder that takes nothing, and says it once',
		{timeout: 90_000},
		async () => {
			for (const options of ['size=64k', 'ro']) {
				execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'slbw', state]);
				try {
					const answers = `1\n${'1\n'.repeat(30)}`;
					const {printed, exitCode} = await runWizard(['--host', `replay:${recording}`], {state, answers});
					const said =
						printed.replace(/\s+/g, ' ').match(/This session is (?:kept only up to here|not kept): .*?\((.*?)\)/g) ??
						[];
					expect([exitCode, said.length, said.join()]).toEqual([
						0,
						1,
						expect.stringMatching(options === 'ro' ? /read-only/ : /no space is left/),
					]);
					if (options !== 'ro')
						expect((await run('sessions')).stdout).toMatch(/unfinished, at step \d+ of 13|unfinished, before/);
				} finally {
					execFileSync('umount', [state]);
				}
			}
		},
	);

	test('removes sessions by id, by age and all of them; nothing else', async () => {
		for (let count = 0; count < 3; count++) beginSession(folder(), about);
		for (const {path} of listed()) {
			const [head = ''] = readFileSync(path, 'utf8').split('\n');
			writeFileSync(path, `${JSON.stringify({...JSON.parse(head), owner: {machine: 'x', pid: 1}})}\n`);
		}

		writeFileSync(join(folder(), 'notes.txt'), 'mine');
		const [one, two] = listed();
		utimesSync(two?.path ?? '', 1, 1);
		expect((await run('sessions', 'rm')).exitCode).toBe(2);
		expect((await run('sessions', 'rm', one?.id ?? '')).exitCode).toBe(0);
		expect((await run('sessions', 'rm', '--older-than', '30d')).stderr).toContain('1 of 2 sessions removed');
		expect((await run('sessions', 'rm', '--all')).stderr).toContain('1 of 1 sessions removed');
		expect(readdirSync(folder())).toEqual(['notes.txt']);
	});
});
