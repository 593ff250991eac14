import {expect, test} from 'vitest';
import {diskSleep, readStack} from '../../source/fact/disk-sleep.ts';
import {type FrozenProcess, frozenProcesses} from '../../source/fact/frozen.ts';
import {type ServiceProcess, serviceProcess} from '../../source/fact/service-process.ts';
import {known, lookAt, unseen} from './look.ts';

const waiting: ServiceProcess = {pid: 7, name: 'nginx', args: ['nginx'], state: 'D', cgroups: []};
const status = (state: string, switches: number): string =>
	`Name:\tnginx\nState:\t${state} (disk sleep)\nPPid:\t1\nvoluntary_ctxt_switches:\t${switches}\nnonvoluntary_ctxt_switches:\t2\n`;
const stack = '[<0>] nfs_wait_bit_killable+0x1e/0x90\n[<0>] do_syscall_64+0x71/0x280\n';

const found = async (statuses: readonly string[], frozen: readonly FrozenProcess[] = []) => {
	const table = {'cat /proc/7/status': statuses, 'cat /proc/7/stack': stack};
	const facts = [
		[serviceProcess, known([waiting])],
		[frozenProcesses, known(frozen)],
	] as const;
	const sleep = await diskSleep.lookUp(lookAt(table, {facts}));
	return sleep.known && sleep.value.map(({hasRun, stack: place}) => [hasRun, place[0]]);
};

test.each<[string, readonly string[], readonly (readonly [boolean, string])[]]>([
	['it never ran', [status('D', 5), status('D', 5)], [[false, 'nfs_wait_bit_killable']]],
	['it ran in between', [status('D', 5), status('D', 9)], [[true, 'nfs_wait_bit_killable']]],
	['it waited for a moment', [status('D', 5), status('S', 6)], []],
	['it is gone', [status('D', 5), ''], []],
])('two looks at a process in state D: %s', async (_, statuses, expected) => {
	expect(await found(statuses)).toEqual(expected);
});

test('a frozen process is in state D as well, and waits for no disk', async () => {
	const freezer = {version: 1, folder: '/sys/fs/cgroup/freezer/x'} as const;
	expect(await found([], [{...waiting, freezer}])).toEqual([]);
});

test('what isn’t known of the service isn’t known of its sleep', async () => {
	expect(
		await diskSleep.lookUp(
			lookAt(
				{},
				{
					facts: [
						[serviceProcess, unseen()],
						[frozenProcesses, unseen()],
					],
				},
			),
		),
	).toMatchObject({known: false});
});

test.each(['', 'garbage', '[<0>]', '\0\0', '[<ffffffff81a2b3c4>] foo.isra.0+0x1/0x2 [nfs]'])('a stack: %j', text => {
	expect(readStack(text)).toEqual(text.includes('foo') ? ['foo.isra.0'] : []);
});
