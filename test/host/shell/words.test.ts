import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {shellOfMostRights} from '../../../source/host/shell/rights.ts';
import {inShell, loginShells, shells} from './shells.ts';

/** What a shell, a program or a terminal may take for more than a word; each could leave a file if it were read. */
const tricks = [
	...[
		'$(touch t1)',
		'`touch t2`',
		'; touch t3',
		'\n touch t4\n',
		'& touch t5 &',
		'| touch t6',
		'> t7',
		'$(',
		'`',
		'${',
	],
	...[
		"'",
		'"',
		"'; touch t8; '",
		'"; touch t9; "',
		'\\',
		"\\'",
		'!!',
		'!touch',
		'~',
		'~root',
		'*',
		'?',
		'[a-z]',
		'{a,b}',
	],
	...[
		'-n',
		'--',
		'-oProxyCommand=touch t10',
		'#',
		'%s',
		'\\0',
		'\r',
		'\t',
		'',
		' ',
		'名前',
		'é',
		'\u{1F600}',
		'\u0001',
	],
];
const word = fc
	.oneof(
		fc.constantFrom(...tricks),
		fc
			.array(fc.oneof(fc.constantFrom(...tricks), fc.string({unit: 'binary', maxLength: 5})), {maxLength: 4})
			.map(all => all.join('')),
	)
	.map(said => Buffer.from(said.replaceAll('\0', '')).toString());

let folder = '';
let before = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'slbw-words-'));
	before = process.cwd();
	process.chdir(folder);
});
afterAll(() => {
	process.chdir(before);
	rmSync(folder, {recursive: true});
});

describe.each([
	...shells,
	...loginShells.map(([name, file]) => [`${name} as login shell`, [file, '-c', shellOfMostRights] as const] as const),
])('%s', (_, words) => {
	test('hands every word on as it is, and reads none of them', async () =>
		inShell(words, async channel => {
			await fc.assert(
				fc.asyncProperty(fc.array(word, {minLength: 1, maxLength: 8}), async said => {
					const observation = await channel.run({file: 'printf', args: ['%s\\0', ...said]});
					expect(observation?.stdout).toBe(said.map(one => `${one}\0`).join(''));
				}),
				{numRuns: 150},
			);
			expect(readdirSync(folder)).toEqual([]);
		}));

	test('a program’s own name is a word too, and so are modules', async () =>
		inShell(words, async channel => {
			const tried = tricks.filter(trick => trick !== '').map(file => channel.run({file: `/no/${file}`, args: []}));
			const loads = tricks.map(name => channel.run({file: 'true', args: [], loads: [name]}));
			for (const observation of await Promise.all(tried)) expect(observation?.failure).toMatch(/not-found|denied/);
			await Promise.all(loads);
			expect(readdirSync(folder)).toEqual([]);
		}));
});
