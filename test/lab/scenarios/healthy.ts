import {certificate} from '../harness/certificate.ts';
import {startNginx, staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith, odd, startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const well = {check: http, truth: 'up', first: null} as const;

/** Hosts that look broken in one way or another and are not. */
export const healthy: readonly Scenario[] = [
	{name: 'a plain nginx', arrange: nginxAnd(), ...well},
	{name: 'a plain nginx, and the check only connects', arrange: nginxAnd(), ...well, check: {protocol: 'tcp'}},
	{
		name: 'a plain nginx, asked with GET for a page and by name',
		arrange: nginxAnd(),
		...well,
		check: {...http, method: 'get', path: '/health.html', domain: 'shop.example'},
	},
	{
		name: '8080 on loopback beside 80',
		arrange: nginxWith(`${staticServer()}\n${staticServer('listen 127.0.0.1:8080;')}`),
		...well,
	},
	{
		name: '8080 beside 80, and the check goes to 8080',
		arrange: nginxWith(`${staticServer('listen 127.0.0.1:80;')}\n${staticServer('listen 8080;')}`),
		...well,
		check: {...http, port: 8080},
	},
	{name: 'a dual-stack socket [::]:80', arrange: nginxWith(staticServer('listen [::]:80 ipv6only=off;')), ...well},
	{
		name: 'two sockets, 0.0.0.0:80 and [::]:80',
		arrange: nginxWith(staticServer('listen 80; listen [::]:80;')),
		...well,
	},
	{name: 'bound to the backend address only', arrange: nginxWith(staticServer('listen 10.11.192.1:80;')), ...well},
	{
		name: 'bound to loopback and to the backend address',
		arrange: nginxWith(staticServer('listen 127.0.0.1:80; listen 10.11.192.1:80;')),
		...well,
	},
	{
		name: 'a redirect, and the listener accepts 3xx',
		arrange: nginxWith('server { listen 80; return 301 https://$host/; }'),
		...well,
		check: {...http, codes: 'http_2xx,http_3xx'},
	},
	{name: '204 without a page', arrange: nginxWith('server { listen 80; return 204; }'), ...well},
	{
		name: 'HEAD is refused, and the check uses GET',
		arrange: odd('refuses-head', '405'),
		...well,
		check: {...http, method: 'get'},
	},
	{
		name: 'the default server answers 404, and the domain of the check is the right one',
		arrange: nginxWith(`server { listen 80 default_server; return 404; }
			${staticServer('listen 80; server_name shop.example;')}`),
		...well,
		check: {...http, domain: 'shop.example'},
	},
	{name: 'slow, but in time', arrange: odd('slow', '1500'), ...well, check: {...http, timeoutS: 4}},
	{
		name: 'the head comes at once and the page takes long, and the check uses HEAD',
		arrange: odd('slow-body', '5000'),
		...well,
	},
	{
		name: 'the page / is not found, and the path of the check is another one',
		arrange: nginxWith(staticServer('listen 80;', 'location = / { return 404; }')),
		...well,
		check: {...http, path: '/health.html'},
	},
	{
		name: '100.64.0.0/10 is let in by nginx, and all others are denied',
		arrange: nginxWith(staticServer('listen 80;', 'allow 100.64.0.0/10; allow 10.11.192.1; deny all;')),
		...well,
	},
	{
		name: 'a server with a busy neighbour that is frozen, full and restarting',
		arrange: async lab => {
			await startNginx(lab);
			(await startServer(lab, lab.backend, 'odd.mjs', 'mute', 9000)).signal('SIGSTOP');
			await startServer(lab, lab.backend, 'never-accepts.py', 9001);
		},
		...well,
	},
	{
		name: 'TLS on the port, and the check only connects',
		arrange: async lab => {
			const {directives} = await certificate(lab);
			await startNginx(lab, {servers: staticServer('listen 443 ssl;', directives)});
		},
		...well,
		check: {protocol: 'tcp', port: 443},
	},
	{
		name: 'TLS on the port, and the check speaks TLS (ALB)',
		arrange: async lab => {
			const {directives} = await certificate(lab);
			await startNginx(lab, {servers: staticServer('listen 443 ssl;', directives)});
		},
		...well,
		check: {protocol: 'https', port: 443, product: 'alb', source: '100.64.0.0/10'},
	},
	{
		name: 'the PROXY protocol is wanted, and the check only connects',
		arrange: nginxWith(staticServer('listen 80 proxy_protocol;')),
		...well,
		check: {protocol: 'tcp'},
	},
];
