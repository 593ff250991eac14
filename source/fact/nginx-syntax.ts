/** A directive of nginx's configuration: `listen 80;` or `server { … }`. */
export type Directive = {
	readonly name: string;
	readonly args: readonly string[];
	/** Absent for one that ends with a semicolon. */
	readonly block?: readonly Directive[];
	/** The file that it stands in. */
	readonly file: string;
	/** The line of its name there, from 1. */
	readonly line: number;
};

type Token =
	| {readonly is: 'word'; readonly text: string; readonly line: number}
	| {readonly is: 'mark'; readonly mark: '{' | '}' | ';'};

// A quoted word, a bare word (${name} may hold braces), a mark, a comment.
const token =
	/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([{};])|#[^\n]*|((?:\$\{[^}]*\}|\\.|[^\s{};"'#\\])(?:\$\{[^}]*\}|\\.|[^\s{};\\])*)|\s+/gy;

const tokens = (text: string): readonly Token[] => {
	const found: Token[] = [];
	let line = 1;
	for (const [all, double, single, mark, bare] of text.matchAll(token)) {
		const quoted = double ?? single;
		if (quoted !== undefined) found.push({is: 'word', text: quoted.replace(/\\(["'\\])/g, '$1'), line});
		else if (mark === '{' || mark === '}' || mark === ';') found.push({is: 'mark', mark});
		else if (bare !== undefined) found.push({is: 'word', text: bare, line});
		line += all.split('\n').length - 1;
	}

	return found;
};

/** Reads a configuration file. What isn't closed at its end is closed there: a wrong file gives what was understood. */
export const readNginx = (text: string, file: string): readonly Directive[] => {
	const all = tokens(text);
	let next = 0;
	const readBlock = (): readonly Directive[] => {
		const directives: Directive[] = [];
		let words: string[] = [];
		let line = 0;
		while (next < all.length) {
			const one = all[next];
			next += 1;
			if (one?.is === 'word') {
				if (words.length === 0) line = one.line;
				words.push(one.text);
				continue;
			}

			if (one?.mark === '}') break;
			const [name, ...args] = words;
			const at = line;
			words = [];
			// Lua and the like hold a text in the block that isn't nginx's; what it looks like does no harm.
			const block = one?.mark === '{' ? readBlock() : undefined;
			if (name !== undefined) directives.push({name, args, file, line: at, ...(block && {block})});
		}

		return directives;
	};

	return readBlock();
};

/** The directives of one name, at this level. */
export const named = (block: readonly Directive[], name: string): readonly Directive[] =>
	block.filter(directive => directive.name === name);
