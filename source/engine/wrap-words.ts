import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/**
 * Rows of at most so many columns. Chinese breaks between any two characters, but no row begins with a mark that closes
 * or ends with one that opens (UAX #14, CL and OP); what isn't Chinese breaks at blanks, and a word only where it has to.
 */
export const wrapWords = (text: string, columns: number): readonly string[] =>
	text.split('\n').flatMap(line => (/\p{Script=Han}/u.test(line) ? filled(line, columns) : broken(line, columns)));

const broken = (line: string, columns: number): readonly string[] => wrapAnsi(line, columns, {hard: true}).split('\n');

/** What stays together: a Chinese character or a word of others, the marks around it, and the blanks after it. */
const pieces =
	/[（“‘《【]*(?:\p{Script=Han}|[^\s\p{Script=Han}（“‘《【，。：；、！？）”’》】]+)?[，。：；、！？）”’》】]*\s*/gu;

const filled = (line: string, columns: number): readonly string[] => {
	const rows: string[] = [];
	let row = '';
	for (const piece of line.match(pieces) ?? []) {
		if (stringWidth(`${row}${piece}`.trimEnd()) <= columns) {
			row += piece;
			continue;
		}
		if (row !== '') rows.push(row.trimEnd());
		const parts = broken(piece.trimEnd(), columns);
		rows.push(...parts.slice(0, -1));
		row = `${parts.at(-1) ?? ''}${/\s*$/.exec(piece)?.[0] ?? ''}`;
	}
	return row.trim() === '' ? rows : [...rows, row.trimEnd()];
};
