import {expect, test} from 'vitest';
import {listeners, readSs} from '../../source/fact/listeners.ts';
import {type Process, processes} from '../../source/fact/processes.ts';
import {isReplaced, restarts} from '../../source/fact/restarts.ts';
import {serviceProcess} from '../../source/fact/service-process.ts';
import {known, lookAt} from './look.ts';

test.each([
	['12', '12', false],
	['12', '13', true],
	['12,13', '14,15', true],
	['nobody', '12', true],
	['12', 'nobody', true],
	// A child between fork and its own program.
	['12,13', '13', false],
	['13', '12,13', false],
	// A reload: new workers of the same master.
	['12,13,14', '12,15,16', false],
	['12', '123', true],
	// A list without owners is compared with itself only.
	['', '', false],
])('%j, then %j: replaced %j', (before, now, expected) => {
	expect(isReplaced(before, now)).toBe(expected);
});

const listing = (pid: number) =>
	`tcp LISTEN 0 511 0.0.0.0:80 0.0.0.0:* users:(("nginx",pid=${pid},fd=6)) ino:${pid} sk:1 cgroup:/ <->\n`;

const row = (pid: number, ageS: number): Process => ({pid, parent: 1, state: 'S', ageS, name: 'nginx', line: 'nginx'});

/** What is seen where pid 12 listens at first, these processes were listed before or after, and pid 13 listens later. */
const watched = async (listed: readonly Process[]) => {
	const command = {file: 'ss', args: ['-H', '-lntupe']};
	const first = {command, stdout: listing(12), stderr: '', exitCode: 0, durationMs: 1};
	const holder = listed.filter(({pid}) => pid === 12);
	const nginx = {pid: 12, name: 'nginx', args: ['nginx'], state: 'S', cgroups: []};
	const look = lookAt(
		{'ss -H -lntupe': listing(13)},
		{
			facts: [
				[listeners, {known: true, value: readSs(first.stdout), from: [first]}],
				[serviceProcess, known([{...nginx, ...(holder[0] && {ageS: holder[0].ageS})}])],
				[processes, known(listed)],
			],
			otherwise: '',
		},
	);
	const fact = await restarts.lookUp(look);
	return fact.known && fact.value.isRestarting;
};

test.each<[string, readonly Process[], boolean]>([
	['whose listener is older than any series of starts is not watched', [row(12, 60)], false],
	['whose listener is young is watched', [row(12, 1)], true],
	['whose listener came after the processes were listed is watched', [row(11, 60)], true],
])('a service %s', async (_, listed, expected) => {
	expect(await watched(listed)).toBe(expected);
});
