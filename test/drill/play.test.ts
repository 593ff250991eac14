import {expect, test} from 'vitest';
import {drillFault} from '../../source/drill/faults.ts';
import {type Outcome, type Play, play} from '../../source/drill/play.ts';
import {randomFrom} from '../../source/drill/random.ts';
import type {DrillNews} from '../../source/engine/drill-news.ts';
import type {Answer} from '../../source/engine/question.ts';

/** Plays a drill with these answers; after them the input has ended. */
const playing = async (
	id: string,
	answers: ReadonlyArray<string | Answer>,
	more: Partial<Play> = {},
): Promise<{readonly outcome: Outcome; readonly news: readonly DrillNews[]; readonly asked: readonly string[]}> => {
	const fault = drillFault(id);
	if (fault === undefined) throw new Error(`There is no fault ${id}.`);
	const left = [...answers];
	const news: DrillNews[] = [];
	const asked: string[] = [];
	const outcome = await play({
		fault,
		random: randomFrom(1),
		tell: one => news.push(one),
		ask: async make => {
			const question = make();
			if (question.ask === 'setting')
				asked.push([question.setting.question, question.setting.problem].join(' ').trim());
			const answer = left.shift();
			return typeof answer === 'string' ? {do: 'set', value: answer} : (answer ?? {do: 'quit'});
		},
		step: step => ({title: `the question of ${step}`, why: 'why'}),
		checks: () => ({is: 'checks', reports: [], count: 0}),
		isMended: () => false,
		looked: Promise.resolve(undefined),
		nowMs: () => 0,
		keep: () => undefined,
		...more,
	});
	return {outcome, news, asked};
};

const points = (news: readonly DrillNews[]): number | undefined => {
	const last = news.at(-1);
	return last?.is === 'ended' ? last.points : undefined;
};

test('the right cause ends it', async () => {
	const {outcome, news} = await playing('hung', ['a', 'service-hung']);
	expect(outcome).toBe('found');
	expect(news.map(({is}) => is)).toEqual(['ended']);
	expect(points(news)).toBe(100);
});

test('a wrong cause costs, and how that one would show is told', async () => {
	const {news} = await playing('hung', ['a', 'response-too-slow', 'a', 'service-hung']);
	expect(news[0]).toMatchObject({is: 'wrong', code: 'response-too-slow', found: expect.stringMatching(/./)});
	expect(points(news)).toBe(80);
});

test('what is so as well is said to be, and costs nothing', async () => {
	const {news} = await playing('tunnel', ['a', 'return-route-wrong', 'a', 'tailscale-captures-probe-range']);
	expect(news.map(({is}) => is)).toEqual(['also-true', 'ended']);
	expect(points(news)).toBe(100);
});

test('the hints say more each time, and there are three', async () => {
	const {news, outcome} = await playing('blackhole', ['h', 'h', 'h', 'h']);
	expect(news.map(({is}) => is)).toEqual(['hint-step', 'hint-command', 'hint-output']);
	expect(outcome).toBe('quit');
});

test('a part of a name asks among the causes that have it, and back leads out', async () => {
	const {asked, outcome} = await playing('hung', [
		'a',
		'firewall',
		{do: 'back'},
		'a',
		'no such thing at all',
		'service-hung',
	]);
	expect(asked).toEqual([
		'What next?',
		'What is the cause?',
		'What is the cause? These are called like “firewall”.',
		'What next?',
		'What is the cause?',
		'What is the cause? No cause is called like “no such thing at all”: slb-wizard explain lists them.',
	]);
	expect(outcome).toBe('found');
});

test('giving up shows the solution, and keeps no points', async () => {
	const {outcome, news} = await playing('hung', ['g'], {
		keep: () => {
			throw new Error('Nothing was found.');
		},
	});
	expect(outcome).toBe('shown');
	expect(news.at(-1)).toMatchObject({is: 'ended', how: 'shown', code: 'service-hung'});
});

test('the best before is told', async () => {
	const {news} = await playing('hung', ['a', 'service-hung'], {keep: () => 70});
	expect(news.at(-1)).toMatchObject({bestBefore: 70});
});

test('what slb-wizard itself is still looking for is waited for, and that is said', async () => {
	const {news} = await playing('hung', ['a', 'service-hung'], {
		looked: new Promise(resolve => setTimeout(resolve, 20, undefined)),
	});
	expect(news.map(({is}) => is)).toEqual(['looking', 'ended']);
});
