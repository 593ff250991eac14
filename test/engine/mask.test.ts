import fc from 'fast-check';
import {describe, expect, it, test} from 'vitest';
import {mask, maskValue, maskWords} from '../../source/engine/mask.ts';
import {basic, secrets as corpus} from './secrets.ts';

const holdsSecret = (text: string): boolean => /S3c|AKIAIOSFODNN7|b3Blbn/.test(text) || text.includes(basic);

describe('no secret gets through', () => {
	it.each(corpus)('%j', text => {
		expect(holdsSecret(text)).toBe(true);
		expect(holdsSecret(mask(text))).toBe(false);
	});

	it.each(corpus)('in the middle of other lines, and twice: %j', text => {
		const around = `a line before\n${text}\nanother line\n${text}\nthe end\n`;
		expect(holdsSecret(mask(around))).toBe(false);
	});

	test('nor in a header of a structure, or in the word behind an option', () => {
		expect(maskValue('set-cookie', 'sid=S3cret')).toBe('***');
		expect(maskValue('excerpt', 'password=S3cret')).toBe('password=***');
		expect(maskWords(['app', '--password', 'S3cret', '-p', '80'])).toEqual(['app', '--password', '***', '-p', '80']);
	});
});

/** What is judged, and must stay as it is. */
const innocent: readonly string[] = [
	'-A INPUT -s 100.64.0.0/10 -p tcp -m tcp --dport 80 -m comment --comment "health check" -j DROP',
	'-A INPUT -p vrrp -j ACCEPT\n-A INPUT -p 112 -j ACCEPT\n-A INPUT -p ospf -j ACCEPT',
	'iptables -A INPUT -p someproto -j DROP',
	'docker run -p 8080:80 nginx',
	'docker run -p web:80 nginx',
	'nginx: master process nginx -p prefix -c nginx.conf',
	'ss -H -tlnp -p state listening',
	'location /health { proxy_pass http://127.0.0.1:8080; auth_basic "Members only"; }',
	'proxy_set_header Authorization $http_authorization;',
	'proxy_set_header Host $host; proxy_set_header X-Real-IP $remote_addr;',
	'if ($arg_token = $expected) { return 403; }',
	'PasswordAuthentication no',
	'tcp LISTEN 0 511 0.0.0.0:80 0.0.0.0:* users:(("nginx",pid=12,fd=6))',
	'default via 10.0.0.1 dev eth0 proto dhcp src 10.0.0.7 metric 100',
	'{"token": null, "secret": {"a": 1}, "password": true, "State": "running", "Ports": {"80/tcp": []}}',
	'WWW-Authenticate: Basic realm="Members"',
	'The service asks for Basic authentication; Bearer tokens are another way.',
	'http://user@web-3:80/a and ssh://root@web-3',
	'Location: https://www.example.com:8443/login?next=/a',
	'tokens: 5, keys: 7, bypass=1, compass: north',
	'Set-Cookie and Cookie are headers',
];

test.each(innocent)('what is no secret stays: %j', text => {
	expect(mask(text)).toBe(text);
});

test('masking twice changes nothing, whatever stands around the secrets', () => {
	const piece = fc.oneof(
		fc.constantFrom(...corpus, ...innocent),
		fc.constantFrom(
			'"',
			"'",
			'\\',
			' ',
			'\n',
			'\0',
			'=',
			':',
			'@',
			'-p ',
			'password',
			'Cookie: ',
			'***',
			'{',
			'[',
			',',
		),
		fc.string({maxLength: 6}),
	);
	fc.assert(
		fc.property(fc.array(piece, {maxLength: 8}), fc.constantFrom(' ', '\n', '\0', '; ', '", "'), (pieces, between) => {
			const once = mask(pieces.join(between));
			expect(mask(once)).toBe(once);
		}),
		{numRuns: 3000},
	);
});

test('the words of a command line stay as many', () => {
	fc.assert(
		fc.property(
			fc.array(fc.oneof(fc.constantFrom(...corpus.map(text => text.replaceAll('\0', ' '))), fc.string())),
			words => {
				expect(maskWords(words)).toHaveLength(Math.max(words.length, 0));
			},
		),
	);
});

// A pattern that goes back over what it has read takes minutes for these; none may.
test.each([
	['a-', 1_000_000],
	['password', 200_000],
	['://a', 300_000],
	['-p ', 300_000],
	['mysql ', 200_000],
	['x-a-', 300_000],
	['"Env":["', 100_000],
	['-----BEGIN PRIVATE KEY', 50_000],
	['"name":"', 100_000],
	['Cookie: "', 100_000],
	['curl -u ', 100_000],
	['eyJaaaaaaaaaa.', 20_000],
	['--token ', 100_000],
	['Basic abcdef', 100_000],
] as const)('a long text of %j is masked in reasonable time', {timeout: 30_000}, (part, times) => {
	expect(mask(part.repeat(times)).length).toBeGreaterThan(0);
});
