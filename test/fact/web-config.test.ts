import {describe, expect, test} from 'vitest';
import {readApacheNames} from '../../source/fact/apache-config.ts';
import {denialOf} from '../../source/fact/nginx-access.ts';
import {locationsFor} from '../../source/fact/nginx-location.ts';
import {nginxFiles} from '../../source/fact/nginx-master.ts';
import {hostNames, readListen, serverFor, serversOn} from '../../source/fact/nginx-server.ts';
import {readNginx} from '../../source/fact/nginx-syntax.ts';
import {type ServiceProcess, serviceProcess} from '../../source/fact/service-process.ts';
import {webConfig} from '../../source/fact/web-config.ts';
import {known, lookAt, target} from './look.ts';

test('words, quotes, comments and blocks are read, and what stands in quotes is one word', () => {
	expect(
		readNginx(
			`user www; # a comment; with { marks
			log_format main '$remote_addr "\\'x" ; {';
			server { listen 80; location ~ \\.php$ { return 200 "a;b"; } if ($x = "{") { set $y \${z}; } }`,
			'/n',
		),
	).toEqual([
		{name: 'user', args: ['www'], file: '/n', line: 1},
		{name: 'log_format', args: ['main', '$remote_addr "\'x" ; {'], file: '/n', line: 2},
		{
			name: 'server',
			args: [],
			file: '/n',
			line: 3,
			block: [
				{name: 'listen', args: ['80'], file: '/n', line: 3},
				{
					name: 'location',
					args: ['~', '\\.php$'],
					file: '/n',
					line: 3,
					block: [{name: 'return', args: ['200', 'a;b'], file: '/n', line: 3}],
				},
				{
					name: 'if',
					args: ['($x', '=', '{', ')'],
					file: '/n',
					line: 3,
					block: [{name: 'set', args: ['$y', `$${'{z}'}`], file: '/n', line: 3}],
				},
			],
		},
	]);
});

test.each(['', '}', 'server { listen 80', '{{{', '"unclosed', ';;;'])(
	'a broken configuration %j does no harm',
	text => {
		expect(Array.isArray(readNginx(text, '/n'))).toBe(true);
	},
);

test.each([
	['80', '0.0.0.0', 80],
	['*:8080', '0.0.0.0', 8080],
	['10.11.192.1:80', '10.11.192.1', 80],
	['10.11.192.1', '10.11.192.1', 80],
	['[::]:80', '::', 80],
	['localhost:81', 'localhost', 81],
])('listen %s', (word, address, port) => {
	expect(readListen([word, 'default_server'])).toEqual({address, port, options: ['default_server']});
});

const http = (text: string) => readNginx(text, '/n');
const at = {backend: '10.11.192.1', port: 80};

describe('the server blocks of a port', () => {
	const block = http(`
		server { listen 80; server_name a.example.com *.shop.example.com; }
		server { listen 80 default_server; server_name _; }
		server { listen 8080; server_name other.example.com; }
		server { listen [::]:80; server_name six.example.com; }
		server { listen 127.0.0.1:80; server_name local.example.com; }
		server { server_name nolisten.example.com .dot.example.com ~^www\\d+ ""; }`);
	const servers = serversOn(block, at);

	test('the default one comes first, and other ports, families and addresses are left out', () => {
		expect(servers.map(({names, isDefault}) => [names[0], isDefault])).toEqual([
			['_', true],
			['a.example.com', false],
			['nolisten.example.com', false],
		]);
		expect(hostNames(servers)).toEqual([
			'a.example.com',
			'www.shop.example.com',
			'nolisten.example.com',
			'dot.example.com',
		]);
	});

	test.each([
		['a.example.com', 'a.example.com'],
		['X.Shop.example.com', 'a.example.com'],
		['dot.example.com', 'nolisten.example.com'],
		// An empty name is for requests without a Host.
		[undefined, 'nolisten.example.com'],
		['unknown.example.com', undefined],
	])('the Host %s is served by %s', (host, name) => {
		expect(serverFor(servers, host)?.names[0]).toBe(name);
	});

	test('a Host that no block names is served by the default one', () => {
		const two = serversOn(http('server { listen 80; server_name a; } server { listen 80; server_name b; }'), at);
		expect([serverFor(two, undefined)?.names, serverFor(two, 'c')?.names]).toEqual([['a'], ['a']]);
	});

	test('a block for the exact address hides those for all addresses', () => {
		const both = http(
			'server { listen 80; server_name w; } server { listen 10.11.192.1:80 proxy_protocol ssl; server_name x; }',
		);
		expect(serversOn(both, at).map(({names, proxyProtocol, ssl}) => [names, proxyProtocol, ssl])).toEqual([
			[['x'], true, true],
		]);
	});
});

