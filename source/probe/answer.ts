import {clean} from '../engine/clean.ts';
import {headLimit} from '../engine/head-limit.ts';
import type {Ending} from './ending.ts';
import {readHead} from './head.ts';

/** Enough to see what a health page says. */
const excerptLimit = 1024;

/** What an HTTP exchange came to, with the head of the answer as it was received. */
export type Answer = Ending & {readonly received?: string};

/** Collects the bytes of an answer, and says what they are. */
export class Reception {
	#bytes = Buffer.alloc(0);

	/** Takes one more piece; what is beyond the limits isn't kept. */
	take(piece: Buffer): void {
		if (this.#bytes.length < headLimit + excerptLimit) {
			this.#bytes = Buffer.concat([this.#bytes, piece]);
		}
	}

	/** The answer, as soon as it can be told; `ended`: the server has closed its side. */
	answer(ended = false): Answer | undefined {
		const reading = readHead(this.#bytes, ended);
		if (reading.is === 'incomplete') {
			return undefined;
		}

		if (reading.is === 'not-http') {
			return {outcome: 'not-http', detail: reading.why, ...this.#excerpt(), received: this.#excerpt().excerpt ?? ''};
		}

		const {status, headers, end} = reading.head;
		const received = clean(this.#bytes.subarray(0, end).toString());
		return {outcome: 'answered', status, headers, ...this.#excerpt(), received};
	}

	/** The ending of an exchange that broke off; what had come is kept as evidence. */
	brokenOff(ending: Ending): Answer {
		return {...ending, ...this.#excerpt(), received: clean(this.#bytes.toString())};
	}

	#excerpt(): Pick<Ending, 'excerpt'> {
		const {length} = this.#bytes;
		return length === 0 ? {} : {excerpt: clean(this.#bytes.subarray(0, excerptLimit).toString())};
	}
}
