import {expect, test} from 'vitest';
import {verbatim} from '../../source/engine/words.ts';
import {apacheSetUp} from '../../source/fact/apache-set-up.ts';
import {readMetadata} from '../../source/fact/cloud-server.ts';
import {containerSetUp} from '../../source/fact/container-set-up.ts';
import {isHealthPath} from '../../source/fact/health-path.ts';
import {nginxSetUp} from '../../source/fact/nginx-set-up.ts';
import {readNginx} from '../../source/fact/nginx-syntax.ts';
import {together} from '../../source/fact/set-up.ts';

test.each([
	'/health',
	'/healthz',
	'/health.html',
	'/health-check',
	'/health_check.php',
	'/actuator/health',
	'/api/v1/ping',
	'/status/',
	'/livez',
	'/readyz',
	'/slb-check',
	'/_health',
])('%s looks like a page for health checks', path => {
	expect(isHealthPath(path)).toBe(true);
});

test.each(['/', '', 'health', '/nginx_status', '/server-status', '/healthy-food', '/static', '/a/b/c/d/e/f/health'])(
	'%j does not',
	path => {
		expect(isHealthPath(path)).toBe(false);
	},
);

test('a configuration of nginx says what is served where, the default host first', () => {
	const text = `http {
	server {
		listen 8080; listen unix:/run/x.sock;
		server_name www.example.com *.shop.example.com ~^x localhost _;
		location = /healthz { return 200; }
		location /api/ { location /api/ping { return 204; } }
		location ~ ^/status\\.html$ { return 200; }
		location ~ ^/(a|b)/health { return 200; }
		location /health { stub_status; }
		location /live { allow 127.0.0.1; deny all; }
		location /ready { internal; }
	}
	server {
		listen 8080 default_server;
		server_name first.example.com;
	}
	server { listen 8443 ssl; }
	server { server_name none; }
}
stream {
	server { listen 3307; proxy_pass x; }
	server { listen 53 udp; proxy_pass x; }
	server { proxy_pass x; }
}`;
	expect(nginxSetUp(readNginx(text, '/n'))).toEqual({
		served: [
			{port: 8080, protocol: 'tcp', by: verbatim('nginx'), at: '/n:14', speaks: 'http'},
			{port: 8080, protocol: 'tcp', by: verbatim('nginx'), at: '/n:3', speaks: 'http'},
			{port: 8443, protocol: 'tcp', by: verbatim('nginx'), at: '/n:17', speaks: 'tls'},
			{port: 80, protocol: 'tcp', by: verbatim('nginx'), at: '/n:18', speaks: 'http'},
			{port: 3307, protocol: 'tcp', by: verbatim('nginx'), at: '/n:21'},
			{port: 53, protocol: 'udp', by: verbatim('nginx'), at: '/n:22'},
		],
		pages: [
			{port: 8080, word: '/healthz', at: '/n:5'},
			{port: 8080, word: '/api/ping', at: '/n:6'},
			{port: 8080, word: '/status.html', at: '/n:7'},
		],
		names: [
			{port: 8080, word: 'first.example.com', at: '/n:15'},
			{port: 8080, word: 'www.example.com', at: '/n:4'},
			{port: 8080, word: 'www.shop.example.com', at: '/n:4'},
			{port: 80, word: 'none', at: '/n:18'},
		],
	});
});

test('the lines of Apache say what is served where; what counts only with a module is left out', () => {
	const text = `/etc/apache2/ports.conf:5:Listen 81
/etc/apache2/ports.conf:6:Listen 10.0.0.1:8443 https
/etc/apache2/ports.conf:7:<IfModule ssl_module>
/etc/apache2/ports.conf:8:	Listen 443
/etc/apache2/ports.conf:9:</IfModule>
/etc/apache2/ports.conf:10:Listen [::]:82
/etc/apache2/sites-enabled/a.conf:1:<VirtualHost *:81>
/etc/apache2/sites-enabled/a.conf:2:	ServerName a.example.com
/etc/apache2/sites-enabled/a.conf:3:	<Location "/healthz">
/etc/apache2/sites-enabled/a.conf:4:	</Location>
/etc/apache2/sites-enabled/a.conf:5:	<LocationMatch "/ping">
/etc/apache2/sites-enabled/a.conf:6:	ProxyPass /ping http://127.0.0.1:9/
/etc/apache2/sites-enabled/a.conf:7:</VirtualHost>
/etc/apache2/sites-enabled/b.conf:1:<VirtualHost *:82>
/etc/apache2/sites-enabled/b.conf:2:	SSLEngine on
/etc/apache2/sites-enabled/b.conf:3:	Alias /status /var/www/status
/etc/apache2/sites-enabled/b.conf:4:</VirtualHost>
/usr/local/apache2/conf/extra/httpd-vhosts.conf:1:Listen 8081
not a line of grep
`;
	expect(apacheSetUp(text)).toEqual({
		served: [
			{port: 81, protocol: 'tcp', by: verbatim('Apache'), at: '/etc/apache2/ports.conf:5', speaks: 'http'},
			{port: 8443, protocol: 'tcp', by: verbatim('Apache'), at: '/etc/apache2/ports.conf:6', speaks: 'tls'},
			{port: 82, protocol: 'tcp', by: verbatim('Apache'), at: '/etc/apache2/ports.conf:10', speaks: 'tls'},
		],
		pages: [
			{port: 81, word: '/healthz', at: '/etc/apache2/sites-enabled/a.conf:3'},
			{port: 81, word: '/ping', at: '/etc/apache2/sites-enabled/a.conf:6'},
			{port: 82, word: '/status', at: '/etc/apache2/sites-enabled/b.conf:3'},
		],
		names: [{port: 81, word: 'a.example.com', at: '/etc/apache2/sites-enabled/a.conf:2'}],
	});
});

test('a container says what it publishes, also while it does not run; each port counts once', () => {
	const container = {id: 'c', name: 'web', state: 'exited (1)', isRunning: false, addresses: []};
	const port = {protocol: 'tcp', hostAddress: '0.0.0.0', hostPort: 8000, containerPort: 80};
	const setUp = containerSetUp([{...container, ports: [port, {...port, hostAddress: '::'}]}]);
	expect(together([setUp]).served).toEqual([
		{port: 8000, protocol: 'tcp', by: {en: 'container web', zh: '容器 web'}, state: 'exited (1)'},
	]);
});

test.each([
	[
		'instance-id i-bp13znx0m0me8cquu\nregion-id cn-hangzhou\nprivate-ipv4 10.11.192.1\neipv4 47.1.2.3\n',
		{
			instanceId: 'i-bp13znx0m0me8cquu',
			region: 'cn-hangzhou',
			privateAddress: '10.11.192.1',
			publicAddress: '47.1.2.3',
		},
	],
	['instance-id i-1\nregion-id ap-southeast-1\nprivate-ipv4 \neipv4 \n', {instanceId: 'i-1', region: 'ap-southeast-1'}],
	['instance-id <html>\nregion-id not a region\nprivate-ipv4 10.11.192\n', {}],
	['instance-id \u001B[31m\n', {}],
	['elsewhere\n', {}],
	['', {}],
])('of the metadata %j what looks right is taken', (text, expected) => {
	expect(readMetadata(text)).toEqual(expected);
});
