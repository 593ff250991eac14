import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {layout} from '../../source/face/layout.ts';
import {asciiSigns, chooseSigns, type Signs, spoken, unicodeSigns} from '../../source/face/signs.ts';

const choose = (
	env: Readonly<Record<string, string>>,
	{platform = 'linux', wanted = 'any', language = 'en'}: Partial<Omit<Parameters<typeof chooseSigns>[0], 'env'>> = {},
): Signs => chooseSigns({env, platform, wanted, language});

describe('the signs that a terminal gets', () => {
	test.each<readonly [string, Signs, 'ascii' | 'Unicode']>([
		['a UTF-8 locale', choose({LANG: 'zh_CN.utf8'}), 'Unicode'],
		['LC_CTYPE of a Mac over ssh', choose({LC_CTYPE: 'UTF-8'}), 'Unicode'],
		['LC_ALL before LANG', choose({LANG: 'en_US.UTF-8', LC_ALL: 'C'}), 'ascii'],
		['LC_CTYPE before LANG', choose({LANG: 'en_US.UTF-8', LC_CTYPE: 'de_DE.ISO-8859-1'}), 'ascii'],
		['an empty LC_ALL is none', choose({LANG: 'en_US.UTF-8', LC_ALL: ''}), 'Unicode'],
		['no locale is the locale C', choose({}), 'ascii'],
		['the console of Linux', choose({LANG: 'en_US.UTF-8', TERM: 'linux'}), 'ascii'],
		['--ascii', choose({LANG: 'en_US.UTF-8'}, {wanted: 'ascii'}), 'ascii'],
		['the old console of Windows', choose({}, {platform: 'win32'}), 'ascii'],
		['Windows Terminal', choose({WT_SESSION: 'x'}, {platform: 'win32'}), 'Unicode'],
	])('%s', (_, {marks}, expected) => {
		expect(marks).toEqual(expected === 'ascii' ? asciiSigns.marks : unicodeSigns.marks);
	});
});

const words = '‘–’ “Step 3 of 12 · CLB console › Instances” → 5 × … 检查 é';

test.each([
	['ASCII', asciiSigns, `'-' "Step 3 of 12 | CLB console > Instances" -> 5 x ... \\u{68c0}\\u{67e5} \\u{e9}`],
	[
		'the console of Linux',
		choose({LANG: 'C.UTF-8', TERM: 'linux'}),
		`'-' "Step 3 of 12 | CLB console > Instances" -> 5 x ... 检查 é`,
	],
	[
		'Chinese, which is read where it is spoken',
		choose({LC_ALL: 'C'}, {language: 'zh-CN'}),
		`'-' "Step 3 of 12 | CLB console > Instances" -> 5 x ... 检查 é`,
	],
	[
		'the old console of Windows',
		choose({}, {platform: 'win32'}),
		`'-' "Step 3 of 12 | CLB console > Instances" -> 5 x ... 检查 é`,
	],
	['Unicode', unicodeSigns, words],
])('words in %s', (_, signs, expected) => {
	expect(signs.words(words)).toBe(expected);
});

test('a command is never made another command: what ASCII has not is seen to be escaped', () => {
	const [row] = layout([{text: 'cat ‘a’', tone: 'command'}], {columns: 80, signs: asciiSigns});
	expect(row?.text).toBe('cat \\u{2018}a\\u{2019}');
});

test.each([
	['Unicode', unicodeSigns],
	['ASCII', asciiSigns],
])('each mark and each picture of the spinner is one column wide in %s', (_, {marks, spinner, bars}) => {
	for (const sign of [...Object.values(marks), ...spinner, ...bars.levels, bars.fail, bars.unknown])
		expect(stringWidth(sign), sign).toBe(1);
});

test('nothing in the signs of ASCII is beyond ASCII, nor in what is spoken', () => {
	const {words: _words, command: _command, ...signs} = asciiSigns;
	expect(JSON.stringify([signs, spoken(asciiSigns).marks])).toMatch(/^[\u0020-\u007E]*$/);
});

/** Letters, and what stands between them. */
const chinese = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u;

test('every sign in the source that slb-wizard shows has a twin in ASCII', () => {
	const source = new URL('../../source/', import.meta.url).pathname;
	const files = readdirSync(source, {recursive: true, encoding: 'utf8'})
		.filter(file => /\.tsx?$/.test(file))
		// A report is a file, and reads UTF-8 wherever it is opened; a ticket is in Chinese.
		.filter(file => !file.startsWith('report/') && file !== 'face/signs.ts');
	expect(files.length).toBeGreaterThan(300);
	const without = files.flatMap(file => {
		const beyond = readFileSync(join(source, file), 'utf8').match(/[^\u0000-\u007E]/gu) ?? [];
		return beyond
			.filter(sign => !chinese.test(sign) && asciiSigns.words(sign).startsWith('\\u'))
			.map(sign => `${file}: ${sign}`);
	});
	expect(without).toEqual([]);
});
