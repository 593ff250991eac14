import {expect, test} from 'vitest';
import {cpu, cpuShares, readCpuTicks} from '../../source/fact/cpu.ts';
import {readPressure} from '../../source/fact/pressure.ts';
import {readSchedstat} from '../../source/fact/service-wait.ts';
import {lookAt} from './look.ts';

const stat = (
	user: number,
	idle: number,
	iowait: number,
	steal: number,
	running = 3,
): string => `cpu  ${user} 0 100 ${idle} ${iowait} 0 0 ${steal} 50 0
cpu0 1 2 3 4 5 6 7 8 0 0
cpu1 1 2 3 4 5 6 7 8 0 0
intr 1
procs_running ${running}
procs_blocked 0
`;

const before = readCpuTicks(stat(1000, 1000, 10, 0));

test.each([
	['idle', stat(1000, 1100, 10, 0), {busy: 0, iowait: 0, steal: 0}],
	['busy', stat(1090, 1010, 10, 0), {busy: 0.9, iowait: 0, steal: 0}],
	['waiting for disks', stat(1010, 1010, 90, 0), {busy: 0.1, iowait: 0.8, steal: 0}],
	['robbed', stat(1040, 1000, 10, 60), {busy: 0.4, iowait: 0, steal: 0.6}],
])('a machine that is %s', (_, text, shares) => {
	const after = readCpuTicks(text);
	const found = before && after && cpuShares(before, after);
	for (const [name, share] of Object.entries(shares)) expect(found).toHaveProperty(name, expect.closeTo(share));
});

test('two samples of the same tick say nothing', () => {
	expect(before && cpuShares(before, before)).toBeUndefined();
});

test('the fewest runnable processes of the two samples count, and a kernel without pressure has none', async () => {
	const look = lookAt(
		{
			'cat /proc/stat': [stat(1000, 1000, 10, 0, 9), stat(1090, 1010, 10, 0, 4)],
			'cat /proc/loadavg': '7.50 3.0 1.0 9/300 4711\n',
		},
		{otherwise: {stderr: 'No such file', exitCode: 1}},
	);
	const found = await cpu.lookUp(look);
	expect(found).toMatchObject({known: true, value: {cores: 2, runnable: 4, load1: 7.5}});
	expect(found.known && 'pressure' in found.value).toBe(false);
});

test('an unreadable /proc/stat is unknown, not idle', async () => {
	const look = lookAt({}, {otherwise: {stderr: 'denied', exitCode: 1}});
	expect(await cpu.lookUp(look)).toMatchObject({known: false});
});

test.each([
	[
		'some avg10=12.50 avg60=0.08 avg300=0.32 total=9\nfull avg10=1.00 avg60=0.00 avg300=0.00 total=0\n',
		{some: 0.125, full: 0.01},
	],
	['some avg10=0.00 avg60=0.08 avg300=0.32 total=9\n', {some: 0}],
	['', undefined],
])('the pressure in %j', (text, pressure) => {
	expect(readPressure(text)).toEqual(pressure);
});

test("the waiting of a service is its threads' sum", () => {
	expect(readSchedstat('1000000 2000000 3\n500000 0 1\n')).toEqual({ranMs: 1.5, waitedMs: 2});
});
