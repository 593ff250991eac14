import {type JumpTarget, jumpList} from '../jump-list.ts';
import type {Key} from './keys.ts';
import type {Pressed, Prompt} from './prompt.ts';

type JumpPrompt = Extract<Prompt, {is: 'jump'}>;

/** The list of steps over the question that it was opened from, with the focus on the step that is next. */
export const openJump = (from: JumpPrompt['from']): Prompt => {
	const next = from.is === 'step' ? from.question.number : 1;
	const focus = jumpList(from.session).findIndex(({number}) => number >= next);
	return {is: 'jump', from, focus: Math.max(focus, 0), typed: ''};
};

/** Arrows or a number choose, Enter goes there. */
export const pressJump = (prompt: JumpPrompt, key: Key): Pressed => {
	const {focus, typed, from} = prompt;
	const targets = jumpList(from.session);
	const move = (by: number): Pressed => ({
		prompt: {...prompt, focus: (focus + by + targets.length) % targets.length, typed: ''},
	});
	switch (key.is) {
		case 'up':
			return move(-1);
		case 'down':
			return move(1);
		case 'enter': {
			const chosen = targets[focus];
			return chosen === undefined ? {prompt} : {prompt, answer: {do: 'jump', step: chosen.step}};
		}
		case 'text':
			return {prompt: withNumber(prompt, targets, /^\d$/.test(key.text) ? `${typed}${key.text}` : '')};
		case 'escape':
			return {prompt: from};
		default:
			return {prompt};
	}
};

/** A number that is no step's begins anew with its last digit. */
const withNumber = (prompt: JumpPrompt, targets: readonly JumpTarget[], typed: string): JumpPrompt => {
	for (const number of [typed, typed.slice(-1)]) {
		const focus = targets.findIndex(target => `${target.number}` === number);
		if (focus >= 0) return {...prompt, focus, typed: number};
	}

	return {...prompt, typed: ''};
};
