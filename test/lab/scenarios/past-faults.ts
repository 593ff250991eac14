import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {backendAddress, type Lab} from '../harness/lab.ts';
import {nginxProcesses, startNginx, staticServer} from '../harness/nginx.ts';
import {startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const well = {check: {protocol: 'http'}, truth: 'up', first: null} as const;
/** A nginx whose logs remember bad days. */
const withHistory = async (lab: Lab) => {
	const logs = join(lab.directory, 'nginx/logs');
	mkdirSync(logs, {recursive: true});
	const lines = ['accept4() failed (24: Too many open files)', '1024 worker_connections are not enough'];
	writeFileSync(
		join(logs, 'error.log'),
		lines.map((line, second) => `2024/03/05 10:00:0${second} [alert] 812#812: *31 ${line}\n`).join(''),
	);
	writeFileSync(
		join(logs, 'access.log'),
		'100.64.0.10 - - [05/Mar/2024:10:00:00 +0800] "HEAD / HTTP/1.0" 403 0 "-" "-"\n'.repeat(40),
	);
	await startNginx(lab);
};

/** The accept queue overflowed once, and the server has been well since. */
const afterAnOverflow = async (lab: Lab) => {
	const server = await startNginx(lab, {servers: staticServer('listen 80 backlog=1;')});
	server.signal('SIGSTOP');
	const client = await startServer(lab, lab.balancer, 'hold-connections.py', backendAddress, 80, 5);
	server.signal('SIGCONT');
	client.signal('SIGKILL');
};

/** Healthy backends with a past, or with neighbours that are not well. */
export const pastFaults: readonly Scenario[] = [
	{name: 'the logs remember a fault of two years ago', arrange: withHistory, ...well},
	{name: 'the accept queue overflowed before, and has been well since', arrange: afterAnOverflow, ...well},
	{
		name: 'another service with the same name is frozen on another port',
		arrange: async lab => {
			await startNginx(lab);
			(await startNginx(lab, {label: 'second', servers: staticServer('listen 8080;')})).signal('SIGSTOP');
		},
		...well,
	},
	{
		name: 'many idle connections are open, and descriptors are left',
		arrange: async lab => {
			await startNginx(lab, {events: 'worker_connections 1024;'});
			await startServer(lab, lab.balancer, 'hold-connections.py', backendAddress, 80, 40);
		},
		...well,
	},
	{
		name: 'many half-open connections, and cookies let others in',
		arrange: async lab => {
			await lab.backend.sh('sysctl -qw net.ipv4.tcp_syncookies=1 net.ipv4.tcp_max_syn_backlog=32');
			await startNginx(lab);
			await startServer(lab, lab.balancer, 'half-open.py', backendAddress, 80);
		},
		...well,
		also: ['syn-backlog-overflow'],
	},
	{
		name: 'one of two workers of nginx is frozen, and the other one serves',
		arrange: async lab => {
			await startNginx(lab, {main: 'worker_processes 2;'});
			const [, first] = await nginxProcesses(lab);
			await lab.backend.sh(`kill -STOP ${first}`);
		},
		...well,
		also: ['service-stopped'],
	},
];
