import {chmodSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {type Fixed, fixWords, nothingLeft, runFix, runUndo, touched, watchers} from './harness/change.ts';
import {changeFolders, changeStates, isLocked, withJournal} from './harness/journal.ts';
import {type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';

const drops = 'firewall-drops-probes';
const fault = 'iptables -A INPUT -s 100.64.0.0/10 -j DROP';
const yes = '--yes-change-this-host';

/** A host with a fault, and a short way to try its change. */
const inLab = async (
	run: (lab: Lab, fix: (...more: readonly string[]) => Promise<Fixed>, before: readonly string[]) => Promise<void>,
	mounts = ':',
): Promise<void> => {
	const lab = await openLab();
	try {
		await startNginx(lab);
		await lab.backend.sh(fault);
		const before = withJournal(lab, mounts);
		const check = {protocol: 'tcp', timeoutS: 5} as const;
		await run(lab, (...more) => runFix(lab, fixWords(drops, check, {before, more})), before);
	} finally {
		await lab.close();
	}
};

const claims = describe.skipIf(labLacks() !== undefined).concurrent;

claims('somebody else changes the rules meanwhile', () => {
	const ours = 'iptables -S INPUT | grep slb-wizard | sed "s/^-A/-D/" | xargs iptables';
	test.for<[string, string, string]>([
		[
			'a rule is inserted before ours',
			'iptables -I INPUT -p udp --dport 9 -j ACCEPT',
			'iptables -D INPUT -p udp --dport 9 -j ACCEPT',
		],
		['our rule is taken out', ours, ':'],
		[
			'our rule is moved to the end',
			'rule=$(iptables -S INPUT | grep slb-wizard); echo "$rule" | sed "s/^-A/-D/" | xargs iptables; echo "$rule" | xargs iptables',
			':',
		],
		[
			'all rules are loaded anew, with ours',
			'iptables-save >saved; iptables -F INPUT; iptables-restore <saved',
			'nft delete chain ip filter FORWARD; nft delete chain ip filter OUTPUT',
		],
		['the rules are flushed, ours as well', 'iptables -F INPUT', fault],
	])('%s: only our part goes, and the rest is told', {timeout: 120_000}, async ([, edit, revert]) =>
		inLab(async (lab, fix, before) => {
			const host = await touched(lab);
			const {outcome, change} = await fix(yes, '--time-limit', '60');
			expect(outcome).toBe('left');
			await lab.backend.sh(edit);
			const {stdout, exitCode} = await runUndo(lab, before, ['undo', change.id ?? '', yes]);
			expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/Taken back/)]);
			expect(await lab.backend.sh('iptables -S')).not.toContain('slb-wizard');
			if (!edit.startsWith('iptables-save')) expect(stdout).toMatch(/Somebody else changed something meanwhile/);
			await lab.backend.sh(revert);
			expect(await touched(lab)).toEqual(host);
			await nothingLeft(lab);
		}),
	);
});

claims('two at once', () => {
	test('the second one is refused while the first one is open', {timeout: 120_000}, async () =>
		inLab(async (lab, fix, before) => {
			const first = await fix(yes, '--time-limit', '60');
			// It finds nothing to mend as long as the first one holds.
			await lab.backend.sh('iptables -I INPUT -s 100.64.0.0/10 -j DROP');
			const second = await fix(yes);
			expect(second).toMatchObject({outcome: 'refused', exitCode: 3, why: {is: 'busy'}});
			expect(JSON.stringify(second.why)).toContain(first.change.id);
			expect(changeStates(lab)).toEqual(['changed']);
			const {exitCode} = await runUndo(lab, before, ['undo', '--all', yes]);
			expect(exitCode).toBe(0);
			expect(isLocked(lab)).toBe(false);
		}),
	);

	test(
		'of two that begin together one waits for nobody, and the host is as before in the end',
		{timeout: 120_000},
		async () =>
			inLab(async (lab, fix) => {
				const host = await touched(lab);
				const both = await Promise.all([fix(yes, '--time-limit', '4'), fix(yes, '--time-limit', '4')]);
				// The second one may look after the first one has changed the host: then there is nothing to mend.
				const outcomes = both.map(({outcome}) => outcome).toSorted();
				expect(outcomes.filter(outcome => outcome === 'left')).toHaveLength(1);
				expect(['refused', 'not-found']).toContain(outcomes.find(outcome => outcome !== 'left'));
				await nothingLeft(lab);
				expect(await touched(lab)).toEqual(host);
			}),
	);
});

