import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {settings} from '../../source/engine/settings.ts';
import {putBetween, tables} from './tables.ts';

const file = new URL('../../README.md', import.meta.url);
const root = new URL('../../', import.meta.url);
const read = (): string => readFileSync(file, 'utf8');

describe('tables of the README', () => {
	// UPDATE_README=1 npx vitest run --config test/vitest.config.ts test/readme
	test.each(tables)('%s is current', (name, make) => {
		const current = putBetween(read(), name, make());
		expect(current, `the README has no markers for ${name}`).toBeDefined();
		if (process.env.UPDATE_README !== undefined && current !== undefined) writeFileSync(file, current);
		expect(read()).toBe(current);
	});
});

test('every option of the target is in the README', () => {
	const readme = read();
	expect(Object.values(settings).filter(({flag}) => !readme.includes(`\`${flag}`))).toEqual([]);
});

test('every link to a file of the project leads to one', () => {
	const links = [...read().matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path);
	expect(links.filter(path => !existsSync(new URL(path, root)))).toEqual([]);
});

test('the two commands are the first code in the README', () => {
	expect(read().match(/```sh\n([^`]*)```/)?.[1]).toMatch(/^npx slb-wizard/);
	expect(read()).toMatch(/```sh\nnpx \.[^`]*npm cit/);
});

test('every file that the README speaks of exists', () => {
	const named = [...read().matchAll(/`((?:source|test|media)\/[\w./-]+)`/g)].map(([, path = '']) => path);
	expect(named.length).toBeGreaterThan(0);
	expect(named.filter(path => !existsSync(new URL(path, root)))).toEqual([]);
});
