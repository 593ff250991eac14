import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {root, sourceImports} from './tree.ts';

const imports = sourceImports();

/** The folder of a path under source/; the files beside the folders are in ''. */
const folderOf = (path: string): string => (path.split('/').length > 2 ? (path.split('/')[1] ?? '') : '');

/** Each folder, and the others that it may know. Imports point inwards; `run`, `command-line` and cli.ts put everything together. */
const knows: ReadonlyArray<readonly [string, readonly string[]]> = [
	['engine', []],
	['packet', ['engine']],
	['fact', ['engine', 'packet']],
	['cause', ['engine']],
	['guide', ['engine', 'packet', 'fact', 'cause']],
	['probe', ['engine']],
	['change', ['engine']],
	['form', ['engine']],
	['host', ['engine', 'probe', 'form']],
	['watch', ['engine', 'fact', 'guide']],
	['session', ['engine', 'host', 'form']],
	['compare', ['engine', 'packet']],
	['settings-file', ['engine', 'cause']],
	['face', ['engine', 'cause', 'watch', 'change', 'compare']],
	['report', ['engine', 'face', 'form', 'cause', 'guide', 'compare']],
	['demo', ['engine']],
	['drill', ['engine', 'demo', 'cause', 'fact', 'guide', 'probe', 'watch', 'form', 'host']],
	// It completes the declared commands, so it has them declared.
	['completion', ['engine', 'cause', 'demo', 'session', 'command-line']],
	// What is imagined lives by the clock of recordings, and what is said to a host first is the host's own.
	['plan', ['engine', 'fact', 'guide', 'cause', 'host']],
];

test('there are imports to look at', () => {
	expect(imports.length).toBeGreaterThan(200);
	expect(new Set(imports.map(({file}) => folderOf(file)))).toEqual(
		new Set(['', 'command-line', 'run', ...knows.map(([name]) => name)]),
	);
});

test.each(knows)('%s imports from no other folders than itself and %j', (folder, others) => {
	const allowed = [folder, ...others];
	const wrong = imports.filter(
		({file, what, isRelative}) => folderOf(file) === folder && isRelative && !allowed.includes(folderOf(what)),
	);
	expect(wrong).toEqual([]);
});

describe('the pure folders', () => {
	const pure = new Set(['engine', 'guide', 'cause', 'fact', 'packet']);
	const inPure = imports.filter(({file}) => pure.has(folderOf(file)));

	test('import no face, no process, no network', () => {
		const outside =
			/^(?:react|ink|inquirer|execa|undici|(?:node:)?(?:process|child_process|fs|net|tls|http|https|dgram|os))(?:\/|$)/;
		expect(inPure.filter(({what, isRelative}) => !isRelative && outside.test(what))).toEqual([]);
	});

	test("don't use the global process either", () => {
		const files = [...new Set(inPure.map(({file}) => file))];
		const users = files.filter(file => {
			const text = readFileSync(join(root, file), 'utf8');
			return /(?<![\w.'"`$])process\.(?:env|argv|std(?:in|out|err)|platform|exit|cwd|kill|on)\b/.test(text);
		});
		expect(users).toEqual([]);
	});
});

test('Ink and React are imported by the Ink face only, so that check never loads them', () => {
	const users = imports.filter(({what}) => /^(?:ink|react)(?:\/|$)/.test(what)).map(({file}) => file);
	expect(users.filter(file => !file.startsWith('source/face/ink/'))).toEqual([]);
});

test('every package that is imported is named in package.json, with one exact version', () => {
	const {devDependencies, dependencies} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const packages = imports
		.filter(({what, isRelative}) => !isRelative && !what.startsWith('node:'))
		.map(({what}) => /^(?:@[^/]+\/)?[^/]+/.exec(what)?.[0]);
	expect([...new Set(packages)].filter(name => name === undefined || !(name in devDependencies))).toEqual([]);
	expect(Object.values(devDependencies).filter(version => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
	expect(dependencies).toBeUndefined();
});
