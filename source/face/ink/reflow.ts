import stringWidth from 'string-width';
import type {Row} from '../layout.ts';

/** The live part as it was drawn last, and how wide the screen was then. */
export type Drawn = {readonly rows: readonly Row[]; readonly columns: number};

/**
 * What erases the rows that a narrower screen has made of the live part's, up to where Ink believes it to end: terminals
 * break long rows anew when they become narrower (tmux, VTE, Konsole, kitty, iTerm2, Windows Terminal), and Ink erases
 * only as many as it wrote. ECMA-48: EL 2 erases the line, CUU 1 goes one up.
 */
export const eraseReflowed = ({rows, columns}: Drawn, now: number): string => {
	if (now >= columns || now < 1) return '';
	const more = rows.map(({lead, text}) => Math.max(1, Math.ceil(stringWidth(`${lead}${text}`) / now)) - 1);
	return '\u001B[2K\u001B[1A'.repeat(more.reduce((sum, count) => sum + count, 0));
};
