import {systemWords} from './system-words.ts';
import type {Words} from './words.ts';

/** Something that went wrong, in words for people. Its message is English, as a stack trace is. */
export class WordedError extends Error {
	override readonly name: string = 'WordedError';
	readonly words: Words;

	constructor(words: Words) {
		super(words.en);
		this.words = words;
	}
}

/** What went wrong, in words: our own, or the system's. */
export const wordsOf = (error: unknown): Words => (error instanceof WordedError ? error.words : systemWords(error));
