import {describe, expect, test} from 'vitest';
import {cgroupCpu, readCfsQuota, readCpuMax, readThrottling} from '../../source/fact/cgroup-cpu.ts';
import {cgroupMemory, readUsage} from '../../source/fact/cgroup-memory.ts';
import {cgroupMounts, foldersOf, readMemberships} from '../../source/fact/cgroups.ts';
import {serviceProcess} from '../../source/fact/service-process.ts';
import {known, lookAt} from './look.ts';

const centos7 = `cgroup /sys/fs/cgroup/systemd cgroup rw,nosuid,xattr,name=systemd 0 0
cgroup /sys/fs/cgroup/memory cgroup rw,nosuid,memory 0 0
cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,nosuid,cpuacct,cpu 0 0
cgroup /sys/fs/cgroup/cpuset cgroup rw,nosuid,cpuset 0 0
`;

const debian12 = 'cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nodev,noexec,relatime,nsdelegate,memory_recursiveprot 0 0\n';

const old = readMemberships('4:memory:/\n3:cpu,cpuacct:/system.slice/nginx.service\n1:name=systemd:/user.slice\n');
const unified = readMemberships('0::/system.slice/nginx.service\n');

describe('the folders of a control group, the innermost first', () => {
	test.each([
		[
			'version 1',
			old,
			'cpu',
			centos7,
			['cpu,cpuacct/system.slice/nginx.service', 'cpu,cpuacct/system.slice', 'cpu,cpuacct'],
		],
		['version 1, at the top', old, 'memory', centos7, ['memory']],
		['version 2', unified, 'cpu', debian12, ['system.slice/nginx.service', 'system.slice', '']],
		['version 1 without the controller', old, 'io', centos7, []],
		['outside of what the mount shows', readMemberships('0::/../../x\n'), 'cpu', debian12, []],
	])('%s', (_, memberships, controller, mounts, expected) => {
		expect(foldersOf(memberships, {controller, mounts}).map(({folder}) => folder)).toEqual(
			expected.map(path => (path === '' ? '/sys/fs/cgroup' : `/sys/fs/cgroup/${path}`)),
		);
	});
});

test('where a network namespace hides the control groups, the first process shows them, or a thread of the kernel', async () => {
	const hidden = {
		'cat /proc/mounts': 'sysfs /sys sysfs rw 0 0\n',
		'cat /proc/1/mounts': debian12,
		'cat /proc/2/mounts': debian12,
	};
	const seen = '/sys/fs/cgroup\n';
	const denied = {stderr: 'ls: Permission denied', exitCode: 2};
	const folders = async (first: typeof denied | string, second: typeof denied | string) => {
		const look = lookAt({
			...hidden,
			'ls -d /proc/1/root/': first,
			'ls -d /proc/2/root/': second,
		});
		const mounts = await cgroupMounts(look);
		return foldersOf(readMemberships('0::/\n'), {controller: 'cpu', mounts}).map(({folder}) => folder);
	};
	expect(await folders(seen, seen)).toEqual(['/proc/1/root/sys/fs/cgroup']);
	expect(await folders(denied, seen)).toEqual(['/proc/2/root/sys/fs/cgroup']);
	expect(await folders(denied, denied)).toEqual([]);
});

test.each([
	['50000 100000\n', 0.5],
	['max 100000\n', undefined],
	['', undefined],
])('a cpu.max of %j', (text, cores) => {
	expect(readCpuMax(text)).toBe(cores);
});

test.each([
	['1000\n', '100000\n', 0.01],
	['-1\n', '100000\n', undefined],
	['', '', undefined],
])('a quota of %j in a period of %j', (quota, period, cores) => {
	expect(readCfsQuota(quota, period)).toBe(cores);
});

test('throttling is counted in nanoseconds by version 1 and in microseconds by version 2', () => {
	expect(readThrottling('nr_periods 9\nnr_throttled 8\nthrottled_time 7000000\n')).toEqual({
		periods: 9,
		throttled: 8,
		throttledMs: 7,
	});
	expect(readThrottling('usage_usec 1\nnr_periods 9\nnr_throttled 8\nthrottled_usec 7000\n').throttledMs).toBe(7);
});

const service = (memberships: typeof old) =>
	[serviceProcess, known([{pid: 7, name: 'nginx', args: [], state: 'S', cgroups: memberships}])] as const;

test('only groups with a quota are reported, with what was throttled between the samples', async () => {
	const stat = (throttled: number) =>
		`nr_periods ${throttled + 2}\nnr_throttled ${throttled}\nthrottled_usec ${throttled}000\n`;
	const folder = '/sys/fs/cgroup/system.slice/nginx.service';
	const look = lookAt(
		{
			'cat /proc/mounts': debian12,
			[`cat ${folder}/cpu.max`]: '1000 100000\n',
			[`cat ${folder}/cpu.stat`]: [stat(3), stat(8)],
			'cat /sys/fs/cgroup/system.slice/cpu.max': 'max 100000\n',
		},
		{facts: [service(unified)], otherwise: {stderr: 'No such file', exitCode: 1}},
	);
	expect(await cgroupCpu.lookUp(look)).toMatchObject({
		value: [
			{
				folder,
				cores: 0.01,
				ever: {periods: 10, throttled: 8, throttledMs: 8},
				now: {periods: 5, throttled: 5, throttledMs: 5},
			},
		],
	});
});

test('file cache that the kernel can drop is not used memory', () => {
	expect(
		readUsage(1, [
			'1000\n',
			'cache 1\ninactive_file 10\ntotal_inactive_file 300\n',
			'7\n',
			'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n',
		]),
	).toEqual({
		used: 700,
		hits: 7,
		oomKills: 2,
	});
	expect(readUsage(2, ['1000\n', 'inactive_file 300\n', 'low 0\nhigh 0\nmax 7\noom 1\noom_kill 2\n'])).toEqual({
		used: 700,
		hits: 7,
		oomKills: 2,
	});
});

test('a memory limit that means "none" is no limit', async () => {
	const look = lookAt(
		{'cat /proc/mounts': centos7, 'cat /sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n'},
		{facts: [service(old)], otherwise: {stderr: 'Permission denied', exitCode: 1}},
	);
	expect(await cgroupMemory.lookUp(look)).toMatchObject({known: true, value: []});
});
