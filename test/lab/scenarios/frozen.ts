import {readFileSync} from 'node:fs';
import {sleep, waitFor} from '../harness/execute.ts';
import {type FreezerKind, freeze, lacksFreezer} from '../harness/freezer.ts';
import {backendAddress, type Lab} from '../harness/lab.ts';
import {nginxProcesses, startNginx} from '../harness/nginx.ts';
import {startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const down = {check: http, truth: 'down'} as const;

const frozenNginx = (kind: FreezerKind) => async (lab: Lab) => {
	await startNginx(lab);
	await freeze(lab, await nginxProcesses(lab), kind);
};

/** A server that waits in the kernel, in state D, from half a second after its start. */
const inDiskSleep = async (lab: Lab) => {
	const server = await startServer(lab, lab.backend, 'disk-sleep.py', 80);
	await waitFor('state D', () => /^State:\s*D/m.test(readFileSync(`/proc/${server.pid}/status`, 'utf8')));
};

/** Something listens, and what keeps it from answering isn't a signal. */
export const frozen: readonly Scenario[] = [
	{
		name: 'nginx is frozen with its control group, version 1 (docker pause)',
		arrange: frozenNginx(1),
		...down,
		lacks: lacksFreezer(1),
		first: 'service-stopped',
	},
	{
		name: 'nginx is frozen with its control group, version 2 (systemctl freeze)',
		arrange: frozenNginx(2),
		...down,
		lacks: lacksFreezer(2),
		first: 'service-stopped',
	},
	{
		name: 'a frozen control group goes on taking connections: a check that only connects does not see it yet',
		arrange: frozenNginx(1),
		check: {protocol: 'tcp'},
		lacks: lacksFreezer(1),
		truth: 'up',
		first: null,
		also: ['service-stopped'],
	},
	{
		name: 'a frozen control group whose accept queue has filled up is frozen first of all',
		arrange: async lab => {
			const server = await startServer(lab, lab.backend, 'never-accepts.py', 80);
			await startServer(lab, lab.balancer, 'hold-connections.py', backendAddress, 80, 5);
			await freeze(lab, [server.pid], 1);
		},
		...down,
		lacks: lacksFreezer(1),
		first: 'service-stopped',
		also: ['accept-queue-full'],
	},
	{
		name: 'a debugger holds the service in a tracing stop',
		arrange: async lab => {
			const server = await startServer(lab, lab.backend, 'odd.mjs', 'status', 80, '200');
			await startServer(lab, lab.backend, 'tracer.py', server.pid);
		},
		...down,
		first: 'service-stopped',
	},
	{
		name: 'the service waits in the kernel (state D) and never runs',
		arrange: inDiskSleep,
		...down,
		first: 'io-stalled',
		also: ['service-hung'],
	},
	{
		name: 'the service waits in the kernel (state D), and a check that only connects does not see it',
		arrange: inDiskSleep,
		check: {protocol: 'tcp'},
		truth: 'up',
		first: null,
		also: ['io-stalled', 'service-hung'],
	},
	{
		name: 'a process of the service in state S is no fault by itself',
		arrange: async lab => {
			await startServer(lab, lab.backend, 'odd.mjs', 'status', 80, '200');
			await sleep(100);
		},
		check: http,
		truth: 'up',
		first: null,
	},
];
