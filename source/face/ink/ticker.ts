// Each frame writes the whole live part: a sign of life once a second, and rarely when it takes long, is little for a
// slow line. (Ink 6.8 can write the changed rows alone, but begins one row too low then.)
const tickMs = 1000;
const longTickMs = 5000;

/** What time passes for: nothing, so that an idle wizard sends nothing; work that may take long; a time that runs out. */
export type Pending = 'nothing' | 'work' | 'countdown';

/** Lets time be drawn while something is waited for. */
export class Ticker {
	#timer: NodeJS.Timeout | undefined;
	#ticks = 0;
	readonly #draw: () => void;

	constructor(draw: () => void) {
		this.#draw = draw;
	}

	/** Says what is waited for from now on. */
	wait(pending: Pending): void {
		if (pending === 'nothing') {
			clearTimeout(this.#timer);
			this.#timer = undefined;
			this.#ticks = 0;
			return;
		}

		if (this.#timer !== undefined) return;
		const isLong = pending === 'work' && this.#ticks * tickMs >= longTickMs;
		this.#timer = setTimeout(
			() => {
				this.#timer = undefined;
				this.#ticks++;
				this.#draw();
			},
			isLong ? longTickMs : tickMs,
		);
		this.#timer.unref();
	}
}
