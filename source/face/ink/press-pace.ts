import type {Pace} from '../../engine/question.ts';
import type {Words} from '../../engine/words.ts';
import type {Key} from './keys.ts';
import {moved} from './moved.ts';
import type {Pressed, Prompt} from './prompt.ts';

/** How to go on, in the order in which it is shown. */
export const paceChoices: ReadonlyArray<{readonly value: Pace; readonly label: Words; readonly hint: Words}> = [
	{
		value: 'guided',
		label: {en: 'Step by step', zh: '逐步进行'},
		hint: {en: 'Enter runs each step', zh: '按 Enter 执行每一步'},
	},
	{
		value: 'problems',
		label: {en: 'Stop only at problems', zh: '只在有问题时停下'},
		hint: {en: 'runs on while all is well', zh: '没有问题就自动继续'},
	},
	{value: 'all', label: {en: 'All at once', zh: '一次完成'}, hint: {en: 'straight to the verdict', zh: '直接给出结论'}},
];

/** Arrows choose, Enter takes it. */
export const pressPace = (prompt: Extract<Prompt, {is: 'pace'}>, key: Key): Pressed => {
	const {focus, from} = prompt;
	if (key.is === 'up') return {prompt: {...prompt, focus: moved(focus, -1, paceChoices.length)}};
	if (key.is === 'down') return {prompt: {...prompt, focus: moved(focus, 1, paceChoices.length)}};
	const chosen = paceChoices[focus];
	if (key.is === 'enter' && chosen !== undefined) return {prompt, answer: {do: 'pace', pace: chosen.value}};
	return key.is === 'escape' ? {prompt: from} : {prompt};
};
