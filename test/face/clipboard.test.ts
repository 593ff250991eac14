import {describe, expect, test} from 'vitest';
import {clipboardSequence, copiedLine} from '../../source/face/ink/clipboard.ts';

const text = '✖ Unhealthy: 中文, emoji 🎉\nAgain: slb-wizard check\n';
const coded = Buffer.from(text).toString('base64');
const plain = `\u001B]52;c;${coded}\u0007`;

/** What tmux and screen hand on to the terminal outside: the content of their DCS strings, one after the other. */
const handedOn = (sequence: string, prefix: string): string =>
	[...sequence.matchAll(/\u001BP([\s\S]*?)(?<!\u001B)\u001B\\/g)]
		.map(([, inner = '']) => (inner.startsWith(prefix) ? inner.slice(prefix.length) : ''))
		.join('')
		.replaceAll('\u001B\u001B', '\u001B');

describe('the sequence for the terminal’s clipboard', () => {
	test('is the plain one without tmux and screen', () => {
		expect(clipboardSequence(text, {TERM: 'xterm-256color'})).toBe(plain);
		expect(clipboardSequence(text, {})).toBe(plain);
	});

	test.each([{TMUX: '/tmp/tmux-0/default,1,0', TERM: 'screen-256color'}, {TERM: 'tmux-256color'}])(
		'is sent to tmux itself and through it: %j',
		env => {
			const sequence = clipboardSequence(text, env) ?? '';
			expect(sequence.startsWith(plain)).toBe(true);
			expect(handedOn(sequence, 'tmux;')).toBe(plain);
		},
	);

	test.each([{STY: '1.pts-0.host', TERM: 'xterm'}, {TERM: 'screen'}])(
		'goes through screen in short pieces: %j',
		env => {
			const long = 'x'.repeat(2000);
			const sequence = clipboardSequence(long, env) ?? '';
			const own = `\u001B]52;c;${Buffer.from(long).toString('base64')}\u0007`;
			expect(handedOn(sequence.slice(own.length), '')).toBe(own);
			expect(
				Math.max(
					...sequence
						.slice(own.length)
						.split('\u001B\\')
						.map(({length}) => length),
				),
			).toBeLessThan(256);
		},
	);

	test('isn’t made of a text that is too long, and that is said', () => {
		const sequence = clipboardSequence('x'.repeat(9000), {});
		expect(sequence).toBeUndefined();
		expect(copiedLine('x', sequence).text).toContain('nothing was copied');
		expect(copiedLine(text, plain).text).toContain('2 lines');
	});
});
