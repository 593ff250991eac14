import {mostOutputBytes} from '../limits.ts';
import {type Part, Splitter} from './splitter.ts';

/** What a command printed to both streams of its shell. */
export type Answer = {readonly id: string; readonly out: Part; readonly err: Part};

type Stream = 'out' | 'err';

/** Puts together what the two streams of a shell carry: an answer is whole once both have its part. */
export class Answers {
	readonly #streams: Readonly<Record<Stream, Splitter>>;
	/** Parts that wait for the one of the other stream, by the command's id. */
	readonly #halves = new Map<string, Partial<Record<Stream, Part>>>();

	constructor(mark: string) {
		const splitter = () => new Splitter({mark, most: mostOutputBytes});
		this.#streams = {out: splitter(), err: splitter()};
	}

	/** Takes what came on a stream; returns the answers that are whole with it. */
	take(stream: Stream, chunk: Buffer): readonly Answer[] {
		return this.#streams[stream].take(chunk).flatMap(part => {
			const {id} = part;
			const halves: Partial<Record<Stream, Part>> = {...this.#halves.get(id), [stream]: part};
			const {out, err} = halves;
			if (out !== undefined && err !== undefined) {
				this.#halves.delete(id);
				return [{id, out, err}];
			}

			this.#halves.set(id, halves);
			return [];
		});
	}

	/** Whether the command that runs now has printed more to a stream than is kept. */
	isTooMuch(stream: Stream): boolean {
		return this.#streams[stream].isTooMuch;
	}

	/** What came on a stream after its last whole part, as text. */
	rest(stream: Stream): string {
		return this.#streams[stream].rest().toString('utf8');
	}
}
