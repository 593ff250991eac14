import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {fixWords, inBackend, nothingLeft, touched} from './harness/change.ts';
import {waitFor} from './harness/execute.ts';
import {changeStates, withJournal} from './harness/journal.ts';
import {type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {type RunningProgram, startWords} from './harness/running-program.ts';
import {cutSsh, reachOverSsh} from './harness/ssh.ts';

/** `SLBW_CHANGES=all` tries every stage in every way with every tool; otherwise each stage and each way is tried. */
const all = process.env.SLBW_CHANGES === 'all';

const limitS = 3;
const check = {protocol: 'tcp', timeoutS: 2} as const;

/** A fault, and the cause whose change is cut off. */
const tools = [
	['iptables', 'iptables -A INPUT -s 100.64.0.0/10 -j DROP', 'firewall-drops-probes'],
	[
		'nft',
		`nft add table inet own; nft add chain inet own input '{ type filter hook input priority 0; }'
		nft add rule inet own input ip saddr 100.64.0.0/10 drop`,
		'firewall-drops-probes',
	],
	['a route', 'ip route add blackhole 100.64.0.0/10', 'return-route-missing'],
] as const;

/** How far the change is in its journal when it is cut off. What is too short to be seen is cut off a little later. */
const stages = [
	'begun',
	'preparing',
	'prepared',
	'rehearsing',
	'rehearsed',
	'changing',
	'changed',
	'verified',
] as const;

const ways = ['the wizard is killed', 'the wizard is killed, over ssh', 'ssh is cut'] as const;

type Stage = (typeof stages)[number];

const order: readonly string[] = stages;

const isThere = (lab: Lab, stage: Stage, running: RunningProgram): boolean => {
	if (stage === 'begun') return ownJournal(lab).includes('"begun"');
	if (stage === 'verified') return running.output().includes('Fixed');
	const [state = ''] = changeStates(lab);
	return order.indexOf(state) >= order.indexOf(stage) || ['undoing', 'undone', 'failed'].includes(state);
};

const ownJournal = (lab: Lab): string => {
	try {
		return readFileSync(join(lab.directory, 'state/slb-wizard/changes.jsonl'), 'utf8');
	} catch {
		return '';
	}
};

/** One change that is cut off. After the time limit the host is as it was before, and nothing is left behind. */
const cutOff = async (
	lab: Lab,
	{code, stage, way}: {readonly code: string; readonly stage: Stage; readonly way: (typeof ways)[number]},
): Promise<void> => {
	for (const folder of ['state', 'var/slb-wizard']) rmSync(join(lab.directory, folder), {recursive: true, force: true});
	const before = await touched(lab);
	const journal = withJournal(lab);
	const more = ['--yes-change-this-host', '--time-limit', `${limitS}`];
	const isLocal = way === 'the wizard is killed';
	const ssh = isLocal ? undefined : await reachOverSsh(lab, lab.backend, {inside: journal});
	const running = startWords(
		ssh === undefined
			? inBackend(lab, fixWords(code, check, {before: journal, more}))
			: fixWords(code, check, {
					// What is killed leaves the folder of its connection behind.
					before: [...ssh.before, `XDG_STATE_HOME=${lab.directory}/state`, `TMPDIR=${lab.directory}`],
					more: ['--host', ssh.host, ...more],
				}),
	);
	let hasEnded = false;
	void running.ended.then(() => {
		hasEnded = true;
	});
	await waitFor(
		`${stage} (${changeStates(lab).join()}) ${running.output()}`,
		() => hasEnded || isThere(lab, stage, running),
	);
	if (way === 'ssh is cut') await cutSsh(lab, lab.backend);
	else running.signal('SIGKILL');
	await nothingLeft(lab);
	running.signal('SIGKILL');
	await running.ended;
	expect(await touched(lab), `${stage}: ${changeStates(lab).join()}\n${running.output()}`).toEqual(before);
	const [state = 'none'] = changeStates(lab);
	expect(['none', 'preparing', 'prepared', 'failed', 'undone']).toContain(state);
	if (stage === 'changed' || stage === 'verified') expect(state).toBe('undone');
};

const runs = tools.flatMap(([tool, fault, code], index) =>
	ways.filter((_, number) => all || number === index).map(way => ({name: `${tool}: ${way}`, fault, code, way})),
);

// Each fault is cut off at each of eight stages: nine faults are 72 runs, and each of them is done twice.
const times = all ? 2 : 1;

describe.skipIf(labLacks() !== undefined).concurrent('a change that is cut off goes back by itself', () => {
	test.for(runs)('$name, at every stage', {timeout: 600_000}, async ({fault, code, way}) => {
		const lab = await openLab();
		try {
			await startNginx(lab);
			await lab.backend.sh(fault);
			for (let time = 0; time < times; time++) for (const stage of stages) await cutOff(lab, {code, stage, way});
		} finally {
			await lab.close();
		}
	});
});

describe.skipIf(labLacks() !== undefined)('a change whose reader leaves', () => {
	test.for([
		{more: ['--keep'], state: 'kept'},
		{more: [], state: 'changed'},
	])('is what was asked for: $state', {timeout: 120_000}, async ({more, state}) => {
		const lab = await openLab();
		try {
			await startNginx(lab);
			await lab.backend.sh(tools[0][1]);
			const given = {before: withJournal(lab), more: ['--yes-change-this-host', '--time-limit', '600', ...more]};
			const running = startWords(inBackend(lab, fixWords(tools[0][2], check, given)));
			await waitFor('the change', () => running.output().includes('Changed.'));
			running.readerLeaves();
			expect(await running.ended).toBe(0);
			expect(changeStates(lab)).toEqual([state]);
		} finally {
			await lab.close();
		}
	});
});
