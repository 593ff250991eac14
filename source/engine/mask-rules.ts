/** A pattern of secrets, and what becomes of what it finds. Each looks at a text in one go: a hostile one can be long. */
export type MaskRule = readonly [RegExp, (...found: string[]) => string];

/** What stands in a secret's place. */
export const hidden = '***';

// Names whose value is a secret, whatever stands before them: DB_PASSWORD, spring.datasource.password, X-Auth-Token.
const names = [
	'passw(?:or)?d',
	'passphrase',
	'(?<![a-z])pass',
	'pwd',
	'secret(?:[._-]?(?:access[._-]?)?key)?',
	'token',
	'api[._-]?key',
	'access[._-]?key(?:[._-]?(?:id|secret))?',
	'(?:private|encryption|signing|fastopen|master|auth)[._-]?key',
	'credentials?',
	'requirepass',
	'masterauth',
	'(?<![a-z])(?:psk|jwt|otp)',
].join('|');

const headers =
	'(?:proxy-)?authorization|(?:set-)?cookie2?|(?:x-(?:\\w{1,30}-){0,5}|private-|api-|access-)(?:token|key|secret|auth|signature)';

// A value in quotes, or one that ends where a word of a shell, a query, a list or a command line (/proc) does.
const doubleQuoted = '"(?:\\\\[^\\0]|[^"\\\\\\r\\n\\0])*"?';
const singleQuoted = "'[^'\\r\\n\\0]*'?";
const value = `${doubleQuoted}|${singleQuoted}|[^\\s"'&,;\\0]+`;
const word = `${doubleQuoted}|${singleQuoted}|[^\\s"'\\0]+`;
const gap = '[ \\t\\0]{1,4}';

