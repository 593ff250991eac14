import type {Bar} from './sparkline.ts';

/** What stands first in a line, so that colour never carries meaning alone. */
export type Mark = 'ok' | 'problem' | 'risk' | 'unknown' | 'skipped' | 'note' | 'item' | 'ran' | 'focus';

/** How a line is to be read. A face may turn it into weight or colour, or leave it. */
export type Tone = 'heading' | 'quiet' | 'command' | 'output';

/** One paragraph of what a face shows; an empty text is an empty line. All faces say the same words, in these. */
export type Line = {
	readonly text: string;
	/** Columns before it. */
	readonly indent?: number;
	readonly mark?: Mark;
	readonly tone?: Tone;
	/** The same as a picture, for faces that draw. */
	readonly drawn?: readonly Drawing[];
};

/** A word with its mark, or how long probes took. */
export type Piece =
	| {readonly text: string; readonly mark?: Mark}
	| {readonly bars: readonly Bar[]; readonly limitMs: number};

/** Pieces in a row, which breaks between them only. */
export type Drawing = {readonly pieces: readonly Piece[]; readonly between: 'arrow' | 'blanks'};

export const blank: Line = {text: ''};

/** The lines as they follow another one: with one empty line between them at most. */
export const after = (last: Line | undefined, lines: readonly Line[]): readonly Line[] =>
	last?.text === '' && lines[0]?.text === '' ? lines.slice(1) : lines;

/** Puts lines further in. */
export const indented = (lines: readonly Line[], by: number): readonly Line[] =>
	lines.map(line => ({...line, indent: (line.indent ?? 0) + by}));
