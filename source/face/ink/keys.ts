import type {Key as InkKey} from 'ink';

/** One key, as the person meant it; a text is one character. */
export type Key =
	| {readonly is: 'enter' | 'up' | 'down' | 'escape' | 'erase' | 'clear' | 'interrupt' | 'end-of-input' | 'language'}
	| {readonly is: 'text'; readonly text: string};

const controls = new Map<string, Key>([
	['\r', {is: 'enter'}],
	['\n', {is: 'enter'}],
	['\u007F', {is: 'erase'}],
	['\b', {is: 'erase'}],
	['\u0003', {is: 'interrupt'}],
	['\u0004', {is: 'end-of-input'}],
	['\u0015', {is: 'clear'}],
	['\f', {is: 'language'}],
]);

/**
 * The keys of one call of Ink's useInput. A fast typist, a slow line and a paste all put several keys in one read, and
 * Ink hands the characters among them over as one text.
 */
export const keysOf = (input: string, key: InkKey): readonly Key[] => {
	if (key.upArrow) return [{is: 'up'}];
	if (key.downArrow) return [{is: 'down'}];
	if (key.return) return [{is: 'enter'}];
	// Which of the two arrives depends on the terminal and on Ink's version.
	if (key.backspace || key.delete) return [{is: 'erase'}];
	if (key.escape) return [{is: 'escape'}];
	if (key.ctrl) return controlled(input);
	if (key.meta || key.tab || input === '') return [];
	// A bracketed paste wraps its text in these.
	const pieces = input.replace(/\[20[01]~/g, '').split(/([\r\n\u007F\b\u0003\u0004\u0015\f])/);
	return pieces.flatMap(piece => {
		const control = controls.get(piece);
		if (control !== undefined) return [control];
		const text = piece.replace(/[\u0000-\u001F\u007F-\u009F]/g, '');
		return [...text].map(character => ({is: 'text', text: character}) satisfies Key);
	});
};

const controlled = (letter: string): readonly Key[] => {
	if (letter === 'c') return [{is: 'interrupt'}];
	if (letter === 'd') return [{is: 'end-of-input'}];
	if (letter === 'l') return [{is: 'language'}];
	return letter === 'u' ? [{is: 'clear'}] : [];
};
