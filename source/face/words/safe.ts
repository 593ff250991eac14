import {clean, cleanLine} from '../../engine/clean.ts';
import {mask} from '../../engine/mask.ts';

/** Words that may hold something from a host, on one line: without controls and secrets. */
export const safeLine = (words: string): string => mask(cleanLine(words));

/** The same with its rows, without the blank ones. */
export const safeRows = (words: string): readonly string[] =>
	mask(clean(words))
		.split('\n')
		.filter(row => row.trim() !== '');
