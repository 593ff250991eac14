import {dirname} from 'node:path';
import {lacksCpuQuota, throttle} from '../harness/cpu-quota.ts';
import {must, sleep} from '../harness/execute.ts';
import type {Lab} from '../harness/lab.ts';
import {startNginx} from '../harness/nginx.ts';
import {startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;

/** A server that has to write a file for each answer, to a disk of its own. */
const writesTo = (thenRun: string) => async (lab: Lab) => {
	const data = dirname(lab.write('data/.keep', ''));
	// Not in `ip netns exec`, whose mounts end with the command.
	await must('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'slbw-data', data]);
	await must('sh', ['-c', thenRun.replaceAll('DATA', data)]);
	return startServer(lab, lab.backend, 'odd.mjs', 'writes', 80, `${data}/session`);
};

const fill = 'dd if=/dev/zero of=DATA/log bs=64k count=100 2>/dev/null || true';

/** The host has too little of something. */
export const load: readonly Scenario[] = [
	{
		name: "the server's control group gets 2 % of a CPU, and an answer takes seconds",
		arrange: async lab => {
			const server = await startServer(lab, lab.backend, 'odd.mjs', 'works-hard', 80, '150');
			await throttle(lab, server.pid, 2);
		},
		check: http,
		truth: 'down',
		first: 'cpu-throttled',
		also: ['response-too-slow', 'service-hung'],
		lacks: lacksCpuQuota,
	},
	{
		name: 'the disk that the application writes to is full, and it answers 500',
		arrange: writesTo(fill),
		check: http,
		truth: 'down',
		first: ['disk-full', 'http-server-error'],
		also: ['http-server-error', 'disk-full'],
		alone: 'all hosts of the lab see its mounts',
	},
	{
		name: 'the disk that the application writes to is mounted read-only, and it answers 500',
		arrange: writesTo('mount -o remount,ro DATA'),
		check: http,
		truth: 'down',
		first: ['disk-read-only', 'http-server-error'],
		also: ['http-server-error', 'disk-read-only'],
		alone: 'all hosts of the lab see its mounts',
	},
	{
		name: 'a full disk that the service has nothing to do with is no cause',
		arrange: async lab => {
			(await writesTo(fill)(lab)).signal('SIGKILL');
			await startNginx(lab);
		},
		check: http,
		truth: 'up',
		first: null,
		also: ['disk-full'],
		alone: 'all hosts of the lab see its mounts',
	},
	{
		name: 'a high load with fast answers is no cause',
		arrange: async lab => {
			await startNginx(lab);
			await startServer(lab, lab.backend, 'blocked.py', 150);
			await sleep(9000);
		},
		check: http,
		truth: 'up',
		first: null,
		alone: 'all hosts of the lab share the load',
	},
];
