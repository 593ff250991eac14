import {chmodSync, existsSync, readFileSync, rmdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {fixWords, inBackend, nothingLeft, runFix, runUndo, touched} from './harness/change.ts';
import {putIntoGroup} from './harness/control-group.ts';
import {execute, waitFor} from './harness/execute.ts';
import {changeStates, withJournal} from './harness/journal.ts';
import {type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {program} from './harness/program.ts';
import {startWords} from './harness/running-program.ts';
import {startServer} from './harness/servers.ts';
import {reachOverSsh} from './harness/ssh.ts';
import {withUsers} from './harness/users.ts';

const drops = 'firewall-drops-probes';
const yes = '--yes-change-this-host';
const check = {protocol: 'tcp', timeoutS: 5} as const;

const inLab = async (run: (lab: Lab) => Promise<void>): Promise<void> => {
	const lab = await openLab();
	try {
		await startNginx(lab);
		await lab.backend.sh('iptables -A INPUT -s 100.64.0.0/10 -j DROP');
		await run(lab);
	} finally {
		await lab.close();
	}
};

/** Runs words to their end, from where the test runs. */
const runWords = ([file = 'env', ...words]: readonly string[]) => execute(file, words);

/** A folder of commands that comes first in PATH. */
const commands = (lab: Lab, scripts: Readonly<Record<string, string>>): readonly string[] => {
	for (const [name, script] of Object.entries(scripts))
		chmodSync(lab.write(`first/${name}`, `#!/bin/dash\n${script}\n`), 0o755);
	return [`PATH=${lab.directory}/first:/usr/sbin:/usr/bin:/sbin:/bin`];
};

const claims = describe.skipIf(labLacks() !== undefined).concurrent;

claims('the guard runs in any POSIX shell', () => {
	test.for<[string, Readonly<Record<string, string>>, string?]>([
		['dash', {sh: 'exec dash "$@"'}],
		['bash', {sh: 'exec bash --posix "$@"'}],
		['ash of busybox', {sh: 'exec busybox ash "$@"'}],
		[
			'ash of busybox with its own tools',
			Object.fromEntries(busyboxTools().map(name => [name, `exec busybox ${name} "$@"`])),
		],
		['a host without setsid', {}, 'mount --bind /dev/null /usr/bin/setsid'],
		['a host without diff', {}, 'mount --bind /dev/null /usr/bin/diff'],
	])('%s', {timeout: 120_000}, async ([, scripts, mounts]) =>
		inLab(async lab => {
			const host = await touched(lab);
			const before = [...withJournal(lab, mounts), ...commands(lab, scripts)];
			const fixed = await runFix(lab, fixWords(drops, check, {before, more: [yes, '--time-limit', '4']}));
			expect(fixed, JSON.stringify(fixed)).toMatchObject({outcome: 'left', proof: {is: 'fixed'}});
			await lab.backend.sh('iptables -I INPUT -p udp --dport 9 -j ACCEPT');
			await nothingLeft(lab);
			await lab.backend.sh('iptables -D INPUT -p udp --dport 9 -j ACCEPT');
			expect(await touched(lab)).toEqual(host);
			const kept = await runFix(lab, fixWords(drops, check, {before, more: [yes, '--keep']}));
			expect(kept.outcome).toBe('kept');
			expect((await runUndo(lab, before, ['undo', kept.change.id ?? '', yes])).exitCode).toBe(0);
			await nothingLeft(lab);
			expect(await touched(lab)).toEqual(host);
		}),
	);
});

function busyboxTools(): readonly string[] {
	return 'sh cat cut date diff grep head id ln mkdir mv nohup readlink rm sed setsid sleep sort sync tail tr uname'.split(
		' ',
	);
}

claims('over ssh', () => {
	test.for<[string, string]>([
		['root', 'root'],
		['somebody whom sudo asks nothing', 'alice'],
	])('%s changes the host and takes it back', {timeout: 120_000}, async ([, user]) =>
		inLab(async lab => {
			const host = await touched(lab);
			const users = withUsers(lab, [{name: 'alice', sudo: 'ALL=(ALL) NOPASSWD: ALL'}]);
			const ssh = await reachOverSsh(lab, lab.backend, {inside: [...withJournal(lab), ...users], user});
			const here = [...ssh.before, `XDG_STATE_HOME=${lab.directory}/here`];
			const words = fixWords(drops, check, {before: here, more: ['--host', ssh.host, yes, '--keep', '--json']});
			const {stdout, stderr} = await runWords(words);
			const {change, outcome} = z
				.object({change: z.object({id: z.string()}), outcome: z.string()})
				.parse(JSON.parse(stdout || '{}'), {error: () => stderr});
			expect(outcome).toBe('kept');
			expect(await lab.backend.sh('iptables -S INPUT')).toContain(`slb-wizard:${change.id}`);
			expect(readFileSync(join(lab.directory, 'here/slb-wizard/changes.jsonl'), 'utf8')).toContain(
				'"where":"ssh://backend"',
			);
			const undo = [...here, process.execPath, program, 'undo', change.id, '--host', ssh.host, yes];
			expect((await runWords(undo)).exitCode).toBe(0);
			expect(await touched(lab)).toEqual(host);
			await nothingLeft(lab);
		}),
	);

	test('somebody without any right changes nothing', {timeout: 120_000}, async () =>
		inLab(async lab => {
			const host = await touched(lab);
			const users = withUsers(lab, [{name: 'carol'}]);
			const ssh = await reachOverSsh(lab, lab.backend, {inside: [...withJournal(lab), ...users], user: 'carol'});
			const here = [...ssh.before, `XDG_STATE_HOME=${lab.directory}/here`];
			const undo = [...here, process.execPath, program, 'undo', '--all', '--host', ssh.host, yes];
			const {exitCode, stderr} = await runWords(undo);
			expect([exitCode, stderr.replace(/\s+/g, ' ')]).toEqual([
				3,
				expect.stringContaining('Only root may change the host'),
			]);
			expect(await touched(lab)).toEqual(host);
		}),
	);
});

claims('on the machine itself', () => {
	test.for<[string, string, Parameters<typeof withUsers>[1]]>([
		['somebody whom sudo asks nothing', 'alice', [{name: 'alice', sudo: 'ALL=(ALL) NOPASSWD: ALL'}]],
		['somebody whom doas asks nothing', 'dave', [{name: 'dave', doas: 'permit nopass dave as root'}]],
	])('%s changes it, and it goes back by itself', {timeout: 120_000}, async ([, user, users]) =>
		inLab(async lab => {
			const host = await touched(lab);
			const before = [
				...withJournal(lab),
				...withUsers(lab, users),
				...['setpriv', '--reuid=2000', '--regid=2000', '--clear-groups'],
				...['env', `HOME=${lab.directory}/users/home-${user}`, `XDG_STATE_HOME=${lab.directory}/users/home-${user}`],
			];
			const fixed = await runFix(lab, fixWords(drops, check, {before, more: [yes, '--time-limit', '4']}));
			expect(fixed, JSON.stringify(fixed)).toMatchObject({outcome: 'left', proof: {is: 'fixed'}});
			await nothingLeft(lab);
			expect(changeStates(lab)).toEqual(['undone']);
			expect(await touched(lab)).toEqual(host);
		}),
	);
});

claims('a run that is stopped', () => {
	test('puts the change back, and says 130', {timeout: 120_000}, async () =>
		inLab(async lab => {
			const host = await touched(lab);
			const before = withJournal(lab);
			// Watching for probes that do not come takes long enough to be stopped.
			const more = [yes, '--keep', '--witness', '6'];
			const running = startWords(inBackend(lab, fixWords(drops, check, {before, more})));
			await waitFor(`the change ${running.output()}`, () => running.output().includes('Changed.'), 60_000);
			running.signal('SIGINT');
			expect(await running.ended, running.output()).toBe(130);
			expect(running.output()).toContain('Taken back');
			expect(changeStates(lab)).toEqual(['undone']);
			expect(await touched(lab)).toEqual(host);
			await nothingLeft(lab);
		}),
	);
});

claims('a restart', () => {
	const top = '/sys/fs/cgroup/freezer';
	test.skipIf(!existsSync(top))(
		'is made once, proven, and nothing of it is left open',
		{timeout: 120_000},
		async () => {
			const lab = await openLab();
			const group = join(top, lab.name, 'nginx.service');
			try {
				const hung = await startServer(lab, lab.backend, 'odd.mjs', 'deaf', 80);
				await putIntoGroup(lab, group, [hung.pid]);
				const prefix = `${lab.directory}/nginx`;
				const stand = lab.write(
					'systemctl',
					`#!/bin/sh
case "$*" in
'restart nginx') kill -9 ${hung.pid}; sleep 0.3; exec nginx -p ${prefix} -c ${prefix}/nginx.conf -e ${prefix}/logs/error.log;;
'is-active -q nginx'|'is-active nginx') exit 0;;
*) exit 1;;
esac
`,
				);
				chmodSync(stand, 0o755);
				const idle = await lab.neighbour('idle', 'eth9');
				(await startNginx(lab, {on: idle})).signal('SIGTERM');
				const before = withJournal(lab, `mount --bind ${stand} /usr/bin/systemctl`);
				const fixed = await runFix(
					lab,
					fixWords('service-hung', {protocol: 'http', timeoutS: 2}, {before, more: [yes]}),
				);
				expect(fixed, JSON.stringify(fixed)).toMatchObject({
					change: {commands: ['systemctl restart nginx']},
					stages: ['prepared', 'changed', 'verified'],
					proof: {is: 'fixed'},
					outcome: 'kept',
					exitCode: 0,
				});
				await nothingLeft(lab);
			} finally {
				await waitFor('the group to be empty', () => {
					try {
						rmdirSync(group);
						return true;
					} catch {
						return !existsSync(group);
					}
				}).catch(() => {});
				await lab.close();
			}
		},
	);
});