const denied = (server: string, {path = '/', sources = ['100.64.0.0/10'], outer = ''} = {}) => {
	const block = http(server);
	const locations = locationsFor(block, path);
	return locations && denialOf([http(outer), block, ...locations.map(({block: inner = []}) => inner)], sources)?.rule;
};

describe('whom nginx turns away', () => {
	test.each([
		['a range that holds the sources', 'deny 100.64.0.0/10; allow all;', 'deny 100.64.0.0/10;'],
		['everybody but a private range', 'allow 10.0.0.0/8; deny all;', 'deny all;'],
		['a part of the sources', 'deny 100.112.0.0/12; allow all;', 'deny 100.112.0.0/12;'],
		['others, as an allow comes first', 'allow 100.64.0.0/10; deny all;', undefined],
		['nobody', 'deny 192.0.2.0/24;', undefined],
		['another family', 'deny 2001:db8::/32;', undefined],
		['nobody, when the answer is returned before', 'deny all; return 200;', undefined],
		['nobody for sure, when a password will do as well', 'satisfy any; deny all; auth_basic x;', undefined],
		['a location of its own', 'deny all; location = / { allow all; }', undefined],
		['the location that is longest', 'location / { allow all; } location /admin { deny all; }', undefined],
		['an inner location', 'location / { location = / { deny all; } }', 'deny all;'],
		['a regular expression before a prefix', 'location / { allow all; } location ~ ^/$ { deny all; }', 'deny all;'],
		['a prefix that ends the search', 'location ^~ / { allow all; } location ~ ^/$ { deny all; }', undefined],
		[
			'a condition on the address',
			'if ($remote_addr ~ "^100\\.") { return 403; }',
			'if ($remote_addr ~ ^100\\.) { return 403; }',
		],
		[
			'all but one address, by a condition',
			'if ($remote_addr != 10.0.0.9) { return 403; }',
			'if ($remote_addr != 10.0.0.9) { return 403; }',
		],
		['others, by a condition', 'if ($remote_addr ~ "^10\\.") { return 403; }', undefined],
		['nobody, by a condition on something else', 'if ($http_user_agent = "") { return 403; }', undefined],
		['nobody, by a condition that only rewrites', 'if ($remote_addr ~ "^100\\.") { rewrite ^ /x; }', undefined],
		['an expression that JavaScript can not read', 'location ~ (?<!x)(*) { deny all; }', undefined],
	])('%s', (_, text, rule) => {
		expect(denied(text)).toBe(rule);
	});

	test('the part of the sources that is denied is named', () => {
		const rules = http('allow 100.64.0.0/11; deny 100.64.0.0/10;');
		expect(denialOf([[], rules], ['100.64.0.0/10'])?.sources).toEqual(['100.96.0.0/11']);
	});

	test('rules around all servers count where no inner one has any', () => {
		expect(denied('root /srv;', {outer: 'deny all;'})).toBe('deny all;');
		expect(denied('allow all;', {outer: 'deny all;'})).toBeUndefined();
	});

	test('a source of a single address is judged as it is', () => {
		expect(denied('deny 10.0.0.7; allow all;', {sources: ['10.0.0.7/32']})).toBe('deny 10.0.0.7;');
		expect(denied('deny 10.0.0.7; allow all;', {sources: ['10.0.0.8/32']})).toBeUndefined();
	});
});

