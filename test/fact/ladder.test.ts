import {expect, test} from 'vitest';
import {command} from '../../source/engine/command.ts';
import {ladder} from '../../source/fact/ladder.ts';
import {lookAt, missing} from './look.ts';

const lookUp = ladder({
	what: 'the number',
	rungs: [
		{command: command('best'), read: stdout => (stdout ? Number(stdout) : undefined)},
		{command: command('old'), read: stdout => (stdout ? Number(stdout) : undefined), blindTo: 'Fractions are cut.'},
	],
});

test('the best way that works is used, and the others are not run', async () => {
	const look = lookAt({best: '7'});
	expect(await lookUp(look)).toMatchObject({known: true, value: 7});
	expect(look.ran).toEqual(['best']);
});

test('an older way brings along what it can not show', async () => {
	expect(await lookUp(lookAt({best: missing, old: '7'}))).toMatchObject({value: 7, blindTo: 'Fractions are cut.'});
});

test('off the end of the ladder it is unknown, with every reason and the command that would tell', async () => {
	const found = await lookUp(lookAt({best: missing, old: {stderr: 'old: Permission denied\n', exitCode: 1}}));
	expect(found).toMatchObject({
		known: false,
		why: "the number can't be read (best: not there; old: old: Permission denied)",
		wouldTell: {file: 'best', args: []},
	});
});

test('a host that is out of reach is not asked again in other words', async () => {
	const look = lookAt({best: {failure: 'unreachable'}});
	await lookUp(look);
	expect(look.ran).toEqual(['best']);
});