claims('keeping and taking back', () => {
	test('what is left in force can be kept, and taken back later by somebody else', {timeout: 120_000}, async () =>
		inLab(async (lab, fix, before) => {
			const host = await touched(lab);
			const {change} = await fix(yes, '--time-limit', '60');
			const listed = await runUndo(lab, before, ['undo']);
			expect([listed.exitCode, listed.stdout]).toEqual([1, expect.stringContaining(`${change.id} · ${drops}`)]);
			expect(await runUndo(lab, before, ['keep', change.id ?? '', yes])).toMatchObject({exitCode: 0});
			expect(changeStates(lab)).toEqual(['kept']);
			await nothingLeft(lab);
			expect((await runUndo(lab, before, ['undo', '--json'])).exitCode).toBe(0);
			const other = before.map(word => word.replace('/state', '/state-of-another'));
			expect(await runUndo(lab, other, ['undo', change.id ?? '', yes])).toMatchObject({exitCode: 0});
			expect(await touched(lab)).toEqual(host);
		}),
	);

	test('without slb-wizard, the script in the journal takes it back', {timeout: 120_000}, async () =>
		inLab(async (lab, fix) => {
			const host = await touched(lab);
			const {change} = await fix(yes, '--time-limit', '60');
			const [watcher = ''] = await watchers(lab);
			const guard = `/var/lib/slb-wizard/changes/${change.id}/guard`;
			await lab.backend.sh(`nsenter -t ${Number.parseInt(watcher, 10)} -m sh ${guard} undo ${change.id} me`);
			expect(await touched(lab)).toEqual(host);
			await nothingLeft(lab);
		}),
	);

	test('a change that does not help is put back at once', {timeout: 120_000}, async () =>
		inLab(async (lab, fix) => {
			// What drops is before every chain of the remedy's table as well.
			await lab.backend.sh(
				"nft add table netdev first; nft add chain netdev first in '{ type filter hook ingress device eth0 priority 0; }'; nft add rule netdev first in ip saddr 100.64.0.0/10 drop",
			);
			const host = await touched(lab);
			const {outcome, proof, exitCode} = await fix(yes, '--keep', '--time-limit', '20', '--remedy', '1');
			expect([proof?.is, outcome]).toEqual([expect.stringMatching(/still|unproven/), 'undone']);
			expect(exitCode).not.toBe(0);
			expect(await touched(lab)).toEqual(host);
		}),
	);
});

