import stringWidth from 'string-width';
import {wrapWords} from '../engine/wrap-words.ts';
import {drawnRows} from './drawn-rows.ts';
import {foldCommand} from './fold-command.ts';
import type {Signs} from './signs.ts';
import type {Line, Mark, Tone} from './words/line.ts';

/** One row of the screen: what stands before the text (blanks and the mark), and the text. */
export type Row = {
	readonly lead: string;
	readonly text: string;
	readonly mark?: Mark;
	readonly tone?: Tone;
	/** The text in parts with marks of their own, where it is drawn. */
	readonly parts?: readonly Part[];
};

export type Part = {readonly text: string; readonly mark?: Mark};

export type Page = {
	/** The width of the screen in columns. */
	readonly columns: number;
	/** What the terminal can show. */
	readonly signs: Signs;
	/** whole: a long command is left to the terminal to break. fold: broken with backslashes. */
	readonly commands?: 'whole' | 'fold';
};

// Narrower than this nothing can be read anyway, and the wrapping must end.
const leastWidth = 12;

/** Lays lines out in rows that fit the screen. Rows after the first of a line stand under its text. */
export const layout = (lines: readonly Line[], page: Page): readonly Row[] => lines.flatMap(line => rowsOf(line, page));

/** A mark and the blank after it; a Chinese colon brings its own. */
const signed = (mark: string): string => (mark.endsWith('：') ? mark : `${mark} `);

const rowsOf = ({text: words, indent = 0, mark, tone, drawn}: Line, page: Page): readonly Row[] => {
	if (words === '') return [{lead: '', text: ''}];
	const {columns, signs, commands = 'whole'} = page;
	const text = tone === 'command' ? signs.command(words) : signs.words(words);
	const symbol = mark === undefined ? '' : signed(signs.marks[mark]);
	const lead = `${' '.repeat(Math.max(0, Math.min(indent, columns - leastWidth - stringWidth(symbol))))}${symbol}`;
	const under = ' '.repeat(stringWidth(lead));
	const width = Math.max(columns - under.length, leastWidth);
	if (drawn !== undefined && signs.lines === 'drawn')
		return drawn
			.flatMap(drawing => drawnRows(drawing, signs, width))
			.map((parts, index) => ({
				lead: index === 0 ? lead : under,
				text: parts.map(part => part.text).join(''),
				parts,
			}));
	const style = tone === undefined ? {} : {tone};
	const rows = breakText(text.replaceAll('\t', '    '), {width, tone, commands});
	// A word of a command that doesn't fit takes the whole width: cut in two it could no longer be copied.
	if (tone === 'command' && commands === 'fold' && lead.trim() === '' && rows.some(row => stringWidth(row) > width))
		return foldCommand(text, columns).map(row => ({lead: '', text: row, tone}));
	return rows.map((row, index) =>
		index === 0
			? {lead, text: row, ...(mark === undefined ? {} : {mark}), ...style}
			: {lead: under, text: row, ...style},
	);
};

const breakText = (
	text: string,
	{width, tone, commands}: {width: number; tone: Tone | undefined; commands: 'whole' | 'fold'},
): readonly string[] => {
	if (tone === 'command')
		return text.split('\n').flatMap(line => (commands === 'fold' ? foldCommand(line, width) : [line]));
	return text.split('\n').flatMap(line => {
		// What a command indents stays indented.
		const [blanks = ''] = tone === 'output' ? (/^ */.exec(line) ?? []) : [];
		const inset = blanks.slice(0, Math.max(0, width - leastWidth));
		const rows = wrapWords(line, width - inset.length);
		return rows.map(row => `${inset}${row}`);
	});
};
