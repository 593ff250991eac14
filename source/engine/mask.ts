/** Hides secrets in text that is shown, stored or sent: passwords in URLs, tokens, cookies, keys. */
export const mask = (text: string): string =>
	secrets.reduce((masked, [pattern, by]) => masked.replace(pattern, by), text);

const secrets: ReadonlyArray<readonly [RegExp, string]> = [
	[/\b([a-z][a-z\d+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, '$1:***@'],
	[/\b((?:proxy-)?authorization|cookie|set-cookie|x-[\w-]*(?:token|key|secret))(\s*:\s*)[^\r\n"']+/gi, '$1$2***'],
	[
		/\b([\w-]*(?:passw(?:or)?d|pwd|secret|token|api[_-]?key|access[_-]?key(?:[_-]?(?:id|secret))?))(["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi,
		'$1$2***',
	],
	[/\b(LTAI[0-9A-Za-z]{4})[0-9A-Za-z]{8,26}\b/g, '$1***'],
	[/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '*** private key ***'],
];
