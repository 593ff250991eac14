import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Look} from '../../source/engine/fact.ts';
import {readWithIncludes} from '../../source/fact/config-files.ts';
import {readFiles, readNginxFiles} from '../../source/fact/nginx-files.ts';
import {lookAt} from './look.ts';

let folder = '';

const files: Readonly<Record<string, string>> = {
	'nginx.conf': `http { include mime.types;
	include conf.d/*.conf; include "a b/*"; # include comment.conf;
	include FOLDER/conf.d/[ab].conf; include gone/*; include gone.conf; include */deep.conf; }`,
	'mime.types': 'types { }\n',
	'conf.d/a.conf': 'file 3 /etc/passwd\nglob *\nhit /etc/passwd\n\nserver { include mime.types; }',
	'conf.d/b.conf': 'include ../nginx.conf;\r\n',
	'conf.d/.hidden.conf': 'hidden on;',
	'a b/x y': "server { include 'quoted $(touch FOLDER/made).conf'; }",
	'quoted $(touch FOLDER/made).conf': 'never on;',
	'x/deep.conf': 'deep on;',
};

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'slbw-nginx-'));
	for (const [name, text] of Object.entries(files)) {
		if (name.includes('FOLDER')) continue;
		const path = join(folder, name);
		mkdirSync(join(path, '..'), {recursive: true});
		writeFileSync(path, text.replaceAll('FOLDER', folder));
		chmodSync(path, 0o644);
	}
});

afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Runs what is asked for with this shell. */
const lookWith = (shell: readonly string[]): Look => ({
	...lookAt({}),
	run: async command => {
		const isScript = command.file === 'sh';
		const [file = '', ...words] = isScript ? shell : [command.file];
		try {
			const stdout = execFileSync(file, [...words, ...command.args], {encoding: 'utf8', stdio: 'pipe'});
			return {command, stdout, stderr: '', exitCode: 0, durationMs: 1};
		} catch (error) {
			const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
			return {command, stdout: '', stderr, exitCode: 1, durationMs: 1};
		}
	},
});

const main = (): string => join(folder, 'nginx.conf');

describe('includes are followed where the files are', () => {
	test.each<[string, readonly string[]]>([
		['dash', ['dash']],
		['bash', ['bash']],
		['bash as sh', ['bash', '--posix']],
		['busybox', ['busybox', 'sh']],
		['zsh as sh', ['zsh', '--emulate', 'sh']],
	])('by %s, with what stands in a file never taken for more than its text', async (_, shell) => {
		const found = await readNginxFiles(lookWith(shell), ['/nowhere/nginx.conf', main()], '');
		expect(found.main).toBe(main());
		expect([...found.texts.keys()].map(path => path.slice(folder.length + 1)).sort()).toEqual([
			'a b/x y',
			'conf.d/a.conf',
			'conf.d/b.conf',
			'mime.types',
			'nginx.conf',
			'x/deep.conf',
		]);
		expect(found.texts.get(join(folder, 'conf.d/a.conf'))).toBe(files['conf.d/a.conf']);
		expect(found.matches.get(join(folder, 'conf.d/*.conf'))).toEqual(
			['a.conf', 'b.conf'].map(name => join(folder, 'conf.d', name)),
		);
		expect(found.matches.get(join(folder, 'gone/*'))).toEqual([]);
	});

	test('and the configuration is the same as one by one, but for patterns within folders, which are left unread', async () => {
		const whole = await readWithIncludes(lookWith(['sh']), [main()], '');
		const single = await readWithIncludes(lookWith(['false']), [main()], '');
		expect(new Set(whole?.files)).toEqual(new Set([...(single?.files ?? []), join(folder, 'x/deep.conf')]));
		expect(single?.unread).toContain('*/deep.conf');
	});
});

test('whatever was printed is read without an error', () => {
	fc.assert(
		fc.property(
			fc.array(fc.oneof(fc.string(), fc.constantFrom('file 2 /x', 'glob /y*', 'hit /y', 'file -1 /x', ''))),
			lines => {
				const {texts, matches} = readFiles(lines.join('\n'));
				expect([...texts.keys(), ...matches.keys()]).not.toContain(undefined);
			},
		),
	);
});
