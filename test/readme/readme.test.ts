import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {settings} from '../../source/engine/settings.ts';
import type {Words} from '../../source/engine/words.ts';
import {putBetween, tables} from './tables.ts';

const root = new URL('../../', import.meta.url);
const readmes = [
	['README.md', ({en}: Words) => en],
	['README.zh-CN.md', ({zh}: Words) => zh],
] as const;
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');

// UPDATE_README=1 npx vitest run --config test/vitest.config.ts test/readme
describe.each(readmes)('%s', (name, pick) => {
	test.each(tables)('the table of %s is current', (table, make) => {
		const current = putBetween(read(name), table, make(pick));
		expect(current, `${name} has no markers for ${table}`).toBeDefined();
		if (process.env.UPDATE_README !== undefined && current !== undefined) writeFileSync(new URL(name, root), current);
		expect(read(name)).toBe(current);
	});

	test('has every option of the target', () => {
		expect(Object.values(settings).filter(({flag}) => !read(name).includes(`\`${flag}`))).toEqual([]);
	});

	test('links to files of the project that exist', () => {
		const links = [...read(name).matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path);
		expect(links.filter(path => !existsSync(new URL(path, root)))).toEqual([]);
	});
});

test('the two commands are the first code in the README', () => {
	for (const [name] of readmes) expect(read(name).match(/```sh\n([^`]*)```/)?.[1]).toMatch(/^npx slb-wizard/);
	expect(read('README.md')).toMatch(/```sh\nnpx \.[^`]*npm cit/);
});

test('every file that the README speaks of exists', () => {
	const named = [...read('README.md').matchAll(/`((?:source|test|media)\/[\w./-]+)`/g)].map(([, path = '']) => path);
	expect(named.length).toBeGreaterThan(0);
	expect(named.filter(path => !existsSync(new URL(path, root)))).toEqual([]);
});
