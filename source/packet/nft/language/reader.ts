import type {Token} from './tokens.ts';

/** The text isn't what was expected: the rule that it stands in can't be read. */
export class Unreadable extends Error {
	override readonly name = 'Unreadable';
}

/** Reads tokens one after the other. */
export class Reader {
	readonly #tokens: readonly Token[];
	#at = 0;

	constructor(tokens: readonly Token[]) {
		this.#tokens = tokens;
	}

	/** The token that comes, or one further on; a line's end where there is none. */
	peek(ahead = 0): Token {
		return this.#tokens[this.#at + ahead] ?? {is: 'break', text: ''};
	}

	/** Whether all tokens are read. */
	get isDone(): boolean {
		return this.#at >= this.#tokens.length;
	}

	/** Takes the token that comes. */
	take(): Token {
		const token = this.peek();
		this.#at++;
		return token;
	}

	/** Whether a word or a sign comes. */
	comes(text: string, ahead = 0): boolean {
		const {is, text: found} = this.peek(ahead);
		return (is === 'word' || is === 'sign') && found === text;
	}

	/** Takes a word or a sign when it comes; says whether it did. */
	takes(text: string): boolean {
		const comes = this.comes(text);
		if (comes) this.#at++;
		return comes;
	}

	/** Takes a word or a sign that has to come. */
	expect(text: string): void {
		if (!this.takes(text)) throw new Unreadable(`“${this.peek().text}” stands where “${text}” should`);
	}

	/** Takes any word or string. */
	word(): string {
		const {is, text} = this.peek();
		if (is !== 'word' && is !== 'string') throw new Unreadable(`“${text}” is no word`);
		this.#at++;
		return text;
	}

	/** Takes a number. */
	number(): number {
		const text = this.word();
		if (!/^(\d+|0x[\da-f]+)$/i.test(text)) throw new Unreadable(`“${text}” is no number`);
		return Number(text);
	}

	/** Passes over ends of lines. */
	skipBreaks(): void {
		while (this.peek().is === 'break' && !this.isDone) this.#at++;
	}
}
