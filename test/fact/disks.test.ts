import {expect, test} from 'vitest';
import {disks, readDf} from '../../source/fact/disks.ts';
import {mountOf, readMounts} from '../../source/fact/mounts.ts';
import {serviceProcess} from '../../source/fact/service-process.ts';
import {known, lookAt} from './look.ts';

const mounts = `/dev/vda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
/dev/vdb /var/log ext4 ro,relatime,errors=remount-ro 0 0
tmpfs /run/my\\040data tmpfs rw,size=1024k 0 0
/dev/loop0 /snap/core squashfs ro 0 0
`;

const space = `Filesystem     1024-blocks     Used Available Capacity Mounted on
/dev/vda1         41152736 40152736         0     100% /
/dev/vdb           1000000   500000    500000      50% /var/log
a very long name
                  10 5 5 50% /x
tmpfs                 1024      512       512      50% /run/my data
`;

const inodes = `Filesystem      Inodes  IUsed    IFree IUse% Mounted on
/dev/vda1      2621440 200000  2421440    8% /
/dev/vdb             0      0        0     - /var/log
`;

test('sizes are read, and a file system without inodes has no share of them', () => {
	expect(readDf(space)).toContainEqual({point: '/', used: 1, free: 0});
	expect(readDf(space)).toContainEqual({point: '/run/my data', used: 0.5, free: 512});
	expect(readDf(inodes)).toEqual([
		{point: '/', used: 0.08, free: 2_421_440},
		{point: '/var/log', free: 0},
	]);
});

test.each([
	['/var/log/nginx/access.log', '/var/log'],
	['/var/logs', '/'],
	['/run/my data/x', '/run/my data'],
])('the mount of %s', (path, point) => {
	expect(mountOf(readMounts(mounts), path)?.point).toBe(point);
});

const written = {name: '4', path: '/var/log/nginx/access.log', written: true, deleted: false};

test('the disks are those that the service uses, and a file open for writing on a read-only one is noticed', async () => {
	const look = lookAt(
		{
			'cat /proc/mounts': mounts,
			'df -P -k / /var/log': space,
			'df -P -i / /var/log': inodes,
		},
		{
			facts: [
				[
					serviceProcess,
					known([
						{pid: 7, name: 'nginx', args: [], state: 'S', cwd: '/srv', root: '/', cgroups: [], openFiles: [written]},
					]),
				],
			],
		},
	);
	const found = await disks.lookUp(look);
	expect(found.known && found.value).toEqual([
		{
			point: '/',
			type: 'ext4',
			paths: ['/srv', '/', '/tmp', '/var'],
			readOnly: false,
			written: false,
			owned: true,
			used: 1,
			freeKb: 0,
			inodesUsed: 0.08,
			inodesFree: 2_421_440,
		},
		{
			point: '/var/log',
			type: 'ext4',
			paths: ['/var/log/nginx/access.log', '/var/log'],
			readOnly: true,
			written: true,
			owned: true,
			used: 0.5,
			freeKb: 500_000,
		},
	]);
});

test('a df that hangs on a dead network file system is said, and the mounts stay known', async () => {
	const look = lookAt(
		{'cat /proc/mounts': mounts},
		{facts: [[serviceProcess, known([])]], otherwise: {failure: 'timeout'}},
	);
	const found = await disks.lookUp(look);
	expect(found).toMatchObject({
		known: true,
		blindTo: {
			en: "How full the disks are isn't known (df -P -k / /var/log: did not end in time).",
			zh: '不知道磁盘用了多少（df -P -k / /var/log：超时未结束）。',
		},
	});
	expect(found.known && found.value.every(({used}) => used === undefined)).toBe(true);
});
