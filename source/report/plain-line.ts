import {safeLine} from '../face/words/safe.ts';
import {cutTo} from './cut-to.ts';

/** One line of a text that is pasted somewhere, with its end: no secrets, no controls, and the blanks at its start kept. */
export const plainLine = (text: string, mostColumns: number): string => {
	const indent = /^ */.exec(text)?.[0] ?? '';
	return `${indent}${cutTo(safeLine(text), mostColumns - indent.length)}\n`;
};
