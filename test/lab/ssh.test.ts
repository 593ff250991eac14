import {describe, expect, test} from 'vitest';
import type {Lab} from './harness/lab.ts';
import {openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {runCheckOverSsh} from './harness/program.ts';
import {reachOverSsh} from './harness/ssh.ts';
import {type User, withUsers} from './harness/users.ts';

const http = {protocol: 'http', timeoutS: 2} as const;
const lacks = labLacks();

const inLab = async (run: (lab: Lab) => Promise<void>): Promise<void> => {
	const lab = await openLab();
	try {
		await startNginx(lab);
		await run(lab);
	} finally {
		await lab.close();
	}
};

const noisy = 'echo "Welcome to web-3"; echo "mail: 3 new" >&2';

const users: readonly User[] = [
	{name: 'alice', sudo: 'ALL=(ALL) NOPASSWD: ALL'},
	{name: 'bob', sudo: 'ALL=(ALL) ALL'},
	{name: 'carol'},
	{name: 'dave', doas: 'permit nopass dave as root'},
	{name: 'fay', shell: '/usr/bin/fish', sudo: 'ALL=(ALL) NOPASSWD: ALL', rc: {'.config/fish/config.fish': noisy}},
	{name: 'tess', shell: '/usr/bin/tcsh', sudo: 'ALL=(ALL) NOPASSWD: ALL', rc: {'.tcshrc': 'echo "Welcome"'}},
	{name: 'zoe', shell: '/usr/bin/zsh', sudo: 'ALL=(ALL) NOPASSWD: ALL', rc: {'.zshenv': noisy}},
	{name: 'eve', shell: '/bin/bash', sudo: 'ALL=(ALL) NOPASSWD: ALL', rc: {'.bashrc': `${noisy}; set -xv`}},
	{name: 'dash', shell: '/bin/dash', sudo: 'ALL=(ALL) NOPASSWD: ALL'},
	{name: 'mallory', shell: '/usr/sbin/nologin'},
];

describe.skipIf(lacks !== undefined).concurrent('who logs in', () => {
	test.for<[string, string, string, string]>([
		['root', 'root', 'healthy', 'firewall: ok'],
		['somebody whom sudo asks nothing', 'alice', 'healthy', 'firewall: ok'],
		['somebody whom doas asks nothing', 'dave', 'healthy', 'firewall: ok'],
		['somebody whom sudo asks for a password', 'bob', 'unknown', 'firewall: unknown'],
		['somebody without any right', 'carol', 'unknown', 'firewall: unknown'],
		['fish, which says something first', 'fay', 'healthy', 'firewall: ok'],
		['tcsh, which says something first', 'tess', 'healthy', 'firewall: ok'],
		['zsh, which says something first', 'zoe', 'healthy', 'firewall: ok'],
		['bash, which echoes all that it reads', 'eve', 'healthy', 'firewall: ok'],
		['dash', 'dash', 'healthy', 'firewall: ok'],
	])('%s', {timeout: 60_000}, async ([, user, verdict, firewall]) =>
		inLab(async lab => {
			const way = await reachOverSsh(lab, lab.backend, {inside: withUsers(lab, users), user});
			const {told, stderr} = await runCheckOverSsh(way, http);
			expect([told.verdict, ...told.steps.map(({id, status}) => `${id}: ${status}`)], stderr).toEqual(
				expect.arrayContaining([verdict, firewall, 'answer: ok', 'listening: ok']),
			);
		}),
	);
});
