import {spawnSync} from 'node:child_process';
import {expect, test} from 'vitest';
import {guard} from '../../source/change/guard/guard.ts';
import {fillStep, makePlan, stepScript, tagOf} from '../../source/change/plan.ts';
import {type ChangeStep, makeLines, undoLines} from '../../source/engine/change.ts';

const step: ChangeStep = {
	make: 'sysctl -qw a={new} {tag}',
	undo: 'sysctl -qw a={old}',
	isMade: '[ "$(sysctl -n a)" = 1 ]',
	state: "nft list chain | sed 's/{old}/x/'",
	reads: {old: 'sysctl -n a'},
};

test('what was read is put in as one quoted word, and what nobody read stays', () => {
	const answers = new Map([['old', "1 $(reboot) 'x'"]]);
	const filled = fillStep(step, {answers, tag: tagOf('00c0ffee', 0)});
	expect(filled.undo).toBe("sysctl -qw a='1 $(reboot) '\\''x'\\'''");
	expect(filled.make).toBe('sysctl -qw a={new} slb-wizard:00c0ffee.01');
});

test('the tags of one change differ, also as parts of each other', () => {
	const tags = Array.from({length: 12}, (_, index) => tagOf('00c0ffee', index));
	for (const tag of tags) expect(tags.filter(other => other.includes(tag))).toEqual([tag]);
});

const plan = makePlan(
	{summary: 'Do it.', risk: 'low'},
	{steps: []},
	{
		id: '00c0ffee',
		code: 'reverse-path-filter',
		limitS: 5,
		steps: [
			{make: 'echo one', undo: 'echo back one', isMade: 'true', state: 'echo 1'},
			{make: 'echo two', undo: 'echo back two', isMade: 'false', state: 'echo 2'},
		],
	},
);

test('a change is taken back from its end', () => {
	expect(makeLines(plan)).toEqual(['echo one', 'echo two']);
	expect(undoLines(plan)).toEqual(['echo back two', 'echo back one']);
	expect(undoLines({...plan, isFinal: true})).toEqual([]);
});

test.each(['sh', 'bash'])('%s reads the steps and the guard without a complaint', shell => {
	for (const script of [stepScript(plan), guard]) {
		const {status, stderr} = spawnSync(shell, ['-n'], {input: script, encoding: 'utf8'});
		expect([status, stderr]).toEqual([0, '']);
	}
});
