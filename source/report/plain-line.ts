import {cleanLine} from '../engine/clean.ts';
import {mask} from '../engine/mask.ts';
import {cutTo} from './cut-to.ts';

/** One line of a text that is pasted somewhere, with its end: no secrets, no controls, and the blanks at its start kept. */
export const plainLine = (text: string, mostColumns: number): string =>
	`${cutTo(mask(`${/^ */.exec(text)?.[0] ?? ''}${cleanLine(text)}`), mostColumns)}\n`;
