import {startNginx, staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith, startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const tcp = {protocol: 'tcp'} as const;

/** The service isn't there, or it isn't where the load balancer looks. */
export const service: readonly Scenario[] = [
	{
		name: 'nothing listens at all',
		arrange: async () => {},
		check: http,
		truth: 'down',
		first: 'service-not-listening',
	},
	{
		name: 'nothing listens, and the check only connects',
		arrange: async () => {},
		check: tcp,
		truth: 'down',
		first: 'service-not-listening',
	},
	{
		name: 'nginx listens on 8080, the check goes to 80',
		arrange: nginxWith(staticServer('listen 8080;')),
		check: http,
		truth: 'down',
		first: 'listening-on-other-port',
	},
	{
		name: 'only 127.0.0.1:8080 listens: `grep :80` would be content, and it is no service that fits',
		arrange: nginxWith(staticServer('listen 127.0.0.1:8080;')),
		check: tcp,
		truth: 'down',
		first: ['service-not-listening', 'listening-loopback-only'],
	},
	{
		name: 'nginx listens on 127.0.0.1 only',
		arrange: nginxWith(staticServer('listen 127.0.0.1:80;')),
		check: http,
		truth: 'down',
		first: 'listening-loopback-only',
	},
	{
		name: 'nginx listens on 127.0.0.1 only, and the check only connects',
		arrange: nginxWith(staticServer('listen 127.0.0.1:80;')),
		check: tcp,
		truth: 'down',
		first: 'listening-loopback-only',
	},
	{
		name: 'nginx listens on ::1 only',
		arrange: nginxWith(staticServer('listen [::1]:80;')),
		check: http,
		truth: 'down',
		first: 'listening-loopback-only',
	},
	{
		name: 'nginx listens on another address of the host',
		arrange: async lab => {
			await lab.backend.sh('ip address add 10.11.192.2/24 dev eth0');
			await startNginx(lab, {servers: staticServer('listen 10.11.192.2:80;')});
		},
		check: http,
		truth: 'down',
		first: 'listening-other-address',
	},
	{
		name: 'nginx listens on loopback and on another address, not on the backend address',
		arrange: async lab => {
			await lab.backend.sh('ip address add 10.11.192.2/24 dev eth0');
			await startNginx(lab, {servers: staticServer('listen 127.0.0.1:80; listen 10.11.192.2:80;')});
		},
		check: http,
		truth: 'down',
		first: 'listening-other-address',
	},
	{
		name: 'nginx listens on [::]:80, and that socket is for IPv6 only',
		arrange: nginxWith(staticServer('listen [::]:80 ipv6only=on;')),
		check: http,
		truth: 'down',
		first: 'listening-ipv6-only',
	},
	{
		name: 'the backend address belongs to no interface of this host',
		arrange: nginxAnd(),
		check: {...http, backend: '10.11.192.77'},
		truth: 'down',
		first: 'backend-address-missing',
	},
	{
		name: 'another program listens beside it, on 8080, and nothing on 80 (the service was moved by its configuration)',
		arrange: lab => startServer(lab, lab.backend, 'odd.mjs', 'status', 8080, '200'),
		check: http,
		truth: 'down',
		first: 'listening-on-other-port',
	},
	{
		name: 'the service dies and comes back, again and again',
		arrange: async lab => {
			const script = `while :; do timeout 0.4 nginx -p ${lab.directory}/nginx -c ${lab.directory}/nginx/nginx.conf -g 'daemon off;'; sleep 0.4; done`;
			(await startNginx(lab)).signal('SIGKILL');
			lab.backend.start('supervisor', 'sh', '-c', script);
		},
		check: http,
		truth: 'flapping',
		first: 'service-restarting',
		also: ['intermittent-failures'],
	},
];
