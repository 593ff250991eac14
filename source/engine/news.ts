import type {Event} from './event.ts';
import type {Answer} from './question.ts';

/** News that come while the walk waits for something. */
export class News {
	#events: Event[] = [];
	#wake: () => void = () => {};

	tell(event: Event): void {
		this.#events.push(event);
		this.#wake();
	}

	/** Yields the news until the work is done, and returns what came of it. */
	async *until<T>(work: Promise<T>): AsyncGenerator<Event, T, Answer | undefined> {
		let isDone = false;
		const done = work.finally(() => {
			isDone = true;
			this.#wake();
		});
		for (;;) {
			const events = this.#events;
			this.#events = [];
			yield* events;
			if (isDone && this.#events.length === 0) return done;
			if (this.#events.length > 0) continue;
			await new Promise<void>(resolve => {
				this.#wake = resolve;
				if (isDone || this.#events.length > 0) resolve();
			});
		}
	}
}
