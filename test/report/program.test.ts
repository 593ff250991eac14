import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, test} from 'vitest';
import {resultSchemaText} from '../../source/report/result-schema.ts';
import {recordings} from '../recordings/recordings.ts';

const program = fileURLToPath(new URL('../../source/bin.mjs', import.meta.url));
const recording = fileURLToPath(new URL('input-drops-the-range-of-the-probes', recordings));
const folder = mkdtempSync(join(tmpdir(), 'slbw-report-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const slbw = (...args: readonly string[]) => {
	const {status, stdout, stderr} = spawnSync(process.execPath, [program, ...args], {
		encoding: 'utf8',
		cwd: folder,
		env: {...process.env, TZ: 'Asia/Shanghai', NO_COLOR: '1'},
	});
	return {status, stdout, stderr};
};

const file = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('check', () => {
	const check = ['check', '--host', `replay:${recording}`];

	test('writes each report whole, for its owner only, beside the answer', () => {
		const {status, stdout} = slbw(
			...check,
			'--json',
			'--report',
			'a.json',
			'--report',
			'a.md',
			'--report',
			'a.html',
			'--report',
			'a.xml',
		);
		expect(status).toBe(1);
		expect(file('a.json')).toBe(stdout);
		expect(['a.md', 'a.html', 'a.xml'].map(name => file(name).slice(0, 15))).toEqual([
			'# Health check ',
			'<!doctype html>',
			'<?xml version="',
		]);
		expect(['a.json', 'a.md', 'a.html', 'a.xml'].map(name => statSync(join(folder, name)).mode & 0o777)).toEqual([
			0o600, 0o600, 0o600, 0o600,
		]);
		expect(readdirSync(folder).filter(name => name.endsWith('.part'))).toEqual([]);
		expect(file('a.md')).toContain('2026-11-26 11:20');
	});

	test('replaces a file that a link leads to, not the link', () => {
		writeFileSync(join(folder, 'real.md'), 'old');
		symlinkSync('real.md', join(folder, 'link.md'));
		slbw(...check, '--report', 'link.md');
		expect(file('real.md')).toContain('# Health check');
	});

	test('--short and --ticket are the whole answer', () => {
		expect(slbw(...check, '--short').stdout.split('\n').length).toBeLessThanOrEqual(16);
		expect(slbw(...check, '--ticket').stdout).toMatch(/^CLB health check of backend 10\.11\.192\.1:80 is abnormal\n/);
		const chinese = slbw(...check, '--ticket', '--lang', 'zh-CN');
		expect(chinese.stdout).toMatch(/^CLB 后端服务器 10\.11\.192\.1:80 健康检查异常\n/);
	});

	test('--mask addresses holds for the answer, the events and the report', () => {
		const text = ['--json', '--events', '--short', '--ticket'].map(
			form => slbw(...check, form, '--mask', 'addresses', '--report', 'm.html').stdout,
		);
		for (const each of [...text, file('m.html')]) {
			expect(each).toContain('net1-host1');
			expect(each).not.toMatch(/10\.11\.\d+\.\d+/);
			expect(each).toContain('100.64.0.0/10');
		}
	});

	test('with a host that can’t be reached the report says so', () => {
		const {status} = slbw(
			'check',
			'--host',
			'ssh://127.0.0.1:1',
			'--port',
			'80',
			'--backend',
			'10.0.0.1',
			'--report',
			'no.json',
		);
		expect(status).toBe(3);
		expect(JSON.parse(file('no.json')).verdict).toBe('unknown');
	});

	const healthy = join(recordings.pathname, 'probes-arrive-and-are-served');

	test('the report of a comparison holds the twin', () => {
		const reports = ['t.md', 't.html', 't.json', 't.xml'].flatMap(name => ['--report', name]);
		const {status, stdout} = slbw(...check, '--compare', `replay:${healthy}`, '--json', ...reports);
		expect([status, JSON.parse(stdout).twin.result.verdict]).toEqual([1, 'healthy']);
		expect(JSON.parse(file('t.json'))).toEqual(JSON.parse(stdout));
		for (const name of ['t.md', 't.html']) expect(file(name)).toMatch(/Compared with .*only on .*nft -j list ruleset/s);
		expect(file('t.xml')).toContain('<testsuite');
	});

	test('a twin that can’t be reached takes nothing from what is known of the host, and is no comparison', () => {
		const {status, stdout, stderr} = slbw(...check, '--compare', 'ssh://127.0.0.1:1', '--json', '--report', 'u.md');
		const {verdict, twin} = JSON.parse(stdout);
		expect([status, verdict, twin]).toEqual([3, 'unhealthy', undefined]);
		expect(stderr).toMatch(/^slb-wizard: 127\.0\.0\.1 port 1 can.t be reached/);
		expect(file('u.md')).not.toContain('Compared');
		const backend = ['--backend', '10.0.0.1', '--port', '80'];
		const first = slbw('check', '--host', 'ssh://127.0.0.1:1', '--compare', `replay:${healthy}`, '--json', ...backend);
		expect([first.status, JSON.parse(first.stdout).verdict]).toEqual([3, 'unknown']);
	});

	mkdirSync(join(folder, 'folder.md'));
	test.each([
		['--report', 'no/such/folder/x.md', 'there is no such file or folder'],
		['--report', 'folder.md', 'is a folder'],
		['--report', 'x.pdf', 'must end in .md, .json, .html or .xml (JUnit)'],
		['--report', '/dev/full/x.md', 'can’t be written'],
	])('%s %s is refused before anything is looked at', (flag, path, words) => {
		const {status, stdout, stderr} = slbw('check', '--port', '80', flag, path);
		expect([status, stdout]).toEqual([2, '']);
		expect(stderr).toContain(`--report ${JSON.stringify(path)}: `);
		expect(stderr).toContain(words);
	});

	test('a recording without addresses could not be judged: refused', () => {
		const {status, stderr} = slbw('check', '--port', '80', '--mask', 'addresses', '--record', 'rec');
		expect([status, stderr]).toEqual([2, expect.stringContaining('--mask and --record')]);
	});
});

describe('report', () => {
	test('of a recording, and of the result that it came to', () => {
		const {stdout} = slbw('check', '--host', `replay:${recording}`, '--json');
		writeFileSync(join(folder, 'result.json'), stdout);
		expect(slbw('report', recording, '--to', 'r.html', '--to', 'r.json')).toMatchObject({status: 0, stdout: ''});
		expect(file('r.html')).toContain('Time line');
		expect(slbw('report', 'result.json', '--to', 's.html', '--to', 's.json').status).toBe(0);
		expect(file('s.html')).toContain('firewall-drops-probes');
		expect(JSON.parse(file('s.json'))).toEqual(JSON.parse(stdout));
		expect(slbw('report', 'result.json', '--short').stdout).toContain('firewall-drops-probes');
		expect(slbw('report', 'result.json', '--ticket', '--mask', 'addresses').stdout).not.toContain('10.11.192.1');
	});

	test('--mask addresses hides the name of a host that is only in the result, or in the recording', () => {
		const {stdout} = slbw('check', '--host', `replay:${recording}`, '--json');
		writeFileSync(join(folder, 'web.json'), stdout.replace('"host": "local"', '"host": "ssh://joe@web-3.shop"'));
		mkdirSync(join(folder, 'web'));
		const lines = readFileSync(join(recording, 'recording.jsonl'), 'utf8');
		writeFileSync(
			join(folder, 'web/recording.jsonl'),
			lines
				.replace('"where":"local"', '"where":"ssh://joe@web-3.shop"')
				.replace('"host":"local"', '"host":"ssh://joe@web-3.shop"'),
		);
		for (const outcome of [
			slbw('report', 'web.json', '--short', '--to', 'w.md', '--mask', 'addresses'),
			slbw('report', 'web', '--ticket', '--to', 'w.html', '--mask', 'addresses'),
			slbw('check', '--host', 'replay:web', '--events', '--mask', 'addresses'),
		])
			expect([outcome.stdout.length > 0, `${outcome.stdout}${outcome.stderr}`]).toEqual([
				true,
				expect.not.stringContaining('web-3'),
			]);
		for (const name of ['w.md', 'w.html']) expect(file(name)).not.toContain('web-3');
	});

	test.each([
		[['result-of-nobody.json', '--short'], 'there is no such file, no such folder and no such session'],
		[['.', '--short'], 'the recording can’t be read'],
		[['broken.json', '--short'], 'is no JSON'],
		[['other.json', '--short'], 'is no result of slb-wizard: schemaVersion'],
		[[recording], 'say what to make of it'],
		[[recording, '--to', 'x.txt'], 'must end in'],
		[[recording, '--short', '--ticket'], 'cannot be used with'],
	])('%j is bad usage', (args, words) => {
		writeFileSync(join(folder, 'broken.json'), '{');
		writeFileSync(join(folder, 'other.json'), '{"schemaVersion": 7}');
		const {status, stdout, stderr} = slbw('report', ...args);
		expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
	});
});

test('schema prints the published schema', () => {
	expect(slbw('schema')).toEqual({status: 0, stdout: resultSchemaText(), stderr: ''});
});
