import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {foldCommand} from '../../source/face/fold-command.ts';
import {layout} from '../../source/face/layout.ts';
import {spoken, unicodeSigns} from '../../source/face/signs.ts';
import {text} from '../../source/face/text.ts';
import {conclusionLines} from '../../source/face/words/conclusion.ts';
import type {Line} from '../../source/face/words/line.ts';
import {cardLines, reportLines} from '../../source/face/words/step.ts';
import {cards, conclusion, reports} from './scripted-walk.ts';

const everything: readonly Line[] = [
	...cards.flatMap((card, index) => cardLines(card, index + 1, cards.length)),
	...reports.flatMap(report => reportLines(report)),
	...conclusionLines(conclusion()),
];

test.each([80, 60, 40])('at %i columns nothing is wider than the screen but a word that can’t be broken', columns => {
	const wide = layout(everything, {columns, commands: 'fold', signs: unicodeSigns}).filter(
		({lead, text: words}) => lead.length + stringWidth(words) > columns && words.trim().includes(' '),
	);
	expect(wide).toEqual([]);
});

test('rows after the first stand under the text, not under the mark', () => {
	expect(text([{text: 'one two three four', mark: 'problem', indent: 2}], {columns: 16, signs: unicodeSigns})).toBe(
		'  ✖ one two\n    three four\n',
	);
});

test('Chinese is wrapped by its width, and nothing of it is lost', () => {
	const words = '健康检查失败，请检查后端服务器的防火墙设置是否放行了负载均衡的地址段';
	const rows = layout([{text: words, mark: 'problem'}], {columns: 20, signs: unicodeSigns});
	expect(rows.map(row => row.text).join('')).toBe(words);
	expect(Math.max(...rows.map(row => stringWidth(row.text)))).toBeLessThanOrEqual(18);
});

test('the output of a command keeps its indent, and no row begins or ends with a stray blank', () => {
	const rows = layout([{text: '    cache expires 599sec users 5 age 20sec', tone: 'output'}], {
		columns: 22,
		signs: unicodeSigns,
	});
	expect(rows.map(row => row.text)).toEqual(['    cache expires', '    599sec users 5 age', '    20sec']);
});

test('marks can be words', () => {
	expect(text([{text: 'all is well', mark: 'ok'}], {columns: 80, signs: spoken(unicodeSigns)})).toBe(
		'OK: all is well\n',
	);
});

test('every mark is one column wide in the layout', () => {
	const [row] = layout([{text: 'x', mark: 'unknown'}], {columns: 80, signs: unicodeSigns});
	expect(row?.lead).toBe('? ');
});

test('without colour there is no escape sequence, with colour the mark still stands first', () => {
	expect(text(everything, {columns: 80, signs: unicodeSigns})).not.toContain('\u001B');
	expect(text([{text: 'bad', mark: 'problem'}], {columns: 80, signs: unicodeSigns}, 'colour')).toBe(
		'\u001B[31m✖ \u001B[0mbad\n',
	);
});

test('a command stays whole where the terminal breaks lines itself', () => {
	const long = `echo ${'word '.repeat(40)}end`;
	expect(text([{text: long, tone: 'command'}], {columns: 40, signs: unicodeSigns})).toBe(`${long}\n`);
});

test.each([
	['between words', 'a bb ccc dddd', 8, ['a bb \\', 'ccc \\', 'dddd']],
	['not inside single quotes', "sed 's/a b c d/x/' file", 12, ['sed \\', "'s/a b c d/x/' \\", 'file']],
	['not inside double quotes', 'echo "a b c d e f" g', 10, ['echo \\', '"a b c d e f" \\', 'g']],
	['not after a backslash', 'ls a\\ b\\ c d', 8, ['ls \\', 'a\\ b\\ c \\', 'd']],
	['not at all when it fits', 'ss -Hltnp', 20, ['ss -Hltnp']],
])('a folded command is broken %s', (_where, command, width, rows) => {
	expect(foldCommand(command, width)).toEqual(rows);
});

test('a very narrow screen still shows the words', () => {
	expect(text([{text: 'one two three', indent: 8, mark: 'ok'}], {columns: 14, signs: unicodeSigns})).toBe(
		'✔ one two\n  three\n',
	);
});
