import {describe, expect, test} from 'vitest';
import {openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {runCheck} from './harness/program.ts';
import {type User, withUsers} from './harness/users.ts';

const users: readonly User[] = [
	{name: 'alice', sudo: 'ALL=(ALL) NOPASSWD: ALL'},
	{name: 'dave', doas: 'permit nopass dave as root'},
	{name: 'bob', sudo: 'ALL=(ALL) ALL'},
	{name: 'carol'},
];

describe.skipIf(labLacks() !== undefined).concurrent('who runs the program on the backend itself', () => {
	test.for<[string, string, string, string]>([
		['somebody whom sudo asks nothing', 'alice', 'healthy', 'firewall: ok'],
		['somebody whom doas asks nothing', 'dave', 'healthy', 'firewall: ok'],
		['somebody whom sudo asks for a password', 'bob', 'unknown', 'firewall: unknown'],
		['somebody without any right', 'carol', 'unknown', 'firewall: unknown'],
	])('%s', {timeout: 60_000}, async ([, user, verdict, firewall]) => {
		const lab = await openLab();
		try {
			await startNginx(lab);
			const id = 2000 + users.findIndex(({name}) => name === user);
			const {told, stderr} = await runCheck(lab.backend, {protocol: 'http'}, [
				...withUsers(lab, users),
				...['setpriv', `--reuid=${id}`, `--regid=${id}`, '--clear-groups'],
				...['env', 'LC_ALL=C', `HOME=${lab.directory}/users/home-${user}`],
			]);
			expect([told.verdict, ...told.steps.map(({id: step, status}) => `${step}: ${status}`)], stderr).toEqual(
				expect.arrayContaining([verdict, firewall, 'answer: ok', 'listening: ok']),
			);
		} finally {
			await lab.close();
		}
	});
});
