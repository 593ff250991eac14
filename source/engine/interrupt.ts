import {setMaxListeners} from 'node:events';

/** Every command and probe in flight listens to the same signal; there is no number of them that would be a leak. */
const makeController = (): AbortController => {
	const controller = new AbortController();
	setMaxListeners(0, controller.signal);
	return controller;
};

/** A signal that is aborted with the first of these; like them, any number of commands may listen to it. */
export const firstOf = (...signals: readonly AbortSignal[]): AbortSignal => {
	const any = AbortSignal.any([...signals]);
	setMaxListeners(0, any);
	return any;
};

/**
 * Ctrl+C. The first press stops what is running, and the walk goes on; the second one, or a press while nothing runs,
 * ends the walk.
 */
export class Interrupt {
	#walk = makeController();
	#work = makeController();
	#isBusy = false;

	/** Aborted when the walk is to end. */
	get walkSignal(): AbortSignal {
		return this.#walk.signal;
	}

	/** Aborted when the present commands are to end. */
	get workSignal(): AbortSignal {
		return this.#work.signal;
	}

	/** Says that commands are wanted from now on; a press before this doesn't stop them. */
	beginWork(): void {
		this.#isBusy = true;
		if (this.#work.signal.aborted && !this.#walk.signal.aborted) this.#work = makeController();
	}

	endWork(): void {
		this.#isBusy = false;
	}

	press(): void {
		if (!this.#isBusy || this.#work.signal.aborted) this.#walk.abort();
		this.#work.abort();
	}

	/** Ends the walk at once: a signal from outside, or `check`, where nobody can say "go on". */
	end(): void {
		this.#walk.abort();
		this.#work.abort();
	}
}