test.each([
	[['nginx: master process nginx -p /lab/nginx -c /lab/nginx.conf -e /x -g daemon off;'], '/lab/nginx.conf'],
	[['nginx: master process nginx -p /lab -c conf/x.conf'], '/lab/conf/x.conf'],
	[['nginx: master process /usr/sbin/nginx -c/etc/x.conf'], '/etc/x.conf'],
	[['nginx: master process /usr/sbin/nginx -p lab/'], '/srv/lab/conf/nginx.conf'],
	[['nginx: master process /usr/sbin/nginx'], '/etc/nginx/nginx.conf'],
])('the main file of %j', (args, file) => {
	expect(nginxFiles({args, cwd: '/srv'})[0]).toBe(file);
});

const nginx: ServiceProcess = {
	pid: 7,
	name: 'nginx',
	args: ['nginx: master process /usr/sbin/nginx -g daemon off;'],
	state: 'S',
	cgroups: [],
};

const missing = {stderr: 'cat: x: No such file or directory', exitCode: 1};

test('includes are put in place one by one where they can not be followed at once, and what can not be read is said', async () => {
	const look = lookAt(
		{
			'cat /etc/nginx/nginx.conf':
				'events {} http { include mime.types; include sites/*.conf; include /secret/x.conf; include gone/*; }',
			'cat /etc/nginx/mime.types': 'types { text/html html; }',
			'ls -a /etc/nginx/sites': '.\n..\n.hidden.conf\nb.conf\na.conf\nREADME\n',
			'ls -a /etc/nginx/gone': {stderr: 'ls: gone: No such file or directory', exitCode: 2},
			'cat /etc/nginx/sites/a.conf':
				'server { listen 80; server_name a.example.com; root /srv/a; deny 100.64.0.0/10; }',
			'cat /etc/nginx/sites/b.conf': 'server { listen 80; server_name b.example.com; }',
			'cat /secret/x.conf': {stderr: 'cat: Permission denied', exitCode: 1},
		},
		{facts: [[serviceProcess, known([nginx])]], otherwise: missing},
	);
	expect(await webConfig.lookUp(look)).toMatchObject({
		known: true,
		value: {
			server: 'nginx',
			files: ['/etc/nginx/nginx.conf', '/etc/nginx/mime.types', '/etc/nginx/sites/a.conf', '/etc/nginx/sites/b.conf'],
			serverNames: ['a.example.com', 'b.example.com'],
			denies: {rule: 'deny 100.64.0.0/10;', file: '/etc/nginx/sites/a.conf'},
			root: '/srv/a',
		},
		blindTo: {en: 'Not readable: /secret/x.conf.', zh: '无法读取：/secret/x.conf。'},
	});
});

test('a file that includes itself ends', async () => {
	const look = lookAt(
		{'cat /etc/nginx/nginx.conf': 'http { include nginx.conf; server { listen 80; } }'},
		{facts: [[serviceProcess, known([nginx])]], otherwise: missing},
	);
	expect(await webConfig.lookUp(look)).toMatchObject({known: true, value: {serverNames: []}});
});

test.each([
	['an nginx without a readable file', nginx],
	['another server', {...nginx, name: 'java', args: ['java', '-jar', 'x']}],
])('%s is unknown', async (_, process) => {
	const look = lookAt({}, {facts: [[serviceProcess, known([process])]], otherwise: missing});
	expect(await webConfig.lookUp(look)).toMatchObject({known: false});
});

test('the names of the Apache hosts on the port, and of the main server', () => {
	const text = `/etc/apache2/apache2.conf:1:ServerName main.example.com:80
/etc/apache2/sites-enabled/a.conf:1:<VirtualHost *:80>
/etc/apache2/sites-enabled/a.conf:2:	ServerName a.example.com
/etc/apache2/sites-enabled/a.conf:3:	ServerAlias *.a.example.com b.example.com
/etc/apache2/sites-enabled/a.conf:4:</VirtualHost>
/etc/apache2/sites-enabled/a.conf:5:<VirtualHost *:443>
/etc/apache2/sites-enabled/a.conf:6:	ServerName tls.example.com
/etc/apache2/sites-enabled/a.conf:7:</VirtualHost>
`;
	expect(readApacheNames(text, target.port)).toEqual({
		names: ['main.example.com', 'a.example.com', 'www.a.example.com', 'b.example.com'],
		files: ['/etc/apache2/apache2.conf', '/etc/apache2/sites-enabled/a.conf'],
	});
});
