import stringWidth from 'string-width';
import {wrapWords} from '../engine/wrap-words.ts';
import type {Part} from './layout.ts';
import type {Signs} from './signs.ts';
import type {Drawing, Piece} from './words/line.ts';
import {sparkline} from './words/sparkline.ts';

/** Puts a picture's pieces in rows of so many columns. A row breaks between pieces; one that is wider is wrapped. */
export const drawnRows = (
	{pieces, between}: Drawing,
	signs: Signs,
	columns: number,
): ReadonlyArray<readonly Part[]> => {
	const rows: Part[][] = [];
	let row: Part[] = [];
	let used = 0;
	const joint = between === 'arrow' ? ` ${signs.arrow} ` : '  ';
	// An arrow that leads to the next row stands at the end of this one.
	const tail = between === 'arrow' ? stringWidth(joint.trimEnd()) : 0;
	for (const [index, piece] of pieces.entries()) {
		const isLast = index === pieces.length - 1;
		const part = partOf(piece, signs, columns);
		const width = stringWidth(part.text);
		if (row.length > 0 && used + stringWidth(joint) + width + (isLast ? 0 : tail) > columns) {
			if (between === 'arrow') row.push({text: joint.trimEnd()});
			rows.push(row);
			row = [];
			used = 0;
		}

		if (row.length > 0) row.push({text: joint});
		used += (row.length > 0 ? stringWidth(joint) : 0) + width;
		row.push(part);
	}

	return [...rows, row].flatMap(parts => wrapped(parts, columns));
};

const partOf = (piece: Piece, signs: Signs, columns: number): Part => {
	if ('bars' in piece) return {text: sparkline(piece.bars, piece.limitMs, columns, signs.bars)};
	const words = signs.words(piece.text);
	return piece.mark === undefined ? {text: words} : {text: `${signs.marks[piece.mark]} ${words}`, mark: piece.mark};
};

const wrapped = (parts: readonly Part[], columns: number): ReadonlyArray<readonly Part[]> => {
	const [only, ...others] = parts;
	if (only === undefined || others.length > 0 || stringWidth(only.text) <= columns) return [parts];
	return wrapWords(only.text, columns).map(text => [{...only, text}]);
};
