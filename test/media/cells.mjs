/** The sixteen colours, on a dark ground. */
const palette = [
	'#484f58',
	'#ff7b72',
	'#3fb950',
	'#d29922',
	'#58a6ff',
	'#bc8cff',
	'#39c5cf',
	'#b1bac4',
	'#6e7681',
	'#ffa198',
	'#56d364',
	'#e3b341',
	'#79c0ff',
	'#d2a8ff',
	'#56d4dd',
	'#f0f6fc',
];

const cube = [0, 95, 135, 175, 215, 255];

const hex = (...parts) => `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;

const of256 = index => {
	if (index < 16) return palette[index];
	if (index >= 232) return hex(...Array(3).fill(8 + (index - 232) * 10));
	const rest = index - 16;
	return hex(cube[Math.floor(rest / 36)], cube[Math.floor(rest / 6) % 6], cube[rest % 6]);
};

/** Applies one `ESC [ … m` to a style: {colour, ground, bold, dim, inverse, underline, italic}. */
const applyCodes = (style, codes) => {
	const next = {...style};
	for (let index = 0; index < codes.length; index++) {
		const code = codes[index];
		if (code === 0) for (const key of Object.keys(next)) delete next[key];
		else if (code === 1) next.bold = true;
		else if (code === 2) next.dim = true;
		else if (code === 3) next.italic = true;
		else if (code === 4) next.underline = true;
		else if (code === 7) next.inverse = true;
		else if (code === 22) {
			delete next.bold;
			delete next.dim;
		} else if (code === 23) delete next.italic;
		else if (code === 24) delete next.underline;
		else if (code === 27) delete next.inverse;
		else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97))
			next.colour = palette[code >= 90 ? code - 82 : code - 30];
		else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107))
			next.ground = palette[code >= 100 ? code - 92 : code - 40];
		else if (code === 39) delete next.colour;
		else if (code === 49) delete next.ground;
		else if (code === 38 || code === 48) {
			const key = code === 38 ? 'colour' : 'ground';
			if (codes[index + 1] === 5) {
				next[key] = of256(codes[index + 2]);
				index += 2;
			} else {
				next[key] = hex(...codes.slice(index + 2, index + 5));
				index += 4;
			}
		}
	}

	return next;
};

/**
 * Reads what `tmux capture-pane -e` prints: one line for each row of the screen, with SGR sequences. The style runs on
 * from row to row. Returns rows of runs {column, text, style}.
 */
export const readScreen = (screen, widthOf) => {
	let style = {};
	return screen.split('\n').map(line => {
		const runs = [];
		let column = 0;
		for (const part of line.split(/(\u001B\[[\d;:]*m)/)) {
			const codes = /^\u001B\[([\d;:]*)m$/.exec(part);
			if (codes) style = applyCodes(style, (codes[1] || '0').split(/[;:]/).map(Number));
			else if (part !== '') {
				const text = part.replace(/\u001B\][^\u0007]*\u0007|\u001B\(B/g, '');
				// Wide letters and narrow ones come from different fonts: each stretch has its own place.
				for (const stretch of text.match(
					/[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]+|[^\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]+/gu,
				) ?? []) {
					runs.push({column, text: stretch, style});
					column += widthOf(stretch);
				}
			}
		}

		return runs;
	});
};
