import {staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith, odd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const down = {check: http, truth: 'down'} as const;

/** An answer comes, and it isn't the one that the listener accepts. */
export const answers: readonly Scenario[] = [
	{
		name: 'the health path is not found',
		arrange: nginxAnd(),
		check: {...http, path: '/healthz'},
		truth: 'down',
		first: 'http-path-not-found',
	},
	{
		name: 'the health path is gone (410)',
		arrange: nginxWith(staticServer('listen 80;', 'location = /status { return 410; }')),
		check: {...http, path: '/status'},
		truth: 'down',
		first: 'http-path-not-found',
	},
	{
		name: 'everything is sent on to https, and only 2xx is accepted',
		arrange: nginxWith('server { listen 80; return 301 https://$host$request_uri; }'),
		...down,
		first: 'http-redirect-not-accepted',
	},
	{
		name: 'the page sends to the login (302)',
		arrange: nginxWith(staticServer('listen 80;', 'location = / { return 302 /login; }')),
		...down,
		first: 'http-redirect-not-accepted',
	},
	{
		name: 'a password is asked for (401)',
		arrange: nginxWith(staticServer('listen 80;', 'auth_basic "staff"; auth_basic_user_file /dev/null;')),
		...down,
		first: 'http-access-denied',
	},
	{
		name: 'the directory has no index page (403 for everyone)',
		arrange: nginxWith(staticServer('listen 80;', 'location = /empty/ { return 403; }')),
		check: {...http, path: '/empty/'},
		truth: 'down',
		first: 'http-access-denied',
	},
	{
		name: "nginx denies the balancer's range, and lets the host itself in (403 only for 100.64.0.0/10)",
		arrange: nginxWith(staticServer('listen 80;', 'deny 100.64.0.0/10; allow all;')),
		...down,
		first: 'application-denies-probe-source',
	},
	{
		name: 'nginx allows only 10.0.0.0/8 and denies all others',
		arrange: nginxWith(staticServer('listen 80;', 'allow 10.0.0.0/8; allow 127.0.0.1; deny all;')),
		...down,
		first: 'application-denies-probe-source',
	},
	{
		name: 'the application itself answers 500',
		arrange: odd('status', '500'),
		...down,
		first: 'http-server-error',
	},
	{
		name: 'a dynamic page (PHP) answers 500: the error, and the page is dynamic',
		arrange: odd('dynamic'),
		check: {...http, path: '/index.php'},
		truth: 'down',
		first: ['http-server-error', 'dynamic-health-page'],
		also: ['dynamic-health-page', 'http-server-error'],
	},
	{
		name: "nginx's upstream is dead (502)",
		arrange: nginxWith('server { listen 80; location / { proxy_pass http://127.0.0.1:9000; } }'),
		...down,
		first: 'http-server-error',
	},
	{
		name: "nginx's upstream is out of reach, and a connection to it times out (504)",
		arrange: nginxWith(
			'server { listen 80; location / { proxy_pass http://192.0.2.7:9000; proxy_connect_timeout 1s; } }',
		),
		...down,
		first: 'http-server-error',
	},
	{
		name: "nginx's upstream is a socket that is not there, as of a php-fpm that is down (502)",
		arrange: nginxWith('server { listen 80; location / { proxy_pass http://unix:/run/no-such-fpm.sock:/; } }'),
		...down,
		first: 'http-server-error',
	},
	{
		name: 'the site is in maintenance (503)',
		arrange: nginxWith('server { listen 80; return 503; }'),
		...down,
		first: 'http-server-error',
	},
	{
		name: 'too many requests (429), always',
		arrange: nginxWith('server { listen 80; return 429; }'),
		...down,
		first: 'http-status-not-accepted',
	},
	{
		name: 'the server answers 418 and 4xx is not accepted',
		arrange: odd('status', '418'),
		...down,
		first: 'http-status-not-accepted',
	},
	{
		name: 'only 3xx is accepted, and the answer is a plain 200',
		arrange: nginxAnd(),
		check: {...http, codes: 'http_3xx'},
		truth: 'down',
		first: 'http-status-not-accepted',
	},
	{
		name: 'the page takes longer than the timeout',
		arrange: odd('slow', '3500'),
		...down,
		first: 'response-too-slow',
	},
	{
		name: 'every third answer is a 500',
		arrange: odd('every-third-fails'),
		check: http,
		truth: 'flapping',
		first: 'intermittent-failures',
		also: ['http-server-error'],
	},
	{
		name: 'every third request gets no answer',
		arrange: odd('every-third-hangs'),
		check: {...http, timeoutS: 1},
		truth: 'flapping',
		first: 'intermittent-failures',
		also: ['response-too-slow', 'service-hung', 'health-check-timeout-below-interval'],
	},
];
