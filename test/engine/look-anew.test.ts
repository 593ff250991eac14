import {describe, expect, it} from 'vitest';
import {lookAnew} from '../../source/engine/look-anew.ts';
import type {Answer} from '../../source/engine/question.ts';

const asks = {en: 'it wants a password', zh: '需要密码'};

/** Looks anew at a host that wants a password, or not, with these answers; tells what came of it, and what happened in turn. */
const looked = async (answers: readonly Answer[], door: 'locked' | 'open' = 'locked') => {
	const happened: string[] = [];
	const walk = lookAnew(
		{forget: () => happened.push('forget')},
		{
			wayBack: () => (door === 'open' ? undefined : {asks, login: async () => happened.push('login')}),
		},
	);
	let next = await walk.next();
	for (const answer of [...answers, undefined]) {
		while (next.done !== true && next.value.type !== 'question') {
			happened.push(next.value.type);
			next = await walk.next();
		}

		if (next.done === true) return {is: next.value, happened};
		if (next.value.type === 'question') happened.push(next.value.question.ask);
		next = await walk.next(answer);
	}

	throw new Error('it asks on and on');
};

describe('looking anew', () => {
	it.each<[string, readonly Answer[], Awaited<ReturnType<typeof looked>>]>([
		['lets ssh ask first', [{do: 'go'}], {is: 'go', happened: ['terminal', 'login', 'terminal-returned', 'forget']}],
		['goes on without', [{do: 'skip'}], {is: 'go', happened: ['terminal', 'forget']}],
		['ends', [{do: 'quit'}], {is: 'quit', happened: ['terminal']}],
		[
			'asks once more in another language',
			[{do: 'language', language: 'zh-CN'}, {do: 'skip'}],
			{is: 'go', happened: ['terminal', 'terminal', 'forget']},
		],
	])('at a host whose door wants a password, it %s', async (_, answers, expected) => {
		expect(await looked(answers)).toEqual(expected);
	});

	it('asks nothing where nothing has to be asked', async () => {
		expect(await looked([], 'open')).toEqual({is: 'go', happened: ['forget']});
	});
});
