import {createInterface, type Interface} from 'node:readline';
import type {Readable} from 'node:stream';

// An endless input (`yes | slb-wizard`) must not fill the memory.
const mostAhead = 1000;

/** For how long what was typed ahead is thrown away. */
const quietMs = 150;

/** The lines of an input, one after the other; undefined when there are no more. The terminal itself edits and echoes. */
export class Lines {
	#lines: string[] = [];
	#waiting: ((line: string | undefined) => void) | undefined;
	#state: 'open' | 'ended' = 'open';
	readonly #reader: Interface;
	readonly #input: Readable;

	constructor(input: Readable) {
		const reader = createInterface({input, terminal: false});
		reader.on('line', line => {
			if (this.#state === 'ended') return;
			if (this.#waiting !== undefined) this.#give(line);
			else if (this.#lines.push(line) >= mostAhead) reader.pause();
		});
		reader.once('close', () => this.#finish());
		input.once('error', () => this.#finish());
		this.#reader = reader;
		this.#input = input;
	}

	/** The next line. One call at a time. */
	next(): Promise<string | undefined> {
		const line = this.#lines.shift();
		if (this.#lines.length === 0 && this.#state === 'open') this.#reader.resume();
		if (line !== undefined || this.#state === 'ended') return Promise.resolve(line);
		return new Promise(resolve => {
			this.#waiting = resolve;
		});
	}

	/** Ends what is being waited for, and everything after it: what was typed ahead counts no more. */
	end(): void {
		this.#lines = [];
		this.#finish();
	}

	/** Drops what was typed ahead, also what has not been read yet. */
	async throwAway(): Promise<void> {
		this.#reader.resume();
		// What waits in the terminal comes within a turn or two of the event loop.
		await new Promise(resolve => setTimeout(resolve, quietMs));
		this.#lines = [];
	}

	/** Answers what is being waited for, in the place of the person. */
	answer(line: string): void {
		this.#give(line);
	}

	/** Leaves the input to another program until it is taken back. What was typed ahead stays here. */
	async lend(): Promise<void> {
		this.#reader.pause();
		this.#input.pause();
		// A read that has begun is over a turn later.
		await new Promise(resolve => setImmediate(resolve));
	}

	takeBack(): void {
		this.#reader.resume();
	}

	close(): void {
		this.#reader.close();
	}

	#finish(): void {
		this.#state = 'ended';
		this.#give(undefined);
	}

	#give(line: string | undefined): void {
		const waiting = this.#waiting;
		this.#waiting = undefined;
		waiting?.(line);
	}
}