/** Keeps a value's quotes, and what is no secret: a variable, a structure, a switch. */
const hide = (found: string): string => {
	if (/^(?:[$%{[(<]|\*\*\*|(?:true|false|yes|no|on|off|null|none|nil|[01])$|["']{2}$)/i.test(found)) return found;
	const quote = /^["']/.exec(found)?.[0] ?? '';
	return `${quote}${hidden}${found.length > 1 && found.endsWith(quote) ? quote : ''}`;
};

const keep = (before = '', found = ''): string => `${before}${hide(found)}`;

/** HTTP's Basic scheme: the base64 of a name, a colon and a password (RFC 7617). */
const basic = (whole = '', scheme = '', coded = ''): string => {
	try {
		return atob(coded.slice(0, coded.length - (coded.length % 4))).includes(':') ? `${scheme}${hidden}` : whole;
	} catch {
		return whole;
	}
};

// What `-p` means to these, or what follows it there, is no password: a protocol, a port, a prefix, a project.
const otherMeaning =
	/(?:^|[\s\0/])(?:-[AIDNRC]|iptables\S*|ip6tables\S*|nginx|openresty|docker\S*|podman|nerdctl|ss|nc|ncat|ssh|scp|mkdir|cp|kill|ps|lsof|journalctl|python\S*|pidof|tail|top|netstat|perf|trace\S*|nmap|firewall-cmd)[\s\0:]/;
const noPassword =
	/^(?:[\d.:,/-]+|tcp|udp|udplite|icmp|icmpv6|ipv6-\w+|esp|ah|sctp|gre|all|vrrp|ospf|igmp|ipip|l2tp|pim|dccp)$/;

const option = (whole = '', before = '', found = '', ...[at, text]: readonly unknown[]): string => {
	const line = String(text).slice(Math.max(0, Number(at) - 300), Number(at));
	const own = line.slice(line.lastIndexOf('\n') + 1);
	return noPassword.test(found) || otherMeaning.test(`${own} `) ? whole : keep(before, found);
};

const rule = (pattern: string, by: MaskRule[1], flags = 'gi'): MaskRule => [new RegExp(pattern, flags), by];
const simply: MaskRule[1] = (_whole, before, found) => keep(before, found);

/** The patterns, in their order: what a longer one has hidden, a shorter one leaves alone. */
export const maskRules: readonly MaskRule[] = [
	rule(
		'-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[^\\0]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|(?=\\0)|$)',
		() => '*** private key ***',
		'g',
	),
	// docker inspect: what the environment of a container holds is nobody's business.
	[
		/("Env(?:ironment)?"\s*:\s*\[)((?:\s*"(?:[^"\\]|\\.)*",?)*)/g,
		(_whole, before = '', list = '') => before + list.replace(/"([^"=\\]*)=(?:[^"\\]|\\.)*"/g, `"$1=${hidden}"`),
	],
	// Kubernetes: {"name": "DB_PASSWORD", "value": "…"}
	rule(
		`("(?:name|key)"\\s*:\\s*"[^"\\\\]{0,80}(?:${names})[^"\\\\]{0,80}"\\s*,\\s*"value"\\s*:\\s*)("(?:\\\\.|[^"\\\\])*")`,
		simply,
	),
	// JSON: the whole string behind a telling name.
	rule(`((?:${names}|${headers})"\\s*:\\s*)("(?:\\\\.|[^"\\\\])*")`, simply),
	// A header in quotes ends with them, any other one with its line.
	rule(
		`(?:(")((?:${headers})[ \\t]*:[ \\t]*)(?=[^\\s\\0])(?:\\\\[^\\0]|[^"\\\\\\r\\n\\0])+)|(?:(')((?:${headers})[ \\t]*:[ \\t]*)(?=[^\\s\\0])[^'\\r\\n\\0]+)|((?:${headers})[ \\t]*:[ \\t]*)(?=[^\\s\\0])[^\\r\\n\\0]+`,
		(_whole, double, inDouble, single, inSingle, plain) =>
			`${double ?? single ?? ''}${inDouble ?? inSingle ?? plain ?? ''}${hidden}`,
	),
	// nginx, Apache, HAProxy: proxy_set_header Authorization "Basic …";
	rule(
		`((?:header|fastcgi_param|uwsgi_param)(?:[ \\t]+(?:always|set|add|append))?[ \\t]+["']?(?:http_)?(?:${headers}|${headers.replaceAll('-', '_')})["']?[ \\t]+)("(?:\\\\.|[^"\\\\\\n])*"|'[^'\\n]*'|(?:\\\\.|[^\\s;\\\\])+)`,
		simply,
	),
	// Passwords in addresses: everything up to the last @ before the path.
	[/(:\/\/[^\s:/@"'\0]{0,200}):[^\s/"'\0]+@/g, (_whole, before) => `${before}:${hidden}@`],
	[/(https?:\/\/)[\w.~-]{16,200}@/gi, (_whole, before) => `${before}${hidden}@`],
	[
		/([?&](?:key|code|auth|sig|sign|signature|sid|session|session_?id|ticket|x-amz-[\w-]{1,30}|x-oss-[\w-]{1,30})=)([^\s"'&#;\0]+)/gi,
		simply,
	],
	rule(`((?:${names})(?:\\\\?["'])?[ \\t]{0,4}(?:=>?|:)[ \\t]{0,4}\\\\?)(${value})`, simply),
	// Of options, and of a few settings that have nothing between.
	rule(`((?<=(?:^|[\\s\\0"'])--?[\\w.-]{0,40})(?:${names}|user-?pass|cookie)${gap}(?!-))(${word})`, simply),
	[/(\b(?:secure_link_secret|requirepass|masterauth|identified by)[ \t]+)("[^"\n]*"|'[^'\n]*'|[^\s;"']+)/gi, simply],
	[
		/(\b(?:mysql\w*|mariadb[\w-]*|sshpass|mongo\w*)[ \t\0](?:[^\n]{0,300}?[ \t\0])?-p[ \t\0]?)("[^"\n\0]*"|'[^'\n\0]*'|[^\s"'\0]+)/g,
		simply,
	],
	[
		/(\b(?:redis-cli|ldap\w+)[ \t\0](?:[^\n]{0,300}?[ \t\0])?-[aw][ \t\0]?)("[^"\n\0]*"|'[^'\n\0]*'|[^\s"'\0-]+)/g,
		simply,
	],
	[
		/(\b(?:curl|wget|https?)[ \t\0](?:[^\n]{0,300}?[ \t\0])?(?:-[uU]|--(?:proxy-)?user)[ \t\0=]?["']?[^\s:"'\0]{1,100}:)([^\s"'\0]+)/g,
		simply,
	],
	rule(`([\\s\\0]-p[ \\t\\0])("[^"\\n\\0]*"|'[^'\\n\\0]*'|[^\\s\\0/"'-][^\\s\\0/]*)`, option, 'g'),
	[/(\bBearer[ \t]+)(?=[\w.~+/-]*\d)[\w.~+/-]{8,}=*/gi, (_whole, before) => `${before}${hidden}`],
	[/(\bBasic[ \t]+)([A-Za-z\d+/]{6,}={0,2})/gi, basic],
	// Keys that show what they are: Alibaba Cloud, AWS, GitHub, GitLab, Slack, Google, OpenAI, npm; JSON web tokens.
	[/\b(LTAI[0-9A-Za-z]{4})[0-9A-Za-z]{8,26}\b/g, (_whole, before) => `${before}${hidden}`],
	[/\bSTS\.[0-9A-Za-z]{16,60}\b/g, () => hidden],
	[
		/\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_\w{30,255}|github_pat_\w{30,255}|glpat-[\w-]{20,80}|xox[abeprs]-[\w-]{10,250}|AIza[\w-]{35}|sk-[\w-]{20,250}|npm_\w{36}|eyJ[\w-]{8,4000}\.[\w-]{4,8000}(?:\.[\w-]{0,4000})?)/g,
		() => hidden,
	],
	// Hashes of passwords (crypt(5)).
	[/\$(?:apr1|2[abxy]|[1567y]|gy|argon2\w{0,2})\$[^\s:"'\0]{8,500}/g, () => hidden],
];
