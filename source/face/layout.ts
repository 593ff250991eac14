import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import {foldCommand} from './fold-command.ts';
import {type Line, type Mark, symbols, type Tone} from './words/line.ts';

/** One row of the screen: what stands before the text (blanks and the mark), and the text. */
export type Row = {readonly lead: string; readonly text: string; readonly mark?: Mark; readonly tone?: Tone};

export type Page = {
	/** The width of the screen in columns. */
	readonly columns: number;
	/** The words or symbols of the marks. */
	readonly marks?: Readonly<Record<Mark, string>>;
	/** whole: a long command is left to the terminal to break. fold: broken with backslashes. */
	readonly commands?: 'whole' | 'fold';
};

// Narrower than this nothing can be read anyway, and the wrapping must end.
const leastWidth = 12;

/** Lays lines out in rows that fit the screen. Rows after the first of a line stand under its text. */
export const layout = (lines: readonly Line[], page: Page): readonly Row[] => lines.flatMap(line => rowsOf(line, page));

const rowsOf = ({text, indent = 0, mark, tone}: Line, page: Page): readonly Row[] => {
	if (text === '') return [{lead: '', text: ''}];
	const {columns, marks = symbols, commands = 'whole'} = page;
	const symbol = mark === undefined ? '' : `${marks[mark]} `;
	// Every mark is of characters one column wide, so that its length is its width.
	const lead = `${' '.repeat(Math.max(0, Math.min(indent, columns - leastWidth - symbol.length)))}${symbol}`;
	const under = ' '.repeat(lead.length);
	const width = Math.max(columns - lead.length, leastWidth);
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
		const rows = wrapAnsi(line, width - inset.length, {hard: true}).split('\n');
		return rows.map(row => `${inset}${row}`);
	});
};
