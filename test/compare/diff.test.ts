import {afterEach, describe, expect, test} from 'vitest';
import {changedDocument, diff, isWorse} from '../../source/compare/diff.ts';
import {differences} from '../../source/compare/differences.ts';
import {normalise} from '../../source/compare/normal.ts';
import type {Run} from '../../source/compare/run.ts';
import {command} from '../../source/engine/command.ts';
import type {ResultCause, ResultStep, StepStatus} from '../../source/engine/result.ts';
import {completeTarget} from '../../source/engine/settings.ts';
import type {StepId} from '../../source/engine/step.ts';
import {speak} from '../../source/engine/words.ts';
import {diffLines} from '../../source/face/words/diff.ts';

afterEach(() => speak('en'));

const target = (backend: string) => {
	const complete = completeTarget({host: 'local', backend, port: 80}, 'linux');
	if (!('target' in complete)) throw new Error('no target');
	return complete.target;
};

const cause = (code: ResultCause['code'], step: StepId, more: Partial<ResultCause> = {}): ResultCause => ({
	...{code, step, certainty: 'proven', severity: 'failure', summary: `${code}.`, evidence: [], remedies: []},
	...more,
});

const step = (id: StepId, status: StepStatus): ResultStep => ({id, title: id, status, commands: []});

const run = (
	{
		causes = [],
		steps = [],
		backend = '10.0.0.1',
		version = '1',
	}: {causes?: readonly ResultCause[]; steps?: readonly ResultStep[]; backend?: string; version?: string},
	shown: Readonly<Record<string, string>> = {},
): Run => ({
	name: 'run',
	result: {
		schemaVersion: 1,
		tool: {name: 'slb-wizard', version},
		startedAt: '2026-11-22T08:00:00.000Z',
		target: target(backend),
		verdict: causes.some(({severity}) => severity === 'failure') ? 'unhealthy' : 'healthy',
		causes,
		steps,
	},
	observations: Object.entries(shown).map(([line, stdout]) => {
		const [file = '', ...args] = line.split(' ');
		return {command: command(file, ...args), stdout, stderr: '', exitCode: 0, durationMs: 1};
	}),
});

describe('from one run to the next', () => {
	test.each<readonly [string, Run, Run, object, boolean]>([
		[
			'a cause that is gone where the step was looked at is fixed',
			run({causes: [cause('firewall-drops-probes', 'firewall')], steps: [step('firewall', 'problem')]}),
			run({steps: [step('firewall', 'ok')]}),
			{fixed: [{code: 'firewall-drops-probes'}], lost: [], broke: []},
			false,
		],
		[
			'a cause that is gone because nobody could look is not fixed: it is lost',
			run({causes: [cause('firewall-drops-probes', 'firewall')], steps: [step('firewall', 'problem')]}),
			run({steps: [step('firewall', 'unknown')]}),
			{fixed: [], lost: [{step: 'firewall', before: 'problem', after: 'unknown'}], broke: []},
			true,
		],
		[
			'ok that became unknown is lost, though no cause is there',
			run({steps: [step('firewall', 'ok')]}),
			run({steps: [step('firewall', 'unknown')]}),
			{fixed: [], lost: [{step: 'firewall', before: 'ok', after: 'unknown'}], broke: []},
			true,
		],
		[
			'a new cause broke',
			run({steps: [step('answer', 'ok')]}),
			run({causes: [cause('http-server-error', 'answer')], steps: [step('answer', 'problem')]}),
			{fixed: [], lost: [], broke: [{code: 'http-server-error'}]},
			true,
		],
		[
			'a risk that became a failure broke',
			run({causes: [cause('disk-full', 'load', {severity: 'risk'})]}),
			run({causes: [cause('disk-full', 'load')]}),
			{broke: [{code: 'disk-full'}], changed: []},
			true,
		],
		[
			'the same words in another language are the same',
			run({causes: [cause('disk-full', 'load')]}),
			run({causes: [cause('disk-full', 'load', {summary: '磁盘已满'})]}),
			{fixed: [], broke: [], lost: [], changed: []},
			false,
		],
	])('%s', (_claim, before, after, expected, worse) => {
		const found = diff(before, after);
		expect(found).toMatchObject(expected);
		expect(isWorse(found)).toBe(worse);
	});

	test('what is there in both and is not the same has one document in every language, and words in each', () => {
		const [before, after] = [
			run({causes: [cause('disk-full', 'load')], steps: [step('load', 'problem')]}),
			run({causes: [cause('disk-full', 'load', {certainty: 'likely'})], steps: [step('load', 'risk')]}),
		];
		const found = diff(before, after);
		const changes = (): readonly string[] =>
			diffLines(found, [before, after]).flatMap(({text}) => (/disk-full|load/.test(text) ? [text] : []));
		expect(changes()).toEqual(['disk-full: was proven failure, is likely failure', 'step load: was problem, is risk']);
		speak('zh-CN');
		expect(changes()).toEqual(['disk-full：原为已证实的故障，现为很可能的故障', '步骤 load：原为故障，现为风险']);
		expect(found.changed.map(changedDocument)).toEqual([
			{what: 'disk-full', before: 'proven failure', after: 'likely failure'},
			{what: 'step load', before: 'problem', after: 'risk'},
		]);
	});

	test('another version of the judge is said', () => {
		expect(diff(run({}), run({version: '2'})).tools).toEqual({before: '1', after: '2'});
	});
});

