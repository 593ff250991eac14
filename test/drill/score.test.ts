import {expect, test} from 'vitest';
import {type Effort, scoreOf} from '../../source/drill/score.ts';

const best: Effort = {hints: 0, wrong: 0, minutes: 1, mended: false};

test.each<readonly [string, Partial<Effort>, number]>([
	['at once, without help', {}, 100],
	['one hint', {hints: 1}, 90],
	['two hints', {hints: 2}, 75],
	['all hints', {hints: 3}, 50],
	['more hints than there are', {hints: 9}, 50],
	['one wrong answer', {wrong: 1}, 80],
	['two wrong answers', {wrong: 2}, 60],
	['just within five minutes', {minutes: 4.99}, 100],
	['five minutes', {minutes: 5}, 90],
	['just within a quarter of an hour', {minutes: 14.99}, 90],
	['a quarter of an hour', {minutes: 15}, 80],
	['put right, and no more than all', {mended: true}, 100],
	['put right makes up for a hint', {mended: true, hints: 1}, 100],
	['put right after a wrong answer', {mended: true, wrong: 1}, 90],
	['everything against it', {hints: 3, wrong: 1, minutes: 20}, 10],
	['guessed through all choices: never less than nothing', {hints: 3, wrong: 5, minutes: 20}, 0],
])('%s', (_name, effort, points) => {
	expect(scoreOf({...best, ...effort}).points).toBe(points);
});

test('the sum names what counted, and nothing else', () => {
	expect(scoreOf({hints: 2, wrong: 1, minutes: 16, mended: true})).toEqual({
		points: 45,
		sum: [
			{what: 'found', points: 100},
			{what: '2 hints', points: -25},
			{what: '1 wrong answer', points: -20},
			{what: 'more than 15 minutes', points: -20},
			{what: 'put right', points: 10},
		],
	});
	expect(scoreOf(best).sum).toEqual([{what: 'found', points: 100}]);
});
