import {setMaxListeners} from 'node:events';
import type {WatchEnd} from './event.ts';

/** What ends a watch: the first reason counts. */
export class Stops {
	readonly #controller = new AbortController();
	#reason: WatchEnd['because'] | undefined;

	constructor() {
		// Every command and probe in flight listens to it.
		setMaxListeners(0, this.#controller.signal);
	}

	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	get reason(): WatchEnd['because'] | undefined {
		return this.#reason;
	}

	readonly end = (reason: WatchEnd['because']): void => {
		this.#reason ??= reason;
		this.#controller.abort();
	};
}

/** Waits; ends early when the signal does. */
const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
	new Promise(resolve => {
		if (signal.aborted) {
			resolve();
			return;
		}

		const done = (): void => {
			clearTimeout(timer);
			signal.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, milliseconds);
		signal.addEventListener('abort', done);
	});

/** Does the work again and again, with a pause after each time that may depend on how long it took. */
export const repeat = async (
	signal: AbortSignal,
	work: () => Promise<void>,
	pauseMs: (tookMs: number) => number,
): Promise<void> => {
	while (!signal.aborted) {
		const began = performance.now();
		await work();
		await pause(pauseMs(performance.now() - began), signal);
	}
};
