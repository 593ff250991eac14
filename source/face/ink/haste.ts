import type {Key} from './keys.ts';
import type {Prompt} from './prompt.ts';

// What follows an answer, or another lost key, faster than this was typed before the question could be seen.
const pauseMs = 150;

/** Tells keys that answer what could be seen from those that were typed before it. */
export class Haste {
	readonly #now: () => number;
	/** When a key last gave an answer or was lost. */
	#lastMs = Number.NEGATIVE_INFINITY;

	/** `now` is the time of a key, in milliseconds. */
	constructor(now: () => number) {
		this.#now = now;
	}

	/** A key gave an answer: what follows too fast was not meant for the next question. */
	answered(): void {
		this.#lastMs = this.#now();
	}

	/** Whether the keys of one read are lost. */
	loses(keys: readonly Key[], prompt: Prompt | undefined): boolean {
		const nowMs = this.#now();
		const isBurst = nowMs - this.#lastMs < pauseMs;
		if (prompt !== undefined && !isBurst && !isPasted(prompt, keys)) return false;
		this.#lastMs = nowMs;
		return true;
	}
}

/** Where a letter alone does something, several keys in one read are no keys: somebody pasted a text. */
const isPasted = (prompt: Prompt, keys: readonly Key[]): boolean =>
	keys.length > 1 && prompt.is !== 'choice' && prompt.is !== 'text' && prompt.is !== 'confirm' && prompt.is !== 'jump';
