import {chinese} from './chinese.ts';
import {type Command, commandLine, type Observation} from './command.ts';
import type {Fact, Look} from './fact.ts';
import type {Host} from './host.ts';
import type {Known} from './known.ts';
import {type BookNews, Runner} from './runner.ts';
import type {Target} from './target.ts';
import {wordsOf} from './worded-error.ts';

/**
 * The book of facts: each is looked up once, when it is first asked for, and shared. The same command runs once,
 * whoever asks for it. `forget` makes everything be looked up anew.
 */
export class Book {
	readonly #host: Host;
	readonly #target: Target;
	readonly #runner: Runner;
	readonly #witnessS: number | undefined;
	#hasSeat: boolean;
	readonly #temporary = new Set<Promise<unknown>>();
	#facts = new Map<string, Promise<Known<unknown>>>();
	#observations = new Map<string, Promise<Observation>>();

	constructor(options: {
		readonly host: Host;
		readonly target: Target;
		/** The signal that ends the waits and commands which begin now. */
		readonly signal: () => AbortSignal;
		readonly tell: (news: BookNews) => void;
		/** For how long to watch for the load balancer's own probes, in seconds. */
		readonly witnessS?: number | undefined;
		/** Whether the check may be sent from the load balancer's seat. */
		readonly fromSeat?: boolean | undefined;
	}) {
		this.#host = options.host;
		this.#target = options.target;
		this.#runner = new Runner(options);
		this.#witnessS = options.witnessS;
		this.#hasSeat = options.fromSeat === true;
	}

	/** Whether the check may be sent from the load balancer's seat. */
	get hasSeat(): boolean {
		return this.#hasSeat;
	}

	/** Lets the check be sent from the load balancer's seat from now on. */
	allowSeat(): void {
		this.#hasSeat = true;
	}

	/** Drops everything that is known. */
	forget(): void {
		this.#facts = new Map();
		this.#observations = new Map();
		this.#host.lookAgain?.();
	}

	/** Looks a fact up. A fact that can't read what it got, or breaks, is unknown with the reason; it never throws. */
	async know<T>(fact: Fact<T>): Promise<Known<T>> {
		const before = this.#facts.get(fact.id);
		// A fact's id is its own, so what was stored under it has its type.
		if (before !== undefined) return before as Promise<Known<T>>;
		const known = this.#lookUp(fact);
		this.#facts.set(fact.id, known);
		return known;
	}

	async #lookUp<T>(fact: Fact<T>): Promise<Known<T>> {
		const seen: Observation[] = [];
		const look: Look = {
			target: this.#target,
			run: async command => note(seen, await this.#once(command)),
			runAgain: async command => note(seen, await this.#runner.run(command)),
			probe: async (shape, giveUp) => note(seen, await this.#runner.probe(shape, giveUp)),
			...(this.#host.here === undefined
				? {}
				: {
						here: {
							...this.#host.here,
							probe: async shape => note(seen, await this.#runner.probe(shape, undefined, this.#host.here)),
						},
					}),
			sample: (command, often) => noteAll(seen, this.#runner.sample(command, often)),
			probeSeveral: (shape, times) => noteAll(seen, this.#runner.probeSeveral(shape, times)),
			know: async other => this.know(other),
			now: () => this.#runner.now(),
			wait: async (milliseconds, what) => this.#runner.wait(milliseconds, what),
			...(this.#witnessS === undefined ? {} : {witnessS: this.#witnessS}),
			...(this.#hasSeat
				? {
						temporary: async work =>
							this.#keep(work(async command => note(seen, await this.#runner.run(command, 'always')))),
					}
				: {}),
		};
		try {
			return await fact.lookUp(look);
		} catch (error) {
			const why = wordsOf(error);
			return {
				known: false,
				why: {
					en: `${fact.what.en} could not be read (${why.en})`,
					zh: chinese`无法读取 ${fact.what.zh} （${why.zh}）`,
				},
				from: seen,
			};
		}
	}

	async #once(command: Command): Promise<Observation> {
		const line = commandLine(command);
		const running = this.#observations.get(line) ?? this.#runner.run(command);
		this.#observations.set(line, running);
		return running;
	}

	/** Waits for the end of everything that was set up on the host for a moment. */
	async settled(): Promise<void> {
		await Promise.allSettled(this.#temporary);
	}

	async #keep<T>(work: Promise<T>): Promise<T> {
		this.#temporary.add(work);
		return work;
	}
}

const note = <T extends Observation>(seen: Observation[], observation: T): T => {
	seen.push(observation);
	return observation;
};

async function* noteAll<T extends Observation>(seen: Observation[], all: AsyncIterable<T>): AsyncGenerator<T> {
	for await (const observation of all) yield note(seen, observation);
}
