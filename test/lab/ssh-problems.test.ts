import {readdirSync} from 'node:fs';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type Desk, deskSees, openDesk} from './harness/desk.ts';
import {execute, must} from './harness/execute.ts';
import {type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {program} from './harness/program.ts';
import {withUsers} from './harness/users.ts';

describe.skipIf(labLacks() !== undefined)('a host that nobody gets to', () => {
	let lab: Lab;
	let desk: Desk;

	beforeAll(async () => {
		lab = await openLab();
		desk = await openDesk(
			lab,
			withUsers(lab, [
				{name: 'mallory', shell: '/usr/sbin/nologin'},
				{name: 'mute', shell: '/bin/false'},
			]),
		);
		await desk.serve(lab.backend, deskSees.backend);
		const {folder} = desk;
		await must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'secret word', '-f', `${folder}/locked`]);
		await must('sh', ['-c', `cat ${folder}/locked.pub >>${folder}/authorized`]);
		await must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', `${folder}/other`]);
		const other = (await must('cat', [`${folder}/other.pub`])).trim();
		lab.write('desk/known-other', `${deskSees.backend} ${other}\n`);
		lab.write('desk/known-nobody', '');
		desk.configure(`
Host changed
	UserKnownHostsFile ${folder}/known-other
	HostName ${deskSees.backend}
	IdentityFile ${folder}/key
Host stranger
	UserKnownHostsFile ${folder}/known-nobody
	HostName ${deskSees.backend}
	IdentityFile ${folder}/key
Host wrong-key
	IdentityFile ${folder}/other
	IdentitiesOnly yes
	HostName ${deskSees.backend}
	UserKnownHostsFile ${folder}/known
Host locked
	IdentityFile ${folder}/locked
	IdentitiesOnly yes
	HostName ${deskSees.backend}
	UserKnownHostsFile ${folder}/known
Host closed
	HostName ${deskSees.bastion}
	UserKnownHostsFile ${folder}/known
Host over-closed
	ProxyJump closed
	HostName ${deskSees.backend}
Host over-nowhere
	ProxyJump nowhere
	HostName ${deskSees.backend}
Host over-nobody
	ProxyJump no-such-name.invalid
	HostName ${deskSees.backend}
Host *
	User root
`);
	});
	afterAll(async () => lab.close());

	const check = (host: string, before: readonly string[] = desk.before) => {
		const [file = 'env', ...words] = [...before, process.execPath, program, 'check', '--port', '80', '--host', host];
		return execute(file, words);
	};

	test.concurrent.for<[string, string, RegExp]>([
		[
			'another host key',
			'changed',
			/host key of changed is not the one that is known \(.*known-other:1\).*ssh-keygen -R/,
		],
		['an unknown host key', 'stranger', /host key of stranger is not known here.*compare the fingerprint/],
		['a key that isn’t let in', 'wrong-key', /does not let this user log in without a question.*ssh-add/],
		['a key with a passphrase', 'locked', /does not let this user log in without a question.*ssh-add/],
		['a name without an address', 'no-such-name.invalid', /no-such-name\.invalid has no address here/],
		['nobody there', 'closed', /closed can't be reached over ssh \(.*Connection refused\)/],
		['silence', 'nowhere', /nowhere can't be reached over ssh \(.*timed out\)/],
		[
			'a bastion where nobody is',
			'over-closed',
			/over-closed can't be reached over ssh \(.*10\.50\.2\.1 port 22: Connection refused\)/,
		],
		['a silent bastion', 'over-nowhere', /over-nowhere can't be reached over ssh \(.*timed out/],
		['a bastion without an address', 'over-nobody', /over-nobody.*no-such-name\.invalid/],
		['nologin as login shell', 'mallory@web-3', /mallory@web-3 .*not available/],
		['false as login shell', 'mute@web-3', /mute@web-3 .*gave no shell \(exit 1\)/],
	])('%s', {timeout: 60_000}, async ([, host, says]) => {
		const {stdout, stderr, exitCode} = await check(`ssh://${host}`);
		expect({exitCode, stdout}, stderr).toEqual({exitCode: 3, stdout: ''});
		expect(stderr).toMatch(says);
		// One sentence, no stack, no words of ssh's own on a line of theirs.
		expect(stderr.trim().split('\n'), stderr).toHaveLength(1);
		expect(stderr).not.toMatch(/internal error|\bat \w+ \(/);
	});

	test('no ssh on this machine', async () => {
		const [file, ...rest] = desk.before;
		const before = [file ?? 'ip', ...rest.slice(0, 3), 'env', 'PATH=/nowhere'];
		const {stderr, exitCode} = await check('ssh://web-3', before);
		expect({stderr, exitCode}).toMatchObject({exitCode: 3});
		expect(stderr).toMatch(/There is no ssh on this machine/);
	});

	test('nothing is learnt, weakened or left behind by it', async () => {
		expect((await must('cat', [`${desk.folder}/known-nobody`])).trim()).toBe('');
		expect(readdirSync(`${desk.folder}/run`)).toEqual([]);
		const {stdout} = await execute('sh', ['-c', `ps -eo args | grep -F ${desk.folder}/run | grep -v grep`]);
		expect(stdout).toBe('');
	});
});
