import {clean, cleanLine} from '../../engine/clean.ts';
import {mask} from '../../engine/mask.ts';

/** A text of several lines that may hold something from a host: without controls and secrets. */
export const safeText = (words: string): string => mask(clean(words));

/** The same on one line. A secret can show by the line that it stands on, or by the one before. */
export const safeLine = (words: string): string => mask(cleanLine(safeText(words)));

/** The same with its rows, without the blank ones. */
export const safeRows = (words: string): readonly string[] =>
	safeText(words)
		.split('\n')
		.filter(row => row.trim() !== '');
