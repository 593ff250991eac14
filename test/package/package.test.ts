import {execFileSync} from 'node:child_process';
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import stringWidth from 'string-width';
import {beforeAll, describe, expect, test} from 'vitest';
import {narrow, wide} from '../../source/build/stand-ins.mjs';
import {root, trackedFiles} from './tree.ts';

describe('the packed package', () => {
	let packed: {readonly size: number; readonly paths: readonly string[]} = {size: 0, paths: []};

	beforeAll(() => {
		// Builds when that is needed.
		execFileSync(process.execPath, ['source/bin.mjs', '--help'], {cwd: root, stdio: 'ignore'});
		const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		const [{size, files}] = JSON.parse(output);
		packed = {size, paths: files.map(({path}: {path: string}) => path)};
	});

	test('is smaller than 700 kB', () => {
		expect(packed.size).toBeGreaterThan(100_000);
		expect(packed.size).toBeLessThan(700_000);
	});

	test('holds the built program, its notices, and nothing that it is made from', () => {
		const dist = packed.paths.filter(path => path.startsWith('dist/'));
		const others = packed.paths.filter(path => !path.startsWith('dist/'));
		expect(dist).toContain('dist/cli.mjs');
		expect(dist.filter(path => !/^dist\/[\w.-]+\.mjs$/.test(path))).toEqual(['dist/NOTICES.txt']);
		expect([...others].sort()).toEqual([
			...['CHANGELOG.md', 'LICENSE', 'README.md', 'README.zh-CN.md', 'package.json', 'source/bin.mjs'],
			// For who validates results without running the program: what `slb-wizard schema` prints.
			'source/report/result.schema.json',
			'source/slb-wizard.1',
		]);
	});

	test('needs nothing beside it: every chunk loads where there is no node_modules', () => {
		const place = mkdtempSync(join(tmpdir(), 'slb-wizard-alone-'));
		try {
			cpSync(join(root, 'dist'), join(place, 'dist'), {recursive: true});
			const chunks = readdirSync(join(place, 'dist')).filter(name => name.endsWith('.mjs') && name !== 'cli.mjs');
			const script = `for (const name of ${JSON.stringify(chunks)}) await import('./dist/' + name); console.log('all loaded');`;
			const words = ['--input-type=module', '--eval', script];
			expect(execFileSync(process.execPath, words, {cwd: place, encoding: 'utf8'})).toBe('all loaded\n');
			const version = execFileSync(process.execPath, ['dist/cli.mjs', '--version'], {cwd: place, encoding: 'utf8'});
			expect(version).toBe(`${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}\n`);
		} finally {
			rmSync(place, {recursive: true});
		}
	});

	test.each([
		[narrow, 1, 400],
		[wide, 2, 20_000],
	])(
		'measures only text without the tables of emoji whose letters are as wide as it takes them for (%#)',
		(some, columns, least) => {
			const letter = new RegExp(`^[${some}]$`);
			const letters = Array.from({length: 0x1_00_00}, (_, code) => String.fromCharCode(code)).filter(one =>
				letter.test(one),
			);
			expect(letters.length).toBeGreaterThan(least);
			expect(letters.filter(one => stringWidth(one) !== columns)).toEqual([]);
		},
	);

	test('has the licence of every package that it contains', () => {
		const notices = readFileSync(join(root, 'dist', 'NOTICES.txt'), 'utf8').split(`\n${'-'.repeat(80)}\n\n`);
		const names = notices.map(notice => notice.split(' ', 1)[0]);
		expect(names).toEqual(
			expect.arrayContaining(['ink', 'react', 'inquirer', 'execa', 'undici', 'commander', 'ipaddr.js', 'yoga-layout']),
		);
		const bare = notices.slice(1).filter(notice => !/copyright|permission is hereby granted|licence:/i.test(notice));
		expect(bare).toEqual([]);
	});
});

describe('the checkout', () => {
	test('has nothing at the top level that need not be there', () => {
		const top = new Set(trackedFiles().map(path => path.split('/', 1)[0] ?? ''));
		const usual =
			/^(?:package\.json|package-lock\.json|tsconfig\.json|source|test|media|README(?:\.zh-CN)?\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|\..+)$/;
		expect([...top].filter(name => !usual.test(name))).toEqual([]);
	});

	test('names no registry: where packages come from is the business of whoever installs them', () => {
		const registry = /npm[j]s\.|npm[m]irror|regi[s]try\.[\w-]+\.\w/i;
		const texts = trackedFiles().filter(path =>
			/\.(?:json|mjs|ts|tsx|md|sh|py|txt|ya?ml)$|(?:^|\/)\.\w+|run$/.test(path),
		);
		expect(texts.length).toBeGreaterThan(50);
		expect(texts.filter(path => registry.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
	});

	test('has a lock file with checksums and without addresses', () => {
		const {packages} = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
		const entries: ReadonlyArray<readonly [string, Record<string, unknown>]> = Object.entries(packages);
		const locked = entries.filter(([path]) => path !== '');
		expect(locked.length).toBeGreaterThan(50);
		expect(locked.filter(([, entry]) => 'resolved' in entry || !('integrity' in entry))).toEqual([]);
	});
});
