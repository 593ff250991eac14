import {expect, test} from 'vitest';
import {command} from '../../source/engine/command.ts';
import {ladder} from '../../source/fact/ladder.ts';
import {lookAt, missing} from './look.ts';

const cut = {en: 'Fractions are cut.', zh: '小数被截断。'};

const lookUp = ladder({
	what: {en: 'the number', zh: '数字'},
	rungs: [
		{command: command('best'), read: stdout => (stdout ? Number(stdout) : undefined)},
		{command: command('old'), read: stdout => (stdout ? Number(stdout) : undefined), blindTo: cut},
	],
});

test('the best way that works is used, and the others are not run', async () => {
	const look = lookAt({best: '7'});
	expect(await lookUp(look)).toMatchObject({known: true, value: 7});
	expect(look.ran).toEqual(['best']);
});

test('an older way brings along what it can not show', async () => {
	expect(await lookUp(lookAt({best: missing, old: '7'}))).toMatchObject({value: 7, blindTo: cut});
});

test('off the end of the ladder it is unknown, with every reason and the command that would tell', async () => {
	const found = await lookUp(lookAt({best: missing, old: {stderr: 'old: Permission denied\n', exitCode: 1}}));
	expect(found).toMatchObject({
		known: false,
		why: {
			en: "the number can't be read (best: not there; old: old: Permission denied)",
			zh: '无法读取数字（best：不存在；old：old: Permission denied）',
		},
		wouldTell: {file: 'best', args: []},
	});
});

test('a host that is out of reach is not asked again in other words', async () => {
	const look = lookAt({best: {failure: 'unreachable'}});
	await lookUp(look);
	expect(look.ran).toEqual(['best']);
});
