/** A word, a quoted string without its quotes, or a sign; `break` ends a line. */
export type Token = {readonly is: 'word' | 'string' | 'sign' | 'break'; readonly text: string};

/** Tokens (mostly one, of a comment none or two), and where the text goes on behind them. */
export type Found = {readonly tokens: readonly Token[]; readonly end: number};

const lineBreak: Token = {is: 'break', text: ''};
const signs: ReadonlyMap<string, Token> = new Map(
	[...'{}()=<>!&|^,', '==', '!=', '<=', '>=', '<<', '>>'].map(text => [text, {is: 'sign', text}]),
);

/** How far a word goes. */
const word = /[^\s{}()=<>!&|^,;"#]+/y;
const string = /"((?:[^"\\\n]|\\.)*)"/y;
const comment = /#[^\n]*/y;

/**
 * The next token of what `nft list ruleset` prints; undefined at the end. Comments are kept as words where they stand for
 * something that nft can't show (`# xt_multiport`), and for handles (`# handle 5`). Never fails.
 */
export function nextToken(text: string, from: number): Found | undefined {
	let at = from;
	while (isSpace(text, at)) at += text[at] === '\\' ? 2 : 1;
	const sign = text[at];
	if (sign === undefined) return undefined;
	switch (sign) {
		case '\n':
		case ';':
			return {tokens: [lineBreak], end: at + 1};
		case '"': {
			const found = matchAt(string, text, at);
			if (found) return {tokens: [{is: 'string', text: found[1] ?? ''}], end: at + found[0].length};
			return {tokens: [{is: 'word', text: sign}], end: at + 1};
		}
		case '#': {
			const [found = ''] = matchAt(comment, text, at) ?? [];
			return {tokens: commentOf(found), end: at + found.length};
		}
		default: {
			const known = signs.get(text.slice(at, at + 2)) ?? signs.get(sign);
			if (known) return {tokens: [known], end: at + known.text.length};
			const [found = sign] = matchAt(word, text, at) ?? [];
			return {tokens: [{is: 'word', text: found}], end: at + found.length};
		}
	}
}

const isSpace = (text: string, at: number): boolean => {
	const sign = text[at];
	return sign === ' ' || sign === '\t' || sign === '\r' || (sign === '\\' && text[at + 1] === '\n');
};

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
	pattern.lastIndex = at;
	return pattern.exec(text);
};

/** Where a statement that begins here ends: with its line, unless a set goes on over several. */
export function endOfStatement(text: string, from: number): number {
	let depth = 0;
	for (let at = from; at < text.length; at++) {
		switch (text[at]) {
			case '"': {
				const found = matchAt(string, text, at);
				if (found) at += found[0].length - 1;
				break;
			}
			case '#': {
				const found = matchAt(comment, text, at);
				if (found) at += found[0].length - 1;
				break;
			}
			case '\\':
				if (text[at + 1] === '\n') at++;
				break;
			case '{':
				depth++;
				break;
			case '}':
				if (depth === 0) return at;
				depth--;
				break;
			case '\n':
			case ';':
				if (depth === 0) return at;
				break;
			default:
		}
	}
	return text.length;
}

/** `# handle 5` becomes one word; what nft hides behind a comment becomes one that nobody understands. */
const commentOf = (text: string): readonly Token[] => {
	const handle = /^#\s*handle (\d+)\s*$/.exec(text)?.[1];
	if (handle !== undefined) return [{is: 'word', text: `#handle ${handle}`}];
	const foreign = /^#\s*(xt_\w+.*?)(?:\s*#\s*handle (\d+))?\s*$/.exec(text);
	if (!foreign) return [];
	const [, name = '', number] = foreign;
	return [
		{is: 'word', text: `#${name}`},
		...(number === undefined ? [] : [{is: 'word', text: `#handle ${number}`} as const]),
	];
};
