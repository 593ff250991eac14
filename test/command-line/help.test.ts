import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {Help} from 'commander';
import stringWidth from 'string-width';
import {beforeAll, describe, expect, test} from 'vitest';
import {inBrief} from '../../source/command-line/help/brief.ts';
import {chineseColumns} from '../../source/command-line/help/chinese-columns.ts';
import {nearest} from '../../source/engine/did-you-mean.ts';
import {languages} from '../../source/engine/words.ts';
import {build} from '../terminal/terminal.ts';
import {englishProse, runIn} from './run-in.ts';

const root = new URL('../..', import.meta.url);

const run = (...words: readonly string[]) => runIn('en', ...words);

beforeAll(build);

const commands = [
	...['', 'check', 'watch', 'fix', 'undo', 'keep', 'demo', 'drill', 'diff', 'explain', 'report', 'schema', 'sessions'],
	...['sessions rm', 'completion'],
];

describe.each(commands)('slb-wizard %s --help', command => {
	const words = command.split(' ').filter(Boolean);

	test.each(languages)('fits a screen of 80x24 with its prompt: %s', language => {
		const {status, stdout} = runIn(language, ...words, '--help');
		const rows = stdout.trimEnd().split('\n');
		expect(status).toBe(0);
		expect(rows.length).toBeLessThanOrEqual(23);
		expect(rows.filter(row => stringWidth(row) > 80)).toEqual([]);
		expect(stdout).toContain('--help');
	});

	test.each(languages)('--all says all, and no row of it is wider than 80 columns: %s', language => {
		const {status, stdout} = runIn(language, ...words, '--help', '--all');
		expect(status).toBe(0);
		expect(stdout.split('\n').filter(row => stringWidth(row) > 80)).toEqual([]);
	});

	test('in Chinese has nothing in English, and in English nothing in Chinese', () => {
		const flags = (text: string) => [...text.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag);
		const [english, chinese] = [
			run(...words, '--help', '--all').stdout,
			runIn('zh-CN', ...words, '--help', '--all').stdout,
		];
		expect(english).not.toMatch(/[\p{Script=Han}（），。：]/u);
		for (const text of [chinese, runIn('zh-CN', ...words, '--help').stdout])
			expect(text.split('\n').filter(row => englishProse.test(row))).toEqual([]);
		expect(chinese.split('\n').filter(row => /^ {2}\S.* {2}/.test(row) && !/\p{Script=Han}/u.test(row))).toEqual([]);
		expect(flags(chinese)).toEqual(flags(english));
	});
});

test('what the main help leaves out is in --help --all', () => {
	const brief = run('--help').stdout;
	const whole = run('--help', '--all').stdout;
	const flags = [...whole.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = '']) => flag);
	expect(flags.length).toBeGreaterThan(25);
	expect(brief).toMatch(/\d+ more options, and more about these: slb-wizard --help --all/);
	expect(flags).toEqual(expect.arrayContaining(['--host', '--plan', '--pace', '--resume', '--unhealthy', '--version']));
});

test.each([
	['the load balancer: clb, alb or nlb (default: clb)', 40, 'the load balancer: clb, alb or nlb'],
	['short', 40, 'short'],
	['a (b, c) and more; of it', 9, 'a'],
	['one long thought without an end', 20, 'one long thought …'],
	['where it stands (so, or so), and more', 24, 'where it stands'],
])('%j in %i columns', (words, width, brief) => {
	expect(inBrief(words, width, new Help())).toBe(brief);
});

test.each([
	['负载均衡产品：clb、alb 或 nlb（默认：clb）', 34, '负载均衡产品：clb、alb 或 nlb'],
	['负载均衡产品：clb、alb 或 nlb（默认：clb）', 20, '负载均衡产品'],
	['同样的步骤（但不提问，也不改变），输出', 32, '同样的步骤（但不提问，也不改变）'],
	['没有标点的一个长句子放不下', 12, '没有标点的 …'],
	['四个汉字', 8, '四个汉字'],
])('%j in %i columns, two for each character', (words, width, brief) => {
	expect(inBrief(words, width, chineseColumns)).toBe(brief);
});

describe('the manual page', () => {
	test('is in step with the commands (npm run man writes it anew)', () => {
		expect(readFileSync(new URL('source/slb-wizard.1', root), 'utf8')).toBe(run('manual').stdout);
	});

	test('is English, whatever the locale is', () => {
		expect(runIn('zh-CN', 'manual', '--help').status).toBe(0);
		expect(runIn('zh-CN', 'manual').stdout).toBe(run('manual').stdout);
	});

	test.skipIf(spawnSync('groff', ['--version']).error !== undefined)('gives no warning', () => {
		const {stdout, stderr} = spawnSync('groff', ['-man', '-ww', '-Tutf8', 'source/slb-wizard.1'], {
			cwd: root,
			encoding: 'utf8',
		});
		expect(stderr).toBe('');
		expect(stdout).toContain('--yes-change-this-host');
	});

	test('is shipped and named', () => {
		const {man, files} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
		expect([man, files.includes('source/slb-wizard.1')]).toEqual(['source/slb-wizard.1', true]);
	});
});

describe('did you mean', () => {
	test.each([
		[['wath'], 'did you mean watch?'],
		[['chek', '--port', '80'], 'did you mean check?'],
		[['check', '--prt', '80'], 'Did you mean --port?'],
		[['check', '--port', '80', '--protocol', 'htp'], 'did you mean http?'],
		[['check', '--lang', 'zh-cn'], 'did you mean zh-CN?'],
		[['--pace', 'guide'], 'did you mean guided?'],
		[['demo', 'redirct'], 'did you mean redirect?'],
		[['explain', 'listening-lopback-only'], 'did you mean listening-loopback-only'],
		[['fix', 'listening-lopback-only'], 'listening-loopback-only?'],
	])('%j', (words, hint) => {
		const {status, stdout, stderr} = run(...words);
		expect([status, stdout]).toEqual([2, '']);
		expect(stderr).toContain(hint);
	});

	test('a word that is like nothing gets no guess', () => {
		const {status, stderr} = run('xylophone');
		expect(status).toBe(2);
		expect(stderr).not.toMatch(/did you mean/i);
		expect(stderr).toContain('is no command: there are check, watch');
	});

	test('a word too many is refused by every command', () => {
		expect(run('check', 'nonsense', '--port', '80').stderr).toContain('too many arguments');
		expect(run('sessions', 'r').stderr).toContain('too many arguments');
	});

	test.each([
		['shp', ['shop', 'pay'], 'shop'],
		['ay', ['shop', 'pay'], 'pay'],
		['', ['shop'], undefined],
		['zz', ['shop', 'pay'], undefined],
		['slb', ['clb', 'alb', 'nlb'], undefined],
	])('%j among %j means %j', (word, names, meant) => {
		expect(nearest(word, names)).toBe(meant);
	});
});
