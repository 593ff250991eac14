import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {beforeAll, describe, expect, test} from 'vitest';
import {program} from '../lab/harness/program.ts';

// The discard port, where nothing listens; it would be watched for a minute.
const target = ['--host', 'local', '--port', '9', '--protocol', 'tcp', '--product', 'clb'];
const long = ['watch', ...target, '--until', 'healthy', '--timeout', '60'];

/** Runs the program with its output going on in a shell; the last line is its exit status. */
const run = (words: readonly string[], rest: string) => {
	const script = `"$@" ${rest}; echo "$?" >&2`;
	const {stderr} = spawnSync(
		'bash',
		['-c', `set -o pipefail; ${script}`, 'bash', process.execPath, program, ...words],
		{
			encoding: 'utf8',
			timeout: 30_000,
			env: {...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1'},
		},
	);
	return stderr;
};

describe('output that can’t be written', () => {
	beforeAll(() => {
		execFileSync(process.execPath, [program, '--help']);
	});

	test.skipIf(!existsSync('/dev/full')).for([['schema'], ['check', '--help'], ['check', ...target, '--json'], long])(
		'a full disk is said once, and no verdict: %o',
		{timeout: 30_000},
		words => {
			expect(run(words, '>/dev/full')).toBe(
				'slb-wizard: the output can’t be written: no space is left on the disk\n3\n',
			);
		},
	);

	test('a reader who leaves is no error, and what it had asked for is its exit status', {timeout: 30_000}, () => {
		expect(run(['schema'], '| head -c 5 >/dev/null')).toBe('0\n');
		expect(run(['check', ...target, '--json'], '| head -c 5 >/dev/null')).toBe('1\n');
	});

	test('who doesn’t read what is said beside the answer still gets it', {timeout: 30_000}, () => {
		expect(run(['explain', 'no-such-code'], '2>/dev/full')).toBe('2\n');
		expect(run(['check', ...target, '--json'], '2>&- | grep -c schemaVersion >&2')).toBe('1\n1\n');
	});

	test('a reader who leaves ends what would go on for long', {timeout: 30_000}, () => {
		expect(run(long, '| head -c 5 >/dev/null')).toBe('130\n');
		expect(run(['check', ...target, '--events'], '| head -c 5 >/dev/null')).toBe('130\n');
	});
});
