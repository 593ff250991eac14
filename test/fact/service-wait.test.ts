import {expect, test} from 'vitest';
import {serviceProcess} from '../../source/fact/service-process.ts';
import {serviceWait} from '../../source/fact/service-wait.ts';
import {known, lookAt} from './look.ts';

const service = (...pids: readonly number[]) =>
	[serviceProcess, known(pids.map(pid => ({pid, name: 'x', args: [], state: 'S', threads: 2, cgroups: []})))] as const;

const find =
	"find /proc/uptime /proc/7/task /proc/8/task -maxdepth 2 '(' -path /proc/uptime -o -name schedstat ')' -exec cat '{}' +";

test('running and waiting are summed over all threads, and measured against the time between', async () => {
	const look = lookAt(
		{
			[find]: ['100.00 1.00\n1000000 2000000 3\n4000000 0 1\n', '100.25 1.00\n2000000 102000000 4\n4000000 0 1\n'],
		},
		{facts: [service(7, 8)]},
	);
	expect(await serviceWait.lookUp(look)).toMatchObject({value: {ranMs: 1, waitedMs: 100, duringMs: 250}});
});

test.each([
	['nothing serves the port', []],
	['the kernel has no schedstat', [7, 8]],
])('%s: how long the service waits is unknown, not nothing', async (_, pids) => {
	const look = lookAt({[find]: '1.00 1.00\n'}, {facts: [service(...pids)]});
	expect(await serviceWait.lookUp(look)).toMatchObject({known: false});
});

test('processes of one thread are read without a search', async () => {
	const one = {pid: 7, name: 'x', args: [], state: 'S', threads: 1, cgroups: []};
	const look = lookAt(
		{'cat /proc/uptime /proc/7/schedstat': ['1.0 1.0\n1000000 0 1\n', '1.5 1.0\n3000000 0 1\n']},
		{facts: [[serviceProcess, known([one])]]},
	);
	expect(await serviceWait.lookUp(look)).toMatchObject({value: {ranMs: 2, waitedMs: 0, duringMs: 500}});
});
