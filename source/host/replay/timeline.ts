import type {Clock} from '../../engine/clock.ts';

type Due = {readonly atMs: number; readonly place: number; readonly come: () => void};

/**
 * The time of a recording. Nothing really waits: when everybody has done what can be done, the next thing that ended then
 * ends now, in the order of then. So whoever races a clock loses or wins as it was, on any machine.
 */
export class Timeline implements Clock {
	readonly #startedAt: number;
	#nowMs = 0;
	#due: Due[] = [];
	#isRunning = false;

	constructor(startedAt: Date) {
		this.#startedAt = startedAt.getTime();
	}

	readonly now = (): number => this.#nowMs;

	readonly date = (): Date => new Date(this.#startedAt + this.#nowMs);

	/** A wait that isn't in the recording: it ends when the recording's time has come so far. */
	readonly wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
		this.until({atMs: this.#nowMs + milliseconds, place: Number.POSITIVE_INFINITY, signal});

	/** Resolves when it was so late; `place` is the order among what ended at the same time. */
	until({
		atMs,
		place,
		signal,
	}: {
		readonly atMs: number;
		readonly place: number;
		readonly signal?: AbortSignal;
	}): Promise<void> {
		return new Promise(resolve => {
			const come = (): void => {
				signal?.removeEventListener('abort', come);
				this.#due = this.#due.filter(other => other !== due);
				resolve();
			};
			const due: Due = {atMs, place, come};
			if (signal?.aborted === true) {
				resolve();
				return;
			}

			signal?.addEventListener('abort', come);
			this.#due.push(due);
			this.#goOn();
		});
	}

	/** One thing ends in each turn of the event loop: what follows from it is done by then. */
	#goOn(): void {
		if (this.#isRunning) return;
		this.#isRunning = true;
		setImmediate(() => {
			this.#isRunning = false;
			const [first, ...others] = this.#due.toSorted((one, other) => one.atMs - other.atMs || one.place - other.place);
			if (first === undefined) return;
			this.#nowMs = Math.max(this.#nowMs, first.atMs);
			first.come();
			if (others.length > 0) this.#goOn();
		});
	}
}
