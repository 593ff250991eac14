/** Where the distributions keep Apache's configuration. */
export const apacheFiles: readonly string[] = [
	'/etc/httpd/conf',
	'/etc/httpd/conf.d',
	'/etc/apache2/sites-enabled',
	'/etc/apache2/conf-enabled',
	'/etc/apache2/apache2.conf',
	'/usr/local/apache2/conf',
];

/**
 * Reads `grep -r` of the lines that name hosts, `FILE:ServerName www.example.com`: the names on one port. A name outside
 * of any VirtualHost is the main server's.
 */
export const readApacheNames = (
	text: string,
	port: number,
): {readonly names: readonly string[]; readonly files: readonly string[]} => {
	const names = new Set<string>();
	const files = new Set<string>();
	let isOnPort = true;
	let current = '';
	for (const line of text.split('\n')) {
		const match = /^(\/[^:]+):\s*(<\/?VirtualHost|ServerName|ServerAlias)\b\s*([^>]*)/i.exec(line);
		if (!match) continue;
		const [, file = '', word = '', rest = ''] = match;
		files.add(file);
		if (file !== current) isOnPort = true;
		current = file;
		if (/^<\//.test(word)) isOnPort = true;
		else if (/^</.test(word))
			isOnPort = rest
				.trim()
				.split(/\s+/)
				.some(where => where.endsWith(`:${port}`) || !/:\d+$/.test(where));
		else if (isOnPort) {
			for (const name of rest.trim().split(/\s+/)) {
				const host = name
					.replace(/^\w+:\/\//, '')
					.replace(/:\d+$/, '')
					.replace(/^\*\./, 'www.');
				if (/^[\w-]+(\.[\w-]+)*$/.test(host)) names.add(host);
			}
		}
	}

	return {names: [...names], files: [...files]};
};
