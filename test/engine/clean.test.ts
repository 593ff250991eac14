import {expect, test} from 'vitest';
import {clean, cleanLine} from '../../source/engine/clean.ts';

test.each([
	['colours', '\u001B[31mred\u001B[0m', 'red'],
	['a window title', 'a\u001B]0;gotcha\u0007b', 'ab'],
	['a link', '\u001B]8;;http://x\u001B\\text\u001B]8;;\u001B\\', 'text'],
	['a clear screen in its one-byte form', 'a\u009B2Jb', 'ab'],
	['a device control string', 'a\u001BPq#0\u001B\\b', 'ab'],
	['a string that never ends, only up to its line', '\u001B]0;no end\nnext', '\nnext'],
	['an escape at the end', 'text\u001B[', 'text'],
	['a reset', 'a\u001Bcb', 'ab'],
	['bells, backspaces and deletes', 'a\u0007bc\bd\u007Fe', 'abcde'],
	['marks that turn the direction', 'user\u202Enimda\u2066x\u2069', 'usernimdax'],
])('%s are removed', (_what, dirty, expected) => {
	expect(clean(dirty)).toBe(expected);
});

test('a null becomes a blank: what it stood between in /proc stays apart', () => {
	expect(clean('mysqld\u0000--password\u0000x')).toBe('mysqld --password x');
});

test('carriage returns become newlines, tabs stay', () => {
	expect(clean('a\r\nb\rc\td')).toBe('a\nb\nc\td');
});

test('Chinese, accents and emoji are kept', () => {
	expect(clean('健康检查失败：端口 80 naïve 🙂')).toBe('健康检查失败：端口 80 naïve 🙂');
});

test('a line holds no newline', () => {
	expect(cleanLine(' a\r\n\tb \u001B[2Jc ')).toBe('a b c');
});
