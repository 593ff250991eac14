import {chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {execute} from '../lab/harness/execute.ts';
import {program} from '../session/killed.ts';
import {build} from '../terminal/terminal.ts';

const recording = (name: string): string => new URL(`../recordings/${name}`, import.meta.url).pathname;
const dropped = `replay:${recording('input-drops-the-range-of-the-probes')}`;

let folder = '';
const write = (value: unknown): void => {
	mkdirSync(join(folder, 'deep/er'), {recursive: true});
	writeFileSync(join(folder, 'slb-wizard.json'), typeof value === 'string' ? value : JSON.stringify(value));
};
const run = (...args: readonly string[]) =>
	execute('env', ['-C', join(folder, 'deep/er'), `XDG_STATE_HOME=${folder}`, process.execPath, program, ...args]);

beforeAll(async () => {
	await build();
	folder = mkdtempSync(join(tmpdir(), 'slbw-settings-'));
});
afterAll(() => rmSync(folder, {recursive: true}));

const suppressed = (until: string, code = 'firewall-drops-probes') => ({
	targets: {shop: {host: dropped}},
	suppress: [{code, reason: 'the new rules come on Monday', until}],
});

describe('a settings file above the working folder', () => {
	test('a suppressed cause stays visible, the verdict stays true, and the exit status is 0', async () => {
		write(suppressed('2999-01-31'));
		const {stdout, exitCode} = await run('check', '--target', 'shop', '--json');
		const {verdict, causes} = JSON.parse(stdout);
		expect([exitCode, verdict, causes[0].code, causes[0].suppressed]).toEqual([
			0,
			'unhealthy',
			'firewall-drops-probes',
			{reason: 'the new rules come on Monday', until: '2999-01-31'},
		]);
		const text = (await run('check', '--target', 'shop')).stdout;
		expect(text).toContain('Suppressed until 2999-01-31: the new rules come on Monday');
		expect(text.replace(/\s+/g, ' ')).toContain('Nothing else is wrong than what is suppressed');
	});

	test('a suppression that is over counts no more, and that is said', async () => {
		write(suppressed('2020-01-31'));
		const {stdout, exitCode} = await run('check', '--target', 'shop');
		expect(exitCode).toBe(1);
		expect(stdout.replace(/\s+/g, ' ')).toContain(
			'The suppression of firewall-drops-probes ended on 2020-01-31: it counts again.',
		);
	});

	test('another code is no excuse', async () => {
		write(suppressed('2999-01-31', 'disk-full'));
		const {stdout, exitCode} = await run('check', '--target', 'shop', '--json');
		expect([exitCode, JSON.parse(stdout).causes[0].suppressed]).toEqual([1, undefined]);
	});

	test('what is said on the command line goes before the target’s options', async () => {
		write({targets: {shop: {host: dropped, port: 81}}});
		const {stdout} = await run('check', '--target', 'shop', '--json', '--port', '80');
		expect(JSON.parse(stdout).target.port).toBe(80);
	});

	test.each(['undo', 'keep'])(
		'%s takes the host of a target, and needs no file that is whole without one',
		async does => {
			write({targets: {shop: {host: 'ssh://127.0.0.1:1'}}});
			const {stderr, exitCode} = await run(does, '--target', 'shop');
			expect([exitCode, stderr]).toEqual([3, expect.stringContaining('127.0.0.1 port 1')]);
			write('{"targets"');
			expect((await run(does, '--target', 'shop')).exitCode).toBe(2);
			expect((await run(does, '--host', 'ssh://127.0.0.1:1')).exitCode).toBe(3);
		},
	);

	test.each<readonly [string, unknown, readonly string[], RegExp]>([
		['a name that is none', suppressed('2999-01-31'), ['--target', 'shpo'], /names shop; did you mean shop\?/],
		['a broken file', '{"targets"', ['--port', '80'], /slb-wizard\.json: is no JSON/],
		[
			'a code that is none',
			suppressed('2999-01-31', 'firewal-drops-probes'),
			['--port', '80'],
			/slb-wizard\.json: suppress\[0\]\.code: "firewal-drops-probes" is no code of a cause; did you mean firewall-drops-probes/,
		],
	])('%s is bad usage, and is said with the file', async (_what, value, args, words) => {
		write(value);
		const {stderr, exitCode} = await run('check', ...args);
		expect([exitCode, stderr]).toEqual([2, expect.stringMatching(words)]);
	});

	test.skipIf(process.getuid?.() !== 0)('of another user is left out, and that is said', async () => {
		write(suppressed('2999-01-31'));
		chownSync(join(folder, 'slb-wizard.json'), 12_345, 12_345);
		const {stderr, exitCode} = await run('check', '--host', dropped);
		expect([exitCode, stderr]).toEqual([1, expect.stringContaining('belongs to another user (number 12345)')]);
	});
});

describe('diff', () => {
	const healthy = recording('probes-arrive-and-are-served');
	const broken = recording('input-drops-the-range-of-the-probes');

	test('of two recordings: broke, fixed, the same', async () => {
		const outcomes = [
			await run('diff', healthy, broken),
			await run('diff', broken, healthy),
			await run('diff', healthy, healthy),
		];
		expect(outcomes.map(({exitCode, stdout}) => [exitCode, stdout.split('\n')[0]])).toEqual([
			[1, '✖ Worse: something broke.'],
			[0, '✔ Better.'],
			[0, '✔ The same: no cause and no step differs.'],
		]);
	});

	test('of a result and a recording, as JSON', async () => {
		const {stdout} = await run('check', '--host', `replay:${healthy}`, '--json');
		writeFileSync(join(folder, 'before.json'), stdout);
		const outcome = await run('diff', join(folder, 'before.json'), broken, '--json');
		const {isWorse, broke, lost, before} = JSON.parse(outcome.stdout);
		expect([outcome.exitCode, isWorse, broke[0].code, lost, before.backend]).toEqual([
			1,
			true,
			'firewall-drops-probes',
			[],
			'10.11.192.1',
		]);
	});

	test('rights that are gone are lost, and no fix', async () => {
		const blind = recording('without-root-a-rule-that-drops-the-probes-is-not-taken-for-none');
		const {stdout, exitCode} = await run('diff', broken, blind, '--anyway', '--json');
		const {fixed, lost} = JSON.parse(stdout);
		expect([exitCode, fixed, lost.map(({step}: {step: string}) => step)]).toEqual([
			1,
			[],
			expect.arrayContaining(['firewall']),
		]);
	});

	test('hides addresses where that is wanted', async () => {
		for (const form of [[], ['--json']]) {
			const {stdout} = await run('diff', healthy, broken, ...form, '--mask', 'addresses');
			expect([stdout, /10\.(?:11|22)\.\d/.test(stdout)]).toEqual([
				expect.stringContaining('firewall-drops-probes'),
				false,
			]);
		}
	});

	test('refuses two hosts unless it is asked to', async () => {
		const {stdout} = await run('check', '--host', `replay:${healthy}`, '--json');
		writeFileSync(join(folder, 'other.json'), stdout.replaceAll('10.11.192.1', '10.11.192.9'));
		const files = [join(folder, 'other.json'), healthy];
		expect([(await run('diff', ...files)).exitCode, (await run('diff', ...files, '--anyway')).exitCode]).toEqual([
			2, 0,
		]);
	});

	test.each([
		[['nothing-there', 'x'], /no such file, no such folder and no such session/],
		[['/etc/passwd', '/etc/passwd'], /it is no JSON; it may be the output of check --json, a recording, or a session/],
	])('%j is bad usage', async (args, words) => {
		const {stderr, exitCode} = await run('diff', ...args);
		expect([exitCode, stderr]).toEqual([2, expect.stringMatching(words)]);
	});
});
