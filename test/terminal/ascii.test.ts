import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {describe, expect, test} from 'vitest';
import {hasTmux, type openTerminal} from './terminal.ts';
import {useTerminals} from './use-terminals.ts';

const program = new URL('../../source/bin.mjs', import.meta.url).pathname;
const recording = (name: string): string => `replay:${new URL(`../recordings/${name}`, import.meta.url).pathname}`;

/** What a terminal whose locale is C, or whose font is that of the Linux console, prints as rubbish. */
const beyondAscii = /[^\u0000-\u007E]/gu;

describe.skipIf(!hasTmux)('where the terminal has only ASCII', {timeout: 120_000}, () => {
	const open = useTerminals();

	test.each<readonly [string, Parameters<typeof openTerminal>[0]]>([
		['LC_ALL=C', {args: ['demo'], env: {LC_ALL: 'C'}}],
		['LC_ALL=C at 40x12', {args: ['demo'], env: {LC_ALL: 'C'}, columns: 40, rows: 12}],
		['--ascii', {args: ['demo', '--ascii']}],
		['the Linux console', {args: ['demo'], env: {TERM: 'linux'}}],
	])('%s: the wizard from its first step to its end has no byte above 0x7E', async (_, options) => {
		const at = await open(options);
		await at.until('Enter runs step 1');
		await at.keys('?');
		await at.until('the verdict is not healthy');
		await at.keys('Enter');
		await at.until('Enter runs step 2');
		// As long as there is room: a station that nobody has looked at, and one that fails.
		expect(await at.screen()).toMatch(/\. balancer > \. route > \. filter >/);
		await at.keys('o');
		await at.until('Enter runs step 2');
		await at.keys('p');
		await at.until('All at once');
		await at.keys('Down', 'Down', 'Enter');
		await at.until('Enter closes');
		const log = (await at.log()).replace(/\s+/g, ' ');
		expect(log).toContain('x Unhealthy: the health check fails, or will fail.');
		expect(log).toContain('x listener: listening-loopback-only');
		await at.keys('Enter');
		await at.until('[exit 1]');
		const bytes = await at.bytes();
		expect(bytes.length).toBeGreaterThan(5000);
		expect(bytes.match(beyondAscii) ?? []).toEqual([]);
	});

	test('the wizard line by line says the path in words, without a byte above 0x7E', async () => {
		const at = await open({args: ['demo', '--plain'], env: {LC_ALL: 'C'}, rows: 50});
		await at.until('Number [1]:');
		await at.keys('4', 'Enter');
		await at.until('3 all at once');
		await at.keys('3', 'Enter');
		await at.until('2 look again at everything');
		await at.keys('Enter');
		await at.until(/\[exit \d+\]/);
		const words = (await at.log()).replace(/\s+/g, ' ');
		expect(words.match(/The probe's path: [^.]*\./g)).toEqual([
			expect.stringContaining('listener fails (listening-loopback-only)'),
		]);
		expect((await at.bytes()).match(beyondAscii) ?? []).toEqual([]);
	});

	test('a watch is drawn without a byte above 0x7E', async () => {
		const at = await open({args: ['watch', '--port', '9', '--protocol', 'tcp', '--ascii']});
		await at.until(/Probe 2: .*q ends/);
		await at.keys('q');
		await at.until(/\[exit \d+\]/);
		expect((await at.bytes()).match(beyondAscii) ?? []).toEqual([]);
	});
});

describe('what is printed in the locale C', {timeout: 60_000}, () => {
	const run = promisify(execFile);
	const one = recording('every-third-answer-is-a-500');
	const other = recording('the-health-path-is-not-found');

	test.each([
		['check', ['check', '--host', one]],
		['diff', ['diff', one.slice('replay:'.length), other.slice('replay:'.length), '--anyway']],
		['help', ['check', '--help']],
		['explain', ['explain']],
		['an error', ['check', '--host', 'replay:/nowhere']],
	])('%s has no byte above 0x7E', async (_, args) => {
		const env = {...process.env, LC_ALL: 'C'};
		const {stdout, stderr} = await run(process.execPath, [program, ...args], {env}).catch(error => error);
		expect(`${stdout}${stderr}`.length).toBeGreaterThan(50);
		expect(`${stdout}${stderr}`.match(beyondAscii) ?? []).toEqual([]);
	});

	test('JSON stays what it is: data, in UTF-8', async () => {
		const env = {...process.env, LC_ALL: 'C'};
		const {stdout} = await run(process.execPath, [program, 'check', '--json', '--host', one], {env}).catch(
			error => error,
		);
		expect(stdout).toContain('’');
	});
});
