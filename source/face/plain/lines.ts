import {createInterface} from 'node:readline';
import type {Readable} from 'node:stream';

/** The lines of an input, one after the other; undefined when there are no more. The terminal itself edits and echoes. */
export class Lines {
	#lines: string[] = [];
	#waiting: ((line: string | undefined) => void) | undefined;
	#state: 'open' | 'ended' = 'open';
	readonly #close: () => void;

	constructor(input: Readable) {
		const reader = createInterface({input, terminal: false});
		reader.on('line', line => {
			if (this.#waiting === undefined) this.#lines.push(line);
			else this.#give(line);
		});
		reader.once('close', () => this.end());
		input.once('error', () => this.end());
		this.#close = () => reader.close();
	}

	/** The next line. One call at a time. */
	next(): Promise<string | undefined> {
		const line = this.#lines.shift();
		if (line !== undefined || this.#state === 'ended') return Promise.resolve(line);
		return new Promise(resolve => {
			this.#waiting = resolve;
		});
	}

	/** Ends what is being waited for, and everything after it. */
	end(): void {
		this.#state = 'ended';
		this.#give(undefined);
	}

	close(): void {
		this.#close();
	}

	#give(line: string | undefined): void {
		const waiting = this.#waiting;
		this.#waiting = undefined;
		waiting?.(line);
	}
}
