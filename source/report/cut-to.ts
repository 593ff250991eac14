import stringWidth from 'string-width';

/** Text that is cut to so many columns, a Chinese character taking two: text in a picture can't wrap. */
export const cutTo = (text: string, columns: number): string => {
	if (stringWidth(text) <= columns) return text;
	let kept = '';
	for (const character of text) {
		if (stringWidth(kept + character) > columns - 1) break;
		kept += character;
	}

	return `${kept.trimEnd()}…`;
};
