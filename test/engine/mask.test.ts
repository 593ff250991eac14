import fc from 'fast-check';
import {describe, expect, it, test} from 'vitest';
import {mask, maskValue, maskWords} from '../../source/engine/mask.ts';

const key =
	'-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\nS3cret\n-----END OPENSSH PRIVATE KEY-----\n';
const basic = btoa('admin:S3cret');

/** Each holds “S3cret” (or its base64) where tools, files and people put secrets. */
const corpus: readonly string[] = [
	'Authorization: Bearer S3cret',
	`Authorization: Basic ${basic}`,
	'proxy-authorization:S3cret',
	`a request with Basic ${basic} in it`,
	'Cookie: theme=dark; sid="S3cret"; b=S3cret',
	'Set-Cookie: sid=S3cret; Path=/; HttpOnly',
	'> Cookie: sid=S3cret\r\n> Accept: */*',
	'X-Auth-Token: S3cret',
	'X-Api-Key: S3cret words S3cret',
	'PRIVATE-TOKEN: S3cret',
	"curl -H 'Authorization: Bearer S3cret' http://127.0.0.1/",
	'curl -H "Cookie: a=S3cret; b=\\"S3cret\\"" http://127.0.0.1/',
	'curl -u admin:S3cret http://127.0.0.1/',
	'curl --user admin:S3cret http://127.0.0.1/',
	'curl -sS --proxy-user joe:S3cret http://127.0.0.1/',
	'curl --cookie S3cret http://127.0.0.1/',
	'wget --password S3cret http://127.0.0.1/',
	'mysql -u root -pS3cret shop',
	"mysqldump -u root -p'S3cret words' shop",
	'mysqladmin -p S3cret status',
	'sshpass -p S3cret ssh web-3',
	'worker -p S3cret --queue mail',
	'redis-cli -h 10.0.0.1 -a S3cret ping',
	'ldapsearch -x -D cn=admin -w S3cret',
	'redis-server requirepass S3cret',
	'openssl pkey -passin pass:S3cret',
	'java -Dspring.datasource.password=S3cret -jar shop.jar',
	'java -Djavax.net.ssl.keyStorePassword="S3cret words" -jar shop.jar',
	'app --password=S3cret --port 80',
	'app --password S3cret --port 80',
	'app --db-password "S3cret words" --port 80',
	"app --token 'S3cret words'",
	'app --client-secret S3cret',
	'mysqld\0--password=S3cret\0--port=3306\0',
	'mysqld\0--password\0S3cret\0--port=3306\0',
	'PATH=/bin\0DB_PASSWORD=S3cret words\0HOME=/root\0'.replace(' words', ''),
	'MYSQL_ROOT_PASSWORD=S3cret',
	'X_SECRET=S3cret',
	'DB_PASS=S3cret',
	'PGPASSWORD=S3cret psql',
	'AWS_SECRET_ACCESS_KEY=S3cret',
	'ALIYUN_ACCESS_KEY_SECRET=S3cret',
	'export API_KEY="S3cret words"',
	'Environment=A=b "APP_TOKEN=S3cret words"',
	'password: S3cret',
	"password: 'S3cret words'",
	'password = "S3cret \\" S3cret"',
	'{"password":"S3cret \\" S3cret","port":80}',
	'{"apiKey": "S3cret", "port": 80}',
	'{"authorization":"Bearer S3cret"}',
	'{\\"token\\":\\"S3cret\\"}',
	'{"Config":{"Env":["PATH=/bin","ANYTHING=S3cret, \\"S3cret\\"","X=S3cret"],"Cmd":["nginx"]}}',
	'"Env": [\n\t"DATABASE=S3cret",\n\t"B=S3cret"\n]',
	'{"env":[{"name":"DB_PASSWORD","value":"S3cret"}]}',
	'postgres://shop:S3cret@db:5432/shop',
	'redis://:S3cret@10.0.0.7:6379/0',
	'mongodb://joe:S3c@S3cret@m1,m2/shop',
	'https://S3cretS3cretS3cret@example.com/repository.git',
	'proxy_set_header Authorization "Basic S3cret";',
	'proxy_set_header   Authorization Bearer\\ S3cret;',
	"proxy_set_header X-Api-Key 'S3cret words';",
	'add_header Set-Cookie "sid=S3cret; Path=/" always;',
	'fastcgi_param HTTP_AUTHORIZATION "S3cret";',
	'RequestHeader set Authorization "Basic S3cret"',
	'http-request set-header Authorization Basic\\ S3cret',
	'secure_link_secret S3cret;',
	'100.64.0.1 - - [22/Nov/2026:12:01:02 +0800] "GET /health?token=S3cret&a=1 HTTP/1.0" 200 2 "-" "-"',
	'GET /a?a=1&sign=S3cret HTTP/1.1',
	'GET /a?access_token=S3cret HTTP/1.1',
	'https://bucket.oss-cn-hangzhou.aliyuncs.com/a?OSSAccessKeyId=x&Signature=S3cret',
	'LTAI5tS3cretS3cretS3cret',
	'AKIAIOSFODNN7S3CRET0'.replace('S3CRET', 'EXAMPL'),
	`ghp_${'S3cret'.repeat(6)}`,
	'xoxb-1234-S3cretS3cret',
	`eyJhbGciOiJIUzI1NiJ9.${'S3cret'.repeat(3)}.S3cretS3cret`,
	'admin:$apr1$S3cretxx$S3cretS3cretS3cret',
	'net.ipv4.tcp_fastopen_key = S3cret-S3cret',
	'net.ipv6.conf.all.stable_secret = S3cret',
	key,
	`ssl_certificate_key data:${key}`,
	key.replaceAll('\n', '\\n'),
	key.slice(0, 90),
];

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
