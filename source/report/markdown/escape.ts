// What CommonMark and GitHub's extensions give a meaning to within a line: code, emphasis, links, HTML, entities, tables,
// strikethrough, mathematics, autolinks of addresses for mail. Any ASCII punctuation may stand behind a backslash.
const inLine = /[\\`*_[\]<>|~&$@]/g;

// At a line's start: headings, quotes, lists, rules, tables, setext underlines.
const atStart = /^(\s*)([#>+=:-]|\d{1,9}(?=[.)]))/;

/** Text of anybody as text of a Markdown paragraph, list item or cell: on one line, and nothing in it is markup. */
export const markdownText = (text: string): string =>
	text
		.replace(/\s+/g, ' ')
		.trim()
		.replace(inLine, found => `\\${found}`)
		// GitHub makes links of bare addresses.
		.replace(/:\/\//g, '\\://')
		.replace(/\bwww\./gi, found => `${found.slice(0, 3)}\\.`)
		.replace(atStart, (_, blanks: string, found: string) =>
			/\d/.test(found) ? `${blanks}${found}` : `${blanks}\\${found}`,
		)
		.replace(/^(\d{1,9})([.)])/, '$1\\$2');

/** A command in a line of text or a cell: as code when that shows it whole, or as text. */
export const markdownCode = (text: string, where: 'line' | 'cell' = 'line'): string => {
	const line = text.replace(/\s+/g, ' ').trim();
	// A cell ends at a bar even within code, and the backslash before one would be shown by some.
	if (line === '' || (where === 'cell' && /[|\\]/.test(line))) return markdownText(line);
	const fence = '`'.repeat(longestRun(line, '`') + 1);
	const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
	return `${fence}${pad}${line}${pad}${fence}`;
};

/** A block of code. Its fence is longer than any in the text, so that the text can't end it. */
export const markdownBlock = (text: string, language = ''): string => {
	const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1));
	return `${fence}${language}\n${text.replace(/\s+$/, '')}\n${fence}`;
};

const longestRun = (text: string, character: string): number =>
	Math.max(0, ...[...text.matchAll(new RegExp(`${character}+`, 'g'))].map(([run]) => run.length));
