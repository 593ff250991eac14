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
};

export const blank: Line = {text: ''};

/** The lines as they follow another one: with one empty line between them at most. */
export const after = (last: Line | undefined, lines: readonly Line[]): readonly Line[] =>
	last?.text === '' && lines[0]?.text === '' ? lines.slice(1) : lines;

/** Puts lines further in. */
export const indented = (lines: readonly Line[], by: number): readonly Line[] =>
	lines.map(line => ({...line, indent: (line.indent ?? 0) + by}));

/** The marks as symbols, one column wide each. */
export const symbols: Readonly<Record<Mark, string>> = {
	ok: '✔',
	problem: '✖',
	risk: '!',
	unknown: '?',
	skipped: '–',
	note: '·',
	item: '·',
	ran: '$',
	focus: '❯',
};

/** The marks as words, for screen readers and for consoles without those symbols. */
export const spoken: Readonly<Record<Mark, string>> = {
	ok: 'OK:',
	problem: 'PROBLEM:',
	risk: 'RISK:',
	unknown: 'UNKNOWN:',
	skipped: 'SKIPPED:',
	note: 'NOTE:',
	item: '-',
	ran: 'RAN:',
	focus: '>',
};
