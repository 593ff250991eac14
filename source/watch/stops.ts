import {setMaxListeners} from 'node:events';
import {systemClock} from '../engine/clock.ts';
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

/** Does the work again and again, with a pause after each time that may depend on how long it took. */
export const repeat = async (
	signal: AbortSignal,
	work: () => Promise<void>,
	pauseMs: (tookMs: number) => number,
): Promise<void> => {
	while (!signal.aborted) {
		const began = systemClock.now();
		await work();
		await systemClock.wait(pauseMs(systemClock.now() - began), signal);
	}
};
