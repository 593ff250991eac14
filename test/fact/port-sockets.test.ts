import {expect, test} from 'vitest';
import {answers} from '../../source/fact/answers.ts';
import {frozenProcesses} from '../../source/fact/frozen.ts';
import {listeners, readSs} from '../../source/fact/listeners.ts';
import {portSockets} from '../../source/fact/port-sockets.ts';
import type {ServiceProcess} from '../../source/fact/service-process.ts';
import {ss} from '../../source/fact/ss.ts';
import {known, lookAt, missing, unseen} from './look.ts';

const command = ss(['tcp_diag', 'udp_diag'], '-H', '-lntupe');
const frozen: ServiceProcess = {pid: 7, name: 'nginx', args: ['nginx'], state: 'T', cgroups: []};

/** The sockets of port 80 with so many connections in their queues, and one of another port. */
const list = (...queues: readonly number[]): string =>
	[
		...queues.map(queue => `tcp LISTEN ${queue} 511 0.0.0.0:80 0.0.0.0:*`),
		'tcp LISTEN 9 511 0.0.0.0:81 0.0.0.0:*',
	].join('\n');

type Row = string | typeof missing;

const found = async (first: string, later: readonly Row[], state: 'frozen' | 'running' = 'frozen') => {
	const observation = {command, stdout: first, stderr: '', exitCode: 0, durationMs: 1};
	const look = lookAt(
		{'ss -H -lntupe': later},
		{
			facts: [
				[listeners, {known: true, value: readSs(first), from: [observation]}],
				[frozenProcesses, known(state === 'frozen' ? [frozen] : [])],
				[answers, unseen()],
			],
		},
	);
	const seen = await portSockets.lookUp(look);
	return seen.known ? [seen.value.isShared, seen.value.stuck?.acceptQueue] : seen.why;
};

test.each<[string, string, readonly Row[], readonly [boolean, number | undefined]]>([
	['one socket', list(3), [], [false, undefined]],
	[
		'two, and one keeps its connections',
		list(0, 1),
		[list(0, 1), list(0, 1), list(0, 1), list(0, 2), list(0, 2)],
		[true, 2],
	],
	['two, and they can be listed only once more', list(0, 1), [list(0, 1), missing], [true, undefined]],
	['two, and both are emptied', list(0, 1), [list(0, 0)], [true, undefined]],
	[
		'two, and a queue becomes shorter',
		list(0, 4),
		[list(0, 4), list(0, 4), list(0, 4), list(0, 4), list(1, 3)],
		[true, undefined],
	],
])('%s', async (_, first, later, expected) => {
	expect(await found(first, later)).toEqual(expected);
});

test('nothing is listed again where nothing is frozen and nobody waits', async () => {
	expect(await found(list(0, 0), [], 'running')).toEqual([true, undefined]);
});

test('nothing is frozen, and connections wait', async () => {
	expect(
		await found(
			list(0, 1),
			Array.from({length: 5}, () => list(0, 1)),
			'running',
		),
	).toEqual([true, 1]);
});