claims('a place for the journal', () => {
	const small = (folder: string): string =>
		`mount -t tmpfs -o size=4k tmpfs ${folder}; echo full >${folder}/full; head -c 100000 /dev/zero >>${folder}/full 2>/dev/null`;
	const readOnly = (folder: string): string => `mount -o remount,bind,ro ${folder}`;

	test.for<[string, string]>([
		['both disks are full', `${small('/var/lib')}; ${small('/run')}`],
		['both are read-only', `${readOnly('/var/lib')}; ${readOnly('/run')}`],
		['one is full, the other read-only', `${small('/var/lib')}; ${readOnly('/run')}`],
	])('%s: refused before anything is changed', {timeout: 120_000}, async ([, mounts]) =>
		inLab(async (lab, fix) => {
			const host = await touched(lab);
			expect(await fix(yes)).toMatchObject({outcome: 'refused', exitCode: 3, why: {is: 'no-place'}, stages: []});
			expect(await touched(lab)).toEqual(host);
			await nothingLeft(lab);
		}, mounts),
	);

	test('where /var/lib is read-only the journal is in /run', {timeout: 120_000}, async () =>
		inLab(async (lab, fix) => {
			const host = await touched(lab);
			expect(await fix(yes, '--time-limit', '3')).toMatchObject({outcome: 'left'});
			expect(changeFolders(lab)).toEqual([expect.stringContaining('/run/slb-wizard/changes/')]);
			await nothingLeft(lab);
			expect(await touched(lab)).toEqual(host);
		}, readOnly('/var/lib')),
	);

	test('a journal here that cannot be written: refused', {timeout: 120_000}, async () =>
		inLab(async (lab, fix) => {
			rmSync(join(lab.directory, 'state'), {recursive: true, force: true});
			writeFileSync(join(lab.directory, 'state'), 'a file, not a folder');
			expect(await fix(yes)).toMatchObject({outcome: 'refused', exitCode: 3, stages: []});
			expect(changeStates(lab)).toEqual([]);
		}),
	);

	test('a disk that becomes full meanwhile keeps nothing from going back', {timeout: 120_000}, async () =>
		inLab(async (lab, fix) => {
			const host = await touched(lab);
			expect(await fix(yes, '--time-limit', '6')).toMatchObject({outcome: 'left'});
			const [watcher = ''] = await watchers(lab);
			const root = `/proc/${Number.parseInt(watcher, 10)}/root`;
			await lab.backend.sh(`head -c 9000000 /dev/zero >${root}/var/lib/full 2>/dev/null || true`);
			await nothingLeft(lab);
			expect(await touched(lab)).toEqual(host);
		}, 'mount -t tmpfs -o size=100k tmpfs /var/lib'),
	);
});

claims('after a reboot', () => {
	test('the rule is gone, and its entry is closed', {timeout: 120_000}, async () =>
		inLab(async (lab, fix, before) => {
			const {change} = await fix(yes, '--time-limit', '600');
			for (const watcher of await watchers(lab)) process.kill(Number.parseInt(watcher, 10), 'SIGKILL');
			await lab.backend.sh(`iptables -F INPUT; ${fault}`);
			rmSync(join(lab.directory, 'run/slb-wizard'), {recursive: true});
			const booted = withJournal(
				lab,
				`cat /proc/sys/kernel/random/uuid >${lab.directory}/boot; mount --bind ${lab.directory}/boot /proc/sys/kernel/random/boot_id`,
			);
			const {stdout, exitCode} = await runUndo(lab, booted, ['undo', '--all', yes]);
			expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/started anew[\s\S]*Gone with the reboot/)]);
			expect(changeStates(lab)).toEqual(['gone']);
			expect((await runUndo(lab, before, ['undo'])).stdout).toContain('Nothing is open');
			expect(change.id).toMatch(/^[\da-f]{8}$/);
		}),
	);
});

claims('where systemd runs', () => {
	test('a unit of its own watches the change', {timeout: 120_000}, async () => {
		const lab = await openLab();
		try {
			await startNginx(lab);
			await lab.backend.sh(fault);
			// What systemd-run is asked for is done: a process that is no child of ours, without our environment.
			const stand = lab.write(
				'systemd-run',
				`#!/bin/sh
echo "$*" >>${lab.directory}/asked
while case $1 in --*) true;; *) false;; esac; do shift; done
setsid env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@" </dev/null >/dev/null 2>&1 &
`,
			);
			chmodSync(stand, 0o755);
			const mounts = `mkdir -p /run/systemd/system; mount --bind ${stand} /usr/bin/systemd-run`;
			const host = await touched(lab);
			const fixed = await runFix(
				lab,
				fixWords(drops, {protocol: 'tcp'}, {before: withJournal(lab, mounts), more: [yes, '--time-limit', '3']}),
			);
			expect(fixed.outcome).toBe('left');
			const {id} = fixed.change;
			expect(readFileSync(join(lab.directory, 'asked'), 'utf8')).toBe(
				`--quiet --unit=slb-wizard-undo-${id} --description=slb-wizard takes change ${id} back sh /var/lib/slb-wizard/changes/${id}/guard watch ${id}\n`,
			);
			await nothingLeft(lab);
			expect(await touched(lab)).toEqual(host);
		} finally {
			await lab.close();
		}
	});
});
