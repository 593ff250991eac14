import ipaddr from 'ipaddr.js';
import {type Command, command} from './command.ts';
import type {ProbeReply, ProbeShape} from './probe.ts';

const seconds = (milliseconds: number): string => String(milliseconds / 1000);

/** The name for SNI, or an empty text: addresses aren't sent (RFC 6066, 3). */
export const serverName = ({host = ''}: ProbeShape): string => {
	const name = host.replace(/:\d+$/, '');
	return ipaddr.IPv4.isValidFourPartDecimal(name) || ipaddr.IPv6.isValid(name) || name.startsWith('[') ? '' : name;
};

/** The path as it goes on the wire: what may not stand there is percent-encoded, as curl and browsers do. */
export const requestPath = ({path = '/'}: ProbeShape): string =>
	[...new TextEncoder().encode(path)]
		.map(byte =>
			byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
		)
		.join('');

const headerArgs = ({host, userAgent = '', version}: ProbeShape): readonly string[] => [
	'-A',
	userAgent,
	'-H',
	host === undefined ? 'Host:' : `Host: ${host}`,
	'-H',
	'Accept:',
	...(version === '1.1' ? ['-H', 'Connection: close'] : []),
];

/** Where curl connects to, by name when the name goes into the TLS handshake. */
const urlArgs = (shape: ProbeShape): readonly string[] => {
	const {protocol, address, port} = shape;
	const bracketed = address.includes(':') ? `[${address}]` : address;
	const name = protocol === 'https' ? serverName(shape) : '';
	const url = `${protocol}://${name || bracketed}:${port}${requestPath(shape)}`;
	return name === '' ? [url] : ['--resolve', `${name}:${port}:${bracketed}`, url];
};

/** The command that does what the probe does: curl for HTTP, nc for TCP and UDP. curl ignores proxies for it. */
export const equivalentCommand = (shape: ProbeShape): Command => {
	const {protocol, address, port, timeoutMs, from} = shape;
	if (protocol === 'tcp' || protocol === 'udp') {
		const kind = protocol === 'udp' ? ['-u', '-z'] : ['-z'];
		return {
			...command(
				'nc',
				...kind,
				...(from === undefined ? [] : ['-s', from]),
				'-w',
				seconds(timeoutMs),
				address,
				String(port),
			),
			timeoutMs,
		};
	}

	const isGet = shape.method === 'GET';
	const args = [
		'-sS',
		'-m',
		seconds(timeoutMs),
		'--noproxy',
		'*',
		...(shape.from === undefined ? [] : ['--interface', shape.from]),
		...(protocol === 'https' ? ['-k'] : []),
		// With ALPN curl would name HTTP/1.0, which few servers know there.
		...(protocol === 'https' && shape.version !== '1.1' ? ['--no-alpn'] : []),
		...(shape.proxyHeader ? ['--haproxy-protocol'] : []),
		shape.version === '1.1' ? '--http1.1' : '-0',
		...(isGet ? ['-D', '-', '-o', '/dev/null'] : ['-I']),
		...headerArgs(shape),
		...urlArgs(shape),
	];
	return {...command('curl', ...args), timeoutMs};
};

/** curl's exit statuses (curl(1), EXIT CODES); nc knows only 0 and 1. None for a probe that the person stopped. */
export const equivalentExitCode = ({protocol}: ProbeShape, {outcome, detail}: ProbeReply): number | undefined => {
	if (outcome === 'cancelled') {
		return undefined;
	}

	if (protocol === 'tcp' || protocol === 'udp') {
		return outcome === 'answered' || outcome === 'silent' ? 0 : 1;
	}

	return {
		answered: 0,
		silent: 0,
		refused: 7,
		unreachable: 7,
		'connect-timeout': 28,
		'answer-timeout': 28,
		closed: detail === undefined ? 52 : 56,
		'not-http': 1,
		'tls-failed': 35,
	}[outcome];
};
