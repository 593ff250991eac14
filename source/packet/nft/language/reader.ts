import {endOfStatement, nextToken, type Token} from './tokens.ts';

const atEnd: Token = {is: 'break', text: ''};

/** The text isn't what was expected: the rule that it stands in can't be read. People see the rule, developers the message. */
export class Unreadable extends Error {
	override readonly name = 'Unreadable';
}

/** Reads a text token by token. Tokens are made when they are asked for: a rule set can be long. */
export class Reader {
	readonly #text: string;
	/** Tokens that were made and not taken yet. */
	#ahead: Array<{readonly token: Token; readonly end: number}> = [];
	/** Where the text goes on behind the last token that was taken, and behind the last one that was made. */
	#taken = 0;
	#made = 0;

	constructor(text: string) {
		this.#text = text;
	}

	/** The token that comes, or one further on; a line's end where there is none. */
	peek(ahead = 0): Token {
		this.#fill(ahead + 1);
		return this.#ahead[ahead]?.token ?? atEnd;
	}

	/** Whether all tokens are read. */
	get isDone(): boolean {
		this.#fill(1);
		return this.#ahead.length === 0;
	}

	/** The text up to the end of the statement that comes; it is taken as a whole. */
	statement(): string {
		const end = endOfStatement(this.#text, this.#taken);
		const text = this.#text.slice(this.#taken, end);
		this.#ahead = [];
		this.#taken = end;
		this.#made = end;
		return text;
	}

	#fill(number: number): void {
		while (this.#ahead.length < number) {
			const found = nextToken(this.#text, this.#made);
			if (found === undefined) return;
			this.#made = found.end;
			for (const token of found.tokens) this.#ahead.push({token, end: found.end});
		}
	}

	/** Takes the token that comes. */
	take(): Token {
		const token = this.peek();
		this.#taken = this.#ahead.shift()?.end ?? this.#taken;
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
		if (comes) this.take();
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
		this.take();
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
		while (this.peek().is === 'break' && !this.isDone) this.take();
	}
}
