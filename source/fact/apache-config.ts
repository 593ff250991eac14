import {type Command, command} from '../engine/command.ts';

/** Where the distributions keep Apache's configuration. */
const places: readonly string[] = [
	'/etc/httpd/conf',
	'/etc/httpd/conf.d',
	'/etc/apache2/sites-enabled',
	'/etc/apache2/conf-enabled',
	'/etc/apache2/apache2.conf',
	'/etc/apache2/ports.conf',
	'/usr/local/apache2/conf',
];

const words = 'VirtualHost|IfModule|IfDefine|Location';

/** The lines that say what is served where. Debian's folders hold links, which only -R follows. */
export const apacheLines: Command = command(
	'grep',
	'-RsniE',
	`^[[:space:]]*(</?(${words})|ServerName|ServerAlias|Listen|Alias|ProxyPass|SSLEngine)`,
	...places,
);

/** One of those lines, with what it stands in. */
export type ApacheLine = {
	readonly file: string;
	readonly line: number;
	/** In small letters: `servername`. */
	readonly name: string;
	readonly args: readonly string[];
	/** What the VirtualHost around it says, `*:80`; absent outside of one. */
	readonly host?: {readonly addresses: readonly string[]; readonly line: number};
	/** Whether it counts only where a module or a word of the command line is there. */
	readonly isConditional: boolean;
};

const row = /^(\/[^:]+):(\d+):\s*(<?)(\/?)(\w+)\s*([^>]*)/;

/** Reads what `apacheLines` prints: a directive each, those of a section with what is around them. */
export const readApacheLines = (text: string): readonly ApacheLine[] => {
	const lines: ApacheLine[] = [];
	let current = '';
	let host: ApacheLine['host'];
	let conditions = 0;
	for (const one of text.split('\n')) {
		const match = row.exec(one);
		if (match === null) continue;
		const [, file = '', number = '', opens, ends, word = '', rest = ''] = match;
		const name = word.toLowerCase();
		const args = rest
			.trim()
			.split(/\s+/)
			.map(each => each.replace(/^"|"$/g, ''));
		if (file !== current) {
			host = undefined;
			conditions = 0;
		}

		current = file;
		const line = Number(number);
		if (opens !== '' && name.startsWith('if')) conditions = Math.max(0, conditions + (ends === '' ? 1 : -1));
		else if (opens !== '' && name === 'virtualhost') host = ends === '' ? {addresses: args, line} : undefined;
		else if (ends === '')
			lines.push({file, line, name, args, ...(host === undefined ? {} : {host}), isConditional: conditions > 0});
	}

	return lines;
};

/** The ports that a VirtualHost is for; undefined: any. */
export const portsOfHost = ({addresses}: NonNullable<ApacheLine['host']>): readonly number[] | undefined => {
	const ports = addresses.map(address => /:(\d+)$/.exec(address)?.[1]);
	return ports.includes(undefined) ? undefined : ports.map(Number);
};

/** The names that a line gives a host, as a Host header has them. */
export const namesIn = ({name, args}: ApacheLine): readonly string[] =>
	name !== 'servername' && name !== 'serveralias'
		? []
		: args
				.map(word =>
					word
						.replace(/^\w+:\/\//, '')
						.replace(/:\d+$/, '')
						.replace(/^\*\./, 'www.'),
				)
				.filter(word => /^[\w-]+(\.[\w-]+)*$/.test(word));

/** The names of the hosts on one port. A name outside of any VirtualHost is the main server's. */
export const readApacheNames = (
	text: string,
	port: number,
): {readonly names: readonly string[]; readonly files: readonly string[]} => {
	const lines = readApacheLines(text);
	const here = lines.filter(({host}) => host === undefined || (portsOfHost(host)?.includes(port) ?? true));
	return {
		names: [...new Set(here.flatMap(namesIn))],
		files: [...new Set(lines.map(({file}) => file))],
	};
};