describe('two hosts', () => {
	test('addresses, numbers of processes, counters and times are no difference', () => {
		const one = run(
			{backend: '10.0.0.1'},
			{
				'ip addr': 'inet 10.0.0.1/24 brd x\n link/ether 02:00:00:00:00:01',
				'iptables-save -c': '[12:900] -A INPUT -d 10.0.0.1/32 -p tcp --dport 80 -j ACCEPT',
				'ss -H -lntupe': 'tcp LISTEN 0 511 10.0.0.1:80 users:(("nginx",pid=77,fd=6)) ino:55 sk:1f',
			},
		);
		const other = run(
			{backend: '10.0.0.23'},
			{
				'ip addr': 'inet 10.0.0.23/24 brd x\n link/ether 02:00:00:00:00:0f',
				'iptables-save -c': '[7:10] -A INPUT -d 10.0.0.23/32 -p tcp --dport 80 -j ACCEPT',
				'ss -H -lntupe': 'tcp LISTEN 0 511 10.0.0.23:80 users:(("nginx",pid=1234,fd=9)) ino:9 sk:2a',
			},
		);
		expect(differences(one, other)).toEqual([]);
	});

	test('a rule for the port stands before one for another port, and the load comes last', () => {
		const one = run(
			{},
			{
				'iptables-save -c': '-A INPUT -p tcp --dport 3306 -j REJECT\n-A INPUT -p tcp --dport 80 -j REJECT',
				'cat /proc/loadavg': '7.1 3 2',
				'ip -4 route show table all': 'default via 10.0.0.253 dev eth0',
			},
		);
		const other = run(
			{},
			{
				'iptables-save -c': '',
				'cat /proc/loadavg': '0.1 0 0',
				'ip -4 route show table all': 'default via 10.0.0.253 dev eth0\n198.51.100.0/24 dev eth1',
			},
		);
		expect(differences(one, other).map(({of, one: lines}) => [of, lines[0]])).toEqual([
			['iptables-save -c', '-A INPUT -p tcp --dport 80 -j REJECT'],
			['ip -4 route show table all', undefined],
			['cat /proc/loadavg', '7.1 3 2'],
		]);
	});

	test('secrets of a host are not compared aloud', () => {
		const [said] = normalise(run({}, {'ps aux': 'mysql -pGeheim123 --password=Geheim123'}));
		expect(said?.lines.join()).not.toContain('Geheim123');
	});
});
