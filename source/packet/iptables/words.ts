/** Splits a line of a `-save` listing into words; `"` quotes, `\` escapes within quotes. Never fails. */
export function wordsOf(line: string): readonly string[] {
	if (!line.includes('"')) return line.split(' ').filter(word => word !== '');
	const words: string[] = [];
	let [word, quoted, started] = ['', false, false];
	for (let index = 0; index < line.length; index++) {
		const letter = line[index] ?? '';
		if (quoted && letter === '\\') {
			index++;
			word += line[index] ?? '';
		} else if (letter === '"') {
			quoted = !quoted;
			started = true;
		} else if (letter === ' ' && !quoted) {
			if (started) words.push(word);
			[word, started] = ['', false];
		} else {
			word += letter;
			started = true;
		}
	}
	if (started) words.push(word);
	return words;
}
