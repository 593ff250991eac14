/** One command's part of a stream: what it printed, and what the shell said at its end. */
export type Part = {readonly id: string; readonly status: number; readonly bytes: Buffer};

/**
 * Cuts a stream of a shell into the outputs of the commands that ran one after the other. After each of them the shell
 * prints a line of its own: `\n<mark> <id> <status>\n`. The mark is drawn by chance for each connection, and reaches the
 * shell in two halves, so that neither what a command prints nor a shell that echoes its input can look like one. Any
 * bytes are allowed in between.
 */
export class Splitter {
	readonly #mark: Buffer;
	readonly #most: number;
	#chunks: Buffer[] = [];
	#length = 0;
	#isCut = false;

	constructor({mark, most}: {readonly mark: string; readonly most: number}) {
		this.#mark = Buffer.from(`\n${mark} `);
		this.#most = most;
	}

	/** Whether the command that runs now has printed more than is kept. */
	get isTooMuch(): boolean {
		return this.#isCut;
	}

	/** Takes what came; returns the parts that are whole with it. */
	take(chunk: Buffer): readonly Part[] {
		this.#chunks.push(chunk);
		this.#length += chunk.length;
		// A line's mark can be spread over two chunks, so the end of what was there is looked at again.
		if (!this.#holdsMark(chunk.length)) {
			this.#shorten();
			return [];
		}

		return this.#cut(Buffer.concat(this.#chunks));
	}

	/** What came after the last whole part. */
	rest(): Buffer {
		return Buffer.concat(this.#chunks);
	}

	#holdsMark(fresh: number): boolean {
		const longest = this.#mark.length + 64;
		let tail = Buffer.alloc(0);
		for (let at = this.#chunks.length - 1; at >= 0 && tail.length < fresh + longest; at--)
			tail = Buffer.concat([this.#chunks[at] ?? Buffer.alloc(0), tail]);
		return tail.includes(this.#mark);
	}

	#shorten(): void {
		if (this.#length <= this.#most + this.#mark.length) return;
		this.#isCut = true;
		// Only its end is needed any more: the mark will be in it.
		const kept = Buffer.concat(this.#chunks).subarray(-(this.#mark.length + 64));
		this.#chunks = [kept];
		this.#length = kept.length;
	}

	#cut(whole: Buffer): readonly Part[] {
		const parts: Part[] = [];
		let from = 0;
		for (;;) {
			const at = whole.indexOf(this.#mark, from);
			const end = at < 0 ? -1 : whole.indexOf('\n', at + this.#mark.length);
			if (end < 0) break;
			const line = whole.toString('latin1', at + this.#mark.length, end);
			const [, id, status] = /^([\w.]+) (\d+)$/.exec(line) ?? [];
			if (id !== undefined && status !== undefined)
				parts.push({id, status: Number(status), bytes: Buffer.from(whole.subarray(from, at))});
			from = end + 1;
			this.#isCut = false;
		}

		this.#chunks = [Buffer.from(whole.subarray(from))];
		this.#length = whole.length - from;
		return parts;
	}
}
