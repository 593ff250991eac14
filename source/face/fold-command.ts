import stringWidth from 'string-width';

/**
 * Breaks a shell command between words, each row but the last with a backslash at its end, so that what is copied from
 * a narrow screen is still the same command. A word wider than the screen stays whole. Width in columns.
 */
export const foldCommand = (command: string, width: number): readonly string[] => {
	const rows: string[] = [];
	let row = '';
	for (const word of shellWords(command)) {
		const longer = row === '' ? word : `${row} ${word}`;
		if (row !== '' && stringWidth(longer) > width - 2) {
			rows.push(`${row} \\`);
			row = word;
		} else {
			row = longer;
		}
	}

	return [...rows, row];
};

/** The words between the blanks that stand outside quotes. Blanks are single in the commands that are shown. */
const shellWords = (command: string): readonly string[] => {
	const words: string[] = [];
	let word = '';
	let quote = '';
	let isEscaped = false;
	for (const character of command) {
		if (character === ' ' && quote === '' && !isEscaped) {
			if (word !== '') words.push(word);
			word = '';
			continue;
		}

		word += character;
		if (isEscaped) isEscaped = false;
		else if (character === '\\' && quote !== "'") isEscaped = true;
		else if (quote !== '') quote = character === quote ? '' : quote;
		else if (character === "'" || character === '"') quote = character;
	}

	return word === '' ? words : [...words, word];
};
