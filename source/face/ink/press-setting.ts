import type {Key} from './keys.ts';
import {moved} from './moved.ts';
import type {Pressed, Prompt} from './prompt.ts';

/** Arrows choose, and what is typed goes before that. */
export const pressChoice = (prompt: Extract<Prompt, {is: 'choice'}>, key: Key): Pressed => {
	const {choices, focus, typed} = prompt;
	switch (key.is) {
		case 'up':
			return {prompt: {...prompt, focus: moved(focus, -1, choices.length), typed: ''}};
		case 'down':
			return {prompt: {...prompt, focus: moved(focus, 1, choices.length), typed: ''}};
		case 'enter':
			return {prompt, answer: {do: 'set', value: typed.trim() === '' ? (choices[focus]?.value ?? '') : typed.trim()}};
		case 'text':
			if (typed === '' && key.text === 'q') return {prompt, answer: {do: 'quit'}};
			if (typed === '' && key.text === '?') return {prompt, show: 'help'};
			return {prompt: {...prompt, typed: typed + key.text}};
		default:
			return edit(prompt, key);
	}
};

/** What is typed is the answer; a bare Enter takes what is suggested. */
export const pressText = (prompt: Extract<Prompt, {is: 'text'}>, key: Key): Pressed => {
	const {setting, typed} = prompt;
	switch (key.is) {
		case 'enter':
			return {prompt, answer: {do: 'set', value: typed.trim() === '' ? (setting.suggestion ?? '') : typed.trim()}};
		case 'text':
			if (typed === '' && key.text === '?') return {prompt, show: 'help'};
			return {prompt: {...prompt, typed: typed + key.text}};
		default:
			return edit(prompt, key);
	}
};

const edit = (prompt: Extract<Prompt, {is: 'choice' | 'text'}>, key: Key): Pressed => {
	const {typed} = prompt;
	if (key.is === 'erase') return {prompt: {...prompt, typed: [...typed].slice(0, -1).join('')}};
	if (key.is === 'clear') return {prompt: {...prompt, typed: ''}};
	if (key.is !== 'escape') return {prompt};
	// What was typed goes first; only an empty field goes back.
	if (typed !== '') return {prompt: {...prompt, typed: ''}};
	return prompt.back === 'possible' ? {prompt, answer: {do: 'back'}} : {prompt};
};
