import {afterEach, expect, test} from 'vitest';
import {notLooked} from '../../source/engine/not-looked.ts';
import type {ResultStep} from '../../source/engine/result.ts';
import {languages, speak} from '../../source/engine/words.ts';
import {conclusionOf} from '../../source/report/report.ts';
import {judgedRecordings} from './judged.ts';

afterEach(() => {
	speak('en');
});

const [{conclusion} = expect.fail('no recording')] = await judgedRecordings();
const words = {timing: [], repeat: 'slb-wizard check'};

test.each(languages.flatMap(spoken => (['en', 'zh'] as const).map(written => [written, spoken] as const)))(
	'a result that was written in %s is read while %s is spoken',
	(written, spoken) => {
		speak(spoken);
		const reasons = [notLooked.skipped[written], notLooked.notReached[written], 'UDP has no such thing'];
		const steps = conclusion.result.steps.slice(0, 3).map(
			({reason: _, ...step}, index): ResultStep => ({
				...step,
				status: 'skipped',
				...(reasons[index] !== undefined && {reason: reasons[index]}),
			}),
		);
		const read = (length: number) =>
			conclusionOf({...conclusion.result, steps: [...steps.slice(0, length), ...steps.slice(2)]}, words);
		expect(read(2).notChecked.map(({why}) => why)).toEqual(reasons.slice(0, 2));
		expect([read(1).interrupted, read(2).interrupted]).toEqual([false, true]);
	},
);

test.each([
	['en', 'not checked'],
	['zh-CN', '未检查'],
] as const)('in %s a step that could not tell and says nothing is: %s', (language, why) => {
	speak(language);
	const [{reason: _, ...step} = expect.fail('no step')] = conclusion.result.steps;
	const {notChecked} = conclusionOf({...conclusion.result, steps: [{...step, status: 'unknown'}]}, words);
	expect(notChecked).toEqual([{step: step.id, why}]);
});
