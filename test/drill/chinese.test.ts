import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {demoFaults} from '../../source/demo/faults.ts';
import {drillFaults} from '../../source/drill/faults.ts';
import {causeQuestion, causesMeant, narrowedQuestion, nextQuestion} from '../../source/drill/questions.ts';
import {randomFrom} from '../../source/drill/random.ts';
import {scoreOf} from '../../source/drill/score.ts';
import type {SettingQuestion} from '../../source/engine/question.ts';
import {speak} from '../../source/engine/words.ts';

beforeEach(() => speak('zh-CN'));
afterEach(() => speak('en'));

/** Chinese, and no English sentence in it: of that, three words in a row are enough. */
const chinese = expect.stringMatching(/^(?!.*[a-z]+ [a-z]+ [a-z]+).*\p{Script=Han}/u);

const allOf = ({question, help, problem, choices = []}: SettingQuestion): readonly string[] => {
	const offered = choices.flatMap(({label, hint, value}) => [label, hint === value ? '' : hint]);
	return [question, help, problem, ...offered].flatMap(text => (text === undefined || text === '' ? [] : [text]));
};

describe('a drill in Chinese', () => {
	test.each([0, 1, 2, 3])('what to do next, after %d hints', hints => {
		const {setting, read} = nextQuestion({hints, hasShell: true, suggestion: 'shell'});
		for (const text of allOf(setting())) expect(text).toEqual(chinese);
		// What is typed is the same in every language.
		expect(['', 'a', 'give-up'].map(read)).toEqual(['shell', 'answer', 'give-up']);
	});

	test.each(drillFaults)('what the cause of $id is', fault => {
		expect(fault.title.zh).toEqual(chinese);
		const all = allOf(causeQuestion(fault, randomFrom(1), new Set())());
		for (const text of all) expect(text).toEqual(chinese);
	});

	test('a part of a name in Chinese finds causes', () => {
		const found = causesMeant('全连接队列');
		expect(found).toContain('accept-queue-full');
		expect(narrowedQuestion(found, '全连接队列').question).toBe('原因是什么？以下原因的名称含有“全连接队列”。');
	});

	test('another language asks the same, in the same order', () => {
		const {setting} = nextQuestion({hints: 0, hasShell: true, suggestion: 'shell'});
		const [first] = drillFaults;
		const causes = first && causeQuestion(first, randomFrom(1), new Set());
		const [next, cause] = [setting(), causes?.()];
		speak('en');
		expect([next.question, setting().question]).toEqual(['接下来做什么？', 'What next?']);
		expect(causes?.().question).toBe('What is the cause?');
		expect(causes?.().choices?.map(({value}) => value)).toEqual(cause?.choices?.map(({value}) => value));
	});

	test('what the points are made of', () => {
		const {sum} = scoreOf({hints: 2, wrong: 1, minutes: 16, mended: true});
		expect(sum.map(({what}) => what)).toEqual(['找到原因', '提示 2 次', '答错 1 次', '超过 15 分钟', '已修复']);
	});
});

test.each(demoFaults)('what the demo $id teaches', ({title, teaches}) => {
	for (const text of [title.zh, teaches.zh]) expect(text).toEqual(chinese);
});
