import type {Prompt} from './prompt.ts';

/** A question that is asked once more in another language, as far as the person had come with it in the one before. */
export const reopened = (prompt: Prompt, before: Prompt): Prompt => {
	if (before.is === 'pace' && prompt.is === 'step') return {...before, from: prompt};
	if (before.is === 'jump' && (prompt.is === 'step' || prompt.is === 'end')) return {...before, from: prompt};
	if (before.is === 'text' && prompt.is === 'text') return {...prompt, typed: before.typed};
	if (before.is !== 'choice' || prompt.is !== 'choice') return prompt;
	return {...prompt, focus: Math.min(before.focus, prompt.choices.length - 1), typed: before.typed};
};
