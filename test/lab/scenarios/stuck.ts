import {readFileSync} from 'node:fs';
import {waitFor} from '../harness/execute.ts';
import {backendAddress} from '../harness/lab.ts';
import {startNginx, staticServer} from '../harness/nginx.ts';
import {odd, startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;

/** Something listens and is stuck. */
export const stuck: readonly Scenario[] = [
	{
		name: 'nginx, master and worker, is frozen by SIGSTOP',
		arrange: async lab => (await startNginx(lab)).signal('SIGSTOP'),
		check: http,
		truth: 'down',
		first: 'service-stopped',
	},
	{
		name: 'a node server is frozen by SIGSTOP',
		arrange: async lab => (await startServer(lab, lab.backend, 'odd.mjs', 'status', 80, '200')).signal('SIGSTOP'),
		check: http,
		truth: 'down',
		first: 'service-stopped',
	},
	{
		name: 'connections are accepted and read, no answer comes',
		arrange: odd('mute'),
		check: http,
		truth: 'down',
		first: 'service-hung',
	},
	{
		name: 'connections are accepted and never read',
		arrange: odd('deaf'),
		check: http,
		truth: 'down',
		first: 'service-hung',
	},
	{
		name: 'the accept queue is full, and the check only connects',
		arrange: async lab => {
			await startServer(lab, lab.backend, 'never-accepts.py', 80);
			await startServer(lab, lab.balancer, 'hold-connections.py', backendAddress, 80, 4);
		},
		check: {protocol: 'tcp'},
		truth: 'down',
		first: 'accept-queue-full',
	},
	{
		name: 'the accept queue is full, and the check speaks HTTP',
		arrange: async lab => {
			await startServer(lab, lab.backend, 'never-accepts.py', 80);
			await startServer(lab, lab.balancer, 'hold-connections.py', backendAddress, 80, 4);
		},
		check: http,
		truth: 'down',
		first: 'accept-queue-full',
	},
	{
		name: 'a frozen server whose accept queue has filled up is frozen first of all',
		arrange: async lab => {
			const server = await startNginx(lab, {servers: staticServer('listen 80 backlog=2;')});
			server.signal('SIGSTOP');
			await startServer(lab, lab.balancer, 'hold-connections.py', backendAddress, 80, 5);
		},
		check: http,
		truth: 'down',
		first: 'service-stopped',
		also: ['accept-queue-full'],
	},
	{
		name: 'nginx has no file descriptors left, and the check speaks HTTP',
		arrange: async lab => {
			await startNginx(lab, {main: 'worker_processes 1; worker_rlimit_nofile 20;', events: 'worker_connections 1024;'});
			await startServer(lab, lab.balancer, 'hold-connections.py', backendAddress, 80, 40);
			await waitFor('nginx to run out of descriptors', () =>
				readFileSync(`${lab.directory}/nginx/logs/error.log`, 'utf8').includes('Too many open files'),
			);
		},
		check: http,
		truth: 'down',
		first: 'file-descriptors-exhausted',
	},
	{
		name: 'nginx has no file descriptors left, and a check that only connects does not see it',
		arrange: async lab => {
			await startNginx(lab, {main: 'worker_processes 1; worker_rlimit_nofile 20;', events: 'worker_connections 1024;'});
			await startServer(lab, lab.balancer, 'hold-connections.py', backendAddress, 80, 40);
		},
		check: {protocol: 'tcp'},
		truth: 'up',
		first: null,
		also: ['file-descriptors-exhausted', 'service-hung'],
	},
	{
		name: 'nginx says that its worker connections are not enough',
		arrange: async lab => {
			await startNginx(lab, {events: 'worker_connections 16;'});
			await startServer(lab, lab.balancer, 'hold-connections.py', backendAddress, 80, 40);
			await waitFor('nginx to run out of connections', () =>
				readFileSync(`${lab.directory}/nginx/logs/error.log`, 'utf8').includes('worker_connections are not enough'),
			);
		},
		check: http,
		truth: 'down',
		first: 'worker-pool-exhausted',
	},
];
