import {expect, test} from 'vitest';
import {type Key, keysOf} from '../../source/face/ink/keys.ts';
import {noKey} from './no-key.ts';

const words = (keys: readonly Key[]): readonly string[] =>
	keys.map(key => (key.is === 'text' ? key.text : `<${key.is}>`));

test.each([
	['text with Enter in one read', '80\r', ['8', '0', '<enter>']],
	['a paste with a newline', '10.0.0.5\n', [...'10.0.0.5', '<enter>']],
	['text with delete in one read', 'ab\u007F', ['a', 'b', '<erase>']],
	['two deletes', '\u007F\u007F', ['<erase>', '<erase>']],
	['backspaces', 'a\b\b', ['a', '<erase>', '<erase>']],
	['three Enters', '\r\r\r', ['<enter>', '<enter>', '<enter>']],
	['Ctrl+L behind text', 'ab\f', ['a', 'b', '<language>']],
	['Ctrl+C behind text', 'ab\u0003', ['a', 'b', '<interrupt>']],
	['other controls', 'a\u0001\u001Fb', ['a', 'b']],
	['Chinese', '健康', ['健', '康']],
	['a bracketed paste', '[200~80[201~', ['8', '0']],
])('%s is taken apart', (_what, input, expected) => {
	expect(words(keysOf(input, noKey))).toEqual(expected);
});

test.each([
	['return', {return: true}, ['<enter>']],
	['backspace', {backspace: true}, ['<erase>']],
	['delete, which is what Ink 6.8 calls backspace', {delete: true}, ['<erase>']],
	['escape, which Ink 6.8 also calls meta', {escape: true, meta: true}, ['<escape>']],
	['up', {upArrow: true}, ['<up>']],
	['tab', {tab: true}, []],
	['meta and a letter', {meta: true}, []],
])('%s', (_what, key, expected) => {
	expect(words(keysOf('', {...noKey, ...key}))).toEqual(expected);
});

test('Ctrl+C, Ctrl+D, Ctrl+L and Ctrl+U have a meaning, other Ctrl keys none', () => {
	expect(['c', 'd', 'l', 'u', 'x'].flatMap(letter => words(keysOf(letter, {...noKey, ctrl: true})))).toEqual([
		'<interrupt>',
		'<end-of-input>',
		'<language>',
		'<clear>',
	]);
});
