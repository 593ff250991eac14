import {expect, test} from 'vitest';
import {readMemberships} from '../../source/fact/cgroups.ts';
import {frozenProcesses} from '../../source/fact/frozen.ts';
import {type ServiceProcess, serviceProcess} from '../../source/fact/service-process.ts';
import {known, lookAt} from './look.ts';

const nginx = (state: string, cgroup: string): ServiceProcess => ({
	pid: 5831,
	name: 'nginx',
	args: ['nginx'],
	state,
	cgroups: readMemberships(cgroup),
});

const mounts = 'cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\ncgroup /sys/fs/cgroup/freezer cgroup rw,nosuid,freezer 0 0\n';

const inGroups = (frozen: string) => ({
	'cat /proc/mounts': mounts,
	'cat /proc/1/mounts': mounts,
	'cat /proc/2/mounts': mounts,
	'ls -d /proc/1/root/': '/proc/1/root/\n',
	'ls -d /proc/2/root/': '/proc/2/root/\n',
	"grep -sH '^1' /sys/fs/cgroup/a.slice/b.scope/cgroup.freeze /sys/fs/cgroup/a.slice/cgroup.freeze /sys/fs/cgroup/cgroup.freeze":
		frozen,
	"grep -sH '^1' /sys/fs/cgroup/freezer/docker/1/freezer.self_freezing /sys/fs/cgroup/freezer/docker/freezer.self_freezing /sys/fs/cgroup/freezer/freezer.self_freezing":
		frozen,
});

const found = async (process: ServiceProcess, frozen: string) => {
	const frozenOnes = await frozenProcesses.lookUp(
		lookAt(inGroups(frozen), {facts: [[serviceProcess, known([process])]]}),
	);
	return frozenOnes.known && frozenOnes.value;
};

test.each<[string, string, string, object | undefined]>([
	[
		'its own group, version 2',
		'0::/a.slice/b.scope\n',
		'/sys/fs/cgroup/a.slice/b.scope/cgroup.freeze:1\n',
		{version: 2, folder: '/sys/fs/cgroup/a.slice/b.scope'},
	],
	[
		'a parent of its group, which counts',
		'0::/a.slice/b.scope\n',
		'/sys/fs/cgroup/a.slice/b.scope/cgroup.freeze:1\n/sys/fs/cgroup/a.slice/cgroup.freeze:1\n',
		{version: 2, folder: '/sys/fs/cgroup/a.slice'},
	],
	[
		'its own group, version 1',
		'7:freezer:/docker/1\n',
		'/sys/fs/cgroup/freezer/docker/1/freezer.self_freezing:1\n',
		{version: 1, folder: '/sys/fs/cgroup/freezer/docker/1'},
	],
	['nothing', '0::/a.slice/b.scope\n', '', undefined],
])('a process is frozen by %s', async (_, cgroup, frozen, expected) => {
	const process = nginx('S', cgroup);
	expect(await found(process, frozen)).toEqual(expected === undefined ? [] : [{...process, freezer: expected}]);
});

test.each<[string, boolean]>([
	['T', true],
	['t', true],
	['S', false],
	['D', false],
	['R', false],
])('in state %s, in a group that is not frozen: frozen is %s', async (state, isFrozen) => {
	expect(await found(nginx(state, '0::/a.slice/b.scope\n'), '')).toHaveLength(isFrozen ? 1 : 0);
});
