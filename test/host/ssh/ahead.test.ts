import {describe, expect, test} from 'vitest';
import type {Command, Observation} from '../../../source/engine/command.ts';
import {command} from '../../../source/engine/command.ts';
import type {Fact} from '../../../source/engine/fact.ts';
import {rehearse} from '../../../source/engine/rehearse.ts';
import {verbatim} from '../../../source/engine/words.ts';
import {Ahead} from '../../../source/host/ssh/ahead.ts';
import {unknownTarget} from '../../../source/run/detect.ts';

const answered = (asked: Command): Observation => ({
	command: asked,
	stdout: 'x',
	stderr: '',
	exitCode: 0,
	durationMs: 1,
});

describe('answers that were asked for ahead', () => {
	test('are given once', async () => {
		const ahead = new Ahead();
		ahead.ask([command('a')], async asked => answered(asked));
		expect(await ahead.take(command('a'))).toMatchObject({stdout: 'x'});
		expect(await ahead.take(command('a'))).toBeUndefined();
		expect(await ahead.take(command('b'))).toBeUndefined();
	});

	test('are nobody’s when the shell ended first, or when the rights have changed', async () => {
		const ahead = new Ahead();
		ahead.ask([command('a')], async () => undefined);
		expect(await ahead.take(command('a'))).toBeUndefined();
		ahead.ask([command('a')], async asked => answered(asked));
		ahead.forget();
		expect(await ahead.take(command('a'))).toBeUndefined();
	});
});

describe('a rehearsal', () => {
	const fact = (id: string, lookUp: Fact<string>['lookUp']): Fact<string> => ({id, what: verbatim(id), lookUp});
	const known = {known: true, value: 'x', from: []} as const;

	test('finds what facts ask for before any answer, each once, and nothing that comes after one', async () => {
		const first = fact('first', async look => {
			await Promise.all([look.run(command('a')), look.run(command('b', '$(id)')), look.wait(1)]);
			await look.run(command('late'));
			return known;
		});
		const second = fact('second', async look => {
			await look.know(first);
			return known;
		});
		const third = fact('third', async look => {
			await look.run(command('a'));
			return known;
		});
		const broken = fact('broken', async () => Promise.reject(new Error('broken')));
		expect(await rehearse([second, third, broken], unknownTarget('local', 'linux'))).toEqual([
			command('a'),
			command('b', '$(id)'),
		]);
	});
});
