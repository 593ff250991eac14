import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {program} from '../lab/harness/program.ts';
import {build, hasTmux, openTerminal, type Terminal} from '../terminal/terminal.ts';

let home = '';
const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).error === undefined;

beforeAll(async () => {
	await build();
	home = mkdtempSync(join(tmpdir(), 'slbw-shell-'));
	mkdirSync(join(home, 'bin'));
	mkdirSync(join(home, '.ssh', 'more'), {recursive: true});
	mkdirSync(join(home, 'state', 'slb-wizard', 'sessions'), {recursive: true});
	symlinkSync(program, join(home, 'bin', 'slb-wizard'));
	writeFileSync(join(home, '.ssh', 'config'), 'Host web-1 *.corp\n  User root\nInclude more/*\n');
	writeFileSync(join(home, '.ssh', 'more', 'a'), 'Host = inner-db\n');
	writeFileSync(join(home, 'slb-wizard.json'), '{"targets": {"shop": {"port": 80}, "pay": {"port": 81}}}');
	writeFileSync(join(home, 'incident.json'), '{}');
	writeFileSync(join(home, 'state', 'slb-wizard', 'sessions', '20261122-080000-k3f9x2.jsonl'), '');
});

afterAll(() => rmSync(home, {recursive: true, force: true}));

const environment = (): Record<string, string> => ({
	HOME: home,
	LANG: 'C.UTF-8',
	XDG_STATE_HOME: join(home, 'state'),
	PATH: `${join(home, 'bin')}:${join(process.execPath, '..')}:/usr/local/bin:/usr/bin:/bin`,
});

/** What is typed, and what a TAB makes of it. Only one thing fits in each. */
const lines: ReadonlyArray<readonly [string, string]> = [
	['slb-wizard chec', 'slb-wizard check'],
	['slb-wizard check --produ', 'slb-wizard check --product'],
	['slb-wizard check --product al', 'slb-wizard check --product alb'],
	['slb-wizard --pace gui', 'slb-wizard --pace guided'],
	['slb-wizard check --lang zh', 'slb-wizard check --lang zh-CN'],
	['slb-wizard explain listening-loop', 'slb-wizard explain listening-loopback-only'],
	['slb-wizard fix timestamps', 'slb-wizard fix timestamps-recycled'],
	['slb-wizard demo loop', 'slb-wizard demo loopback-only'],
	['slb-wizard --resume 2026', 'slb-wizard --resume 20261122-080000-k3f9x2'],
	['slb-wizard sessions rm 2026', 'slb-wizard sessions rm 20261122-080000-k3f9x2'],
	['slb-wizard report inci', 'slb-wizard report incident.json'],
	['slb-wizard check --target sh', 'slb-wizard check --target shop'],
	['slb-wizard check --host ssh://inn', 'slb-wizard check --host ssh://inner-db'],
	['slb-wizard check --compare=ssh://we', 'slb-wizard check --compare=ssh://web-1'],
	['slb-wizard check --port 80 --report inci', 'slb-wizard check --port 80 --report incident.json'],
];

const shells: ReadonlyArray<readonly [string, string, string]> = [
	['bash', 'cd; bash --norc -i', 'source <(slb-wizard completion bash); source <(slb-wizard completion bash)'],
	['zsh', 'cd; zsh -f -i', 'autoload -Uz compinit; compinit -u -D; source <(slb-wizard completion zsh)'],
];

describe.skipIf(!hasTmux)('at a TAB', {timeout: 180_000}, () => {
	let terminal: Terminal | undefined;
	afterEach(async () => {
		await terminal?.close();
		terminal = undefined;
	});

	test.each(shells.filter(([shell]) => isThere(shell)))('%s completes what fits', async (_shell, shell, load) => {
		terminal = await openTerminal({shell, columns: 100, env: environment()});
		await terminal.keys(`${load}; echo rea'dy now'`, 'Enter');
		await terminal.until('ready now');
		for (const [typed, whole] of lines) {
			await terminal.keys(typed, 'Tab');
			await terminal.until(whole);
			// What is typed next stands after it, so nothing more was added.
			await terminal.keys('zzz');
			const screen = await terminal.until('zzz');
			expect(screen).toMatch(new RegExp(`${whole.replace(/[.*+?]/g, '\\$&')} ?zzz`));
			await terminal.keys('C-u');
			await terminal.keys('clear', 'Enter');
			await terminal.until(/^(?!.*zzz)/);
		}
	});

	test.each(shells.filter(([shell]) => isThere(shell)))(
		'%s runs nothing that stands on the line',
		async (_, shell, load) => {
			terminal = await openTerminal({shell, columns: 100, env: environment()});
			await terminal.keys(`${load}; echo rea'dy now'`, 'Enter');
			await terminal.until('ready now');
			await terminal.keys('slb-wizard explain $(touch was-run) listen', 'Tab');
			await terminal.keys('C-u');
			await terminal.keys("echo af'ter all'", 'Enter');
			await terminal.until('after all');
			expect(existsSync(join(home, 'was-run'))).toBe(false);
		},
	);
});

