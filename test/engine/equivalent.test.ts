import {expect, test} from 'vitest';
import {commandLine} from '../../source/engine/command.ts';
import {equivalentCommand} from '../../source/engine/equivalent.ts';
import type {ProbeShape} from '../../source/engine/probe.ts';

const seat = {address: '10.11.192.1', port: 80, timeoutMs: 5000} as const;

const rows: ReadonlyArray<readonly [ProbeShape, string]> = [
	[{...seat, protocol: 'tcp'}, 'nc -z -w 5 10.11.192.1 80'],
	[{...seat, protocol: 'udp', timeoutMs: 10_000}, 'nc -u -z -w 10 10.11.192.1 80'],
	[
		{...seat, protocol: 'http', method: 'HEAD', version: '1.0', path: '/health.html'},
		"curl -sS -m 5 --noproxy '*' -0 -I -A '' -H Host: -H Accept: http://10.11.192.1:80/health.html",
	],
	[
		{
			...seat,
			protocol: 'http',
			method: 'GET',
			version: '1.1',
			host: 'a.b',
			userAgent: 'KeepAliveClient',
			proxyHeader: true,
		},
		"curl -sS -m 5 --noproxy '*' --haproxy-protocol --http1.1 -D - -o /dev/null -A KeepAliveClient -H 'Host: a.b' -H Accept: -H 'Connection: close' http://10.11.192.1:80/",
	],
	[
		{...seat, protocol: 'https', port: 443, method: 'HEAD', version: '1.1', host: 'a.b'},
		"curl -sS -m 5 --noproxy '*' -k --http1.1 -I -A '' -H 'Host: a.b' -H Accept: -H 'Connection: close' --resolve a.b:443:10.11.192.1 https://a.b:443/",
	],
	[
		{...seat, protocol: 'https', address: 'fe80::1', port: 443, method: 'HEAD', version: '1.0', timeoutMs: 1500},
		"curl -sS -m 1.5 --noproxy '*' -k --no-alpn -0 -I -A '' -H Host: -H Accept: 'https://[fe80::1]:443/'",
	],
];

test.each(rows)('%o is %s', (shape, expected) => {
	expect(commandLine(equivalentCommand(shape))).toBe(expected);
});
