import type {Conclusion} from '../engine/event.ts';
import {layout, type Page, type Row} from './layout.ts';
import {conclusionLines} from './words/conclusion.ts';
import type {Line, Mark} from './words/line.ts';

/** Whether text may hold colours (the SGR sequences of ECMA-48). */
export type Ink = 'colour' | 'none';

/** Lines as text for a terminal or a pipe; ends with a newline. */
export const text = (lines: readonly Line[], page: Page, ink: Ink = 'none'): string =>
	layout(lines, page)
		.map(row => `${ink === 'colour' ? coloured(row) : `${row.lead}${row.text}`}`.trimEnd())
		.map(row => `${row}\n`)
		.join('');

/** The summary of a run: what `check` prints, and what every face ends with. */
export const summary = (conclusion: Conclusion, page: Page, ink: Ink = 'none'): string =>
	text(conclusionLines(conclusion), page, ink);

const codes: Readonly<Record<Mark, string>> = {
	ok: '32',
	problem: '31',
	risk: '33',
	unknown: '35',
	skipped: '2',
	note: '2',
	item: '2',
	ran: '36',
	focus: '36',
};

const coloured = ({lead, text: words, mark, tone, parts}: Row): string => {
	const start = mark === undefined ? lead : paint(codes[mark], lead);
	if (parts !== undefined)
		return `${start}${parts.map(part => (part.mark === undefined ? part.text : paint(codes[part.mark], part.text))).join('')}`;
	if (tone === 'heading') return `${start}${paint('1', words)}`;
	if (tone === 'command') return `${start}${paint('36', words)}`;
	return tone === 'quiet' || tone === 'output' ? `${start}${paint('2', words)}` : `${start}${words}`;
};

const paint = (code: string, words: string): string => (words === '' ? '' : `\u001B[${code}m${words}\u001B[0m`);
