import type {Key} from './keys.ts';
import type {Pressed, Prompt} from './prompt.ts';

/** Only the whole word, and Enter after it, is a yes; a bare Enter is nothing at all. */
export const pressConfirm = (prompt: Extract<Prompt, {is: 'confirm'}>, key: Key): Pressed => {
	const {typed, word} = prompt;
	switch (key.is) {
		case 'enter':
			if (typed.trim() === word) return {prompt, answer: {do: 'set', value: word}};
			return {prompt: {...prompt, typed: ''}};
		case 'text':
			return {prompt: {...prompt, typed: typed + key.text}};
		case 'erase':
			return {prompt: {...prompt, typed: [...typed].slice(0, -1).join('')}};
		case 'clear':
			return {prompt: {...prompt, typed: ''}};
		case 'escape':
			return {prompt, answer: {do: 'back'}};
		default:
			return {prompt};
	}
};

/** k or u, and nothing else. */
export const pressKeep = (prompt: Prompt, key: Key): Pressed => {
	const letter = key.is === 'text' ? key.text.toLowerCase() : '';
	if (letter === 'k') return {prompt, answer: {do: 'keep'}};
	return letter === 'u' ? {prompt, answer: {do: 'put-back'}} : {prompt};
};
