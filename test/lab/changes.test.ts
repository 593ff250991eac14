import {describe, type ExpectStatic, type TestContext, test} from 'vitest';
import {keepAsking} from './harness/balancer.ts';
import {fixWords, nothingLeft, runFix, runUndo, touched} from './harness/change.ts';
import {changeStates, withJournal} from './harness/journal.ts';
import {type Lab, openLab, probeSources} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {type Fault, faults} from './scenarios/fixable.ts';

const lacks = labLacks();

/** A busy machine must not make a mended backend slow. */
const asked = {protocol: 'http', timeoutS: 5} as const;

/** Fault, change, HAProxy says UP, undo, HAProxy says DOWN, and everything is as before. */
const tryFault = async (lab: Lab, fault: Fault, expect: ExpectStatic): Promise<void> => {
	const {env = [], mounts, state} = await fault.arrange(lab);
	const before = [...withJournal(lab, mounts), ...env];
	const balancer = keepAsking(lab, {protocol: 'http', timeoutS: 2, ...fault.check}, probeSources.slice(0, 1));
	await balancer.says('DOWN');
	const host = await touched(lab, state);

	const check = {...asked, ...fault.check};
	const more = ['--yes-change-this-host', '--keep', ...(fault.remedy === undefined ? [] : ['--remedy', fault.remedy])];
	const fixed = await runFix(lab, fixWords(fault.code, check, {before, more}));
	expect(fixed, JSON.stringify(fixed)).toMatchObject({outcome: 'kept', proof: {is: 'fixed'}, exitCode: 0});
	expect(fixed.stages).toEqual(['prepared', 'armed', fault.rehearses ?? 'rehearsed', 'changed', 'verified']);
	await balancer.says('UP');

	const undone = await runUndo(lab, before, ['undo', fixed.change.id ?? '', '--yes-change-this-host']);
	expect(undone, undone.stdout).toMatchObject({exitCode: 0});
	expect(undone.stdout).not.toContain('Somebody else');
	await balancer.says('DOWN');
	expect(await touched(lab, state)).toEqual(host);
	expect(changeStates(lab)).toEqual(['undone']);
	await nothingLeft(lab);
};

describe.concurrent('a change mends the fault, and its undo brings everything back, byte for byte', () => {
	const inLab = async (skip: TestContext['skip'], why: string | undefined, run: (lab: Lab) => Promise<void>) => {
		skip(why !== undefined, why);
		const lab = await openLab();
		try {
			await run(lab);
		} finally {
			await lab.close();
		}
	};

	test.for(faults)('$name', {timeout: 180_000}, (fault, {expect, skip}) =>
		inLab(skip, lacks ?? fault.lacks?.(), lab => tryFault(lab, fault, expect)),
	);
});