describe.skipIf(!isThere('fish'))('fish', () => {
	test.each(lines)('%s', (typed, whole) => {
		const {stdout, stderr} = spawnSync(
			'fish',
			['--no-config', '-c', `slb-wizard completion fish | source; complete -C '${typed}'`],
			{encoding: 'utf8', cwd: home, env: environment()},
		);
		expect(stderr).toBe('');
		expect(stdout.split('\n').map(line => line.split('\t')[0])).toEqual([whole.split(' ').at(-1), '']);
	});
});

describe('what the scripts ask', () => {
	const askIn = (locale: string, words: readonly string[]) =>
		spawnSync(process.execPath, [program, 'complete', '--', ...words], {
			encoding: 'utf8',
			cwd: home,
			env: {...environment(), LANG: locale},
		}).stdout.split('\n');
	const ask = (...words: readonly string[]) => askIn('C.UTF-8', words);

	test('all commands, with what they do', () => {
		const names = ask('').map(line => line.split('\t')[0]);
		expect(names).toEqual([
			...['check', 'watch', 'fix', 'undo', 'keep', 'demo', 'drill', 'diff', 'explain', 'report', 'schema', 'sessions'],
			...['completion', ':4', ''],
		]);
	});

	test.each([
		[['']],
		[['check', '--']],
		[['explain', '']],
		[['demo', '']],
		[['sessions', '']],
		[['check', '--host', 'l']],
	])('%j in the language of the locale, with the same values', words => {
		const [english, chinese] = [ask(...words), askIn('zh_CN.UTF-8', words)];
		expect(chinese.map(line => line.split('\t')[0])).toEqual(english.map(line => line.split('\t')[0]));
		const described = (lines: readonly string[]) => lines.flatMap(line => line.split('\t')[1] || []);
		expect(described(chinese).length).toBe(described(english).length);
		expect(described(chinese).length).toBeGreaterThan(0);
		expect(described(english).filter(text => /\p{Script=Han}/u.test(text))).toEqual([]);
		expect(described(chinese).filter(text => !/\p{Script=Han}/u.test(text))).toEqual([]);
	});

	test.each([
		[
			['check', '--protocol', ''],
			['tcp', 'udp', 'http', 'https', ':4'],
		],
		[
			['explain', '--protocol', ''],
			['tcp', 'udp', 'http', 'icmp', ':4'],
		],
		[
			['completion', ''],
			['bash', 'zsh', 'fish', ':4'],
		],
		[
			['check', '--target', ''],
			['shop', 'pay', ':4'],
		],
		[['check', '--port', ''], [':4']],
		[['check', '--record', ''], [':0']],
	])('%j', (words, values) => {
		expect(ask(...words).map(line => line.split('\t')[0])).toEqual([...values, '']);
	});

	test('neither Ink nor zod is loaded for it', () => {
		const {stderr} = spawnSync(process.execPath, [program, 'complete', '--', 'check', '--resume', ''], {
			encoding: 'utf8',
			cwd: home,
			env: {...environment(), NODE_DEBUG: 'esm'},
		});
		const loaded = [...new Set([...stderr.matchAll(/dist\/([\w.-]+\.mjs)/g)].map(([, name = '']) => name))];
		const hold = (sign: RegExp) =>
			loaded.filter(name => sign.test(readFileSync(new URL(`../../dist/${name}`, import.meta.url), 'utf8')));
		expect([hold(/ZodMini|\$ZodType/), hold(/useSyncExternalStore/)]).toEqual([[], []]);
		expect(loaded).toContain('cli.mjs');
	});
});
