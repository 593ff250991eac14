/** A word, a quoted string without its quotes, or a sign; `break` ends a line. */
export type Token = {readonly is: 'word' | 'string' | 'sign' | 'break'; readonly text: string};

const pattern =
	/(?<space>[ \t\r]+|\\\n)|(?<break>\n|;)|"(?<string>(?:[^"\\\n]|\\.)*)"|(?<sign>==|!=|<=|>=|<<|>>|[{}()=<>!&|^,])|(?<comment>#[^\n]*)|(?<word>[^\s{}()=<>!&|^,;"#]+)|(?<other>.)/gy;

const lineBreak: Token = {is: 'break', text: ''};

/**
 * Splits what `nft list ruleset` prints into tokens. Comments are kept as words where they stand for something that nft
 * can't show (`# xt_multiport`), and for handles (`# handle 5`). Never fails.
 */
export function tokensOf(text: string): readonly Token[] {
	const tokens: Token[] = [];
	for (const {groups = {}} of text.matchAll(pattern)) {
		if (groups.space !== undefined) continue;
		if (groups.break !== undefined) tokens.push(lineBreak);
		else if (groups.string !== undefined) tokens.push({is: 'string', text: groups.string});
		else if (groups.sign !== undefined) tokens.push({is: 'sign', text: groups.sign});
		else if (groups.comment !== undefined) tokens.push(...commentOf(groups.comment));
		else tokens.push({is: 'word', text: groups.word ?? groups.other ?? ''});
	}
	return tokens;
}

/** `# handle 5` becomes one word; what nft hides behind a comment becomes one that nobody understands. */
const commentOf = (comment: string): readonly Token[] => {
	const handle = /^#\s*handle (\d+)\s*$/.exec(comment)?.[1];
	if (handle !== undefined) return [{is: 'word', text: `#handle ${handle}`}];
	const foreign = /^#\s*(xt_\w+.*?)(?:\s*#\s*handle (\d+))?\s*$/.exec(comment);
	if (!foreign) return [];
	const [, name = '', number] = foreign;
	return [
		{is: 'word', text: `#${name}`},
		...(number === undefined ? [] : [{is: 'word', text: `#handle ${number}`} as const]),
	];
};
