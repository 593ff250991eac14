import {chinese} from './chinese.ts';
import {type Clock, systemClock} from './clock.ts';
import {type Command, commandLine, type Observation, timeLimitMs} from './command.ts';
import type {Fact, Look} from './fact.ts';
import type {Host} from './host.ts';
import {firstOf} from './interrupt.ts';
import type {Known} from './known.ts';
import {type ModuleCheck, moduleCheck} from './modules.ts';
import type {ProbeObservation, ProbeShape} from './probe.ts';
import type {Target} from './target.ts';
import {wordsOf} from './worded-error.ts';
import {say, type Words} from './words.ts';

/** What the book tells of while it looks things up. */
export type BookNews =
	| {readonly type: 'command-started'; readonly key: number; readonly command: Command; readonly timeoutMs: number}
	| {readonly type: 'command-ended'; readonly key: number; readonly observation: Observation};

/**
 * The book of facts: each is looked up once, when it is first asked for, and shared. The same command runs once,
 * whoever asks for it. `forget` makes everything be looked up anew.
 */
export class Book {
	readonly #host: Host;
	readonly #clock: Clock;
	readonly #target: Target;
	readonly #signal: () => AbortSignal;
	readonly #tell: (news: BookNews) => void;
	readonly #witnessS: number | undefined;
	#hasSeat: boolean;
	readonly #temporary = new Set<Promise<unknown>>();
	#facts = new Map<string, Promise<Known<unknown>>>();
	#observations = new Map<string, Promise<Observation>>();
	#key = 0;
	readonly #wouldLoad: ModuleCheck;

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
		this.#clock = options.host.clock ?? systemClock;
		this.#wouldLoad = moduleCheck(options.host);
		this.#target = options.target;
		this.#signal = options.signal;
		this.#tell = options.tell;
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
			runAgain: async command => note(seen, await this.#run(command)),
			probe: async (shape, giveUp) => note(seen, await this.#probe(shape, giveUp)),
			...(this.#host.here === undefined
				? {}
				: {
						here: {
							...this.#host.here,
							probe: async shape => note(seen, await this.#probe(shape, undefined, this.#host.here)),
						},
					}),
			sample: (command, often) => noteAll(seen, this.#sample(command, often)),
			probeSeveral: (shape, times) => noteAll(seen, this.#probeSeveral(shape, times)),
			know: async other => this.know(other),
			now: () => this.#clock.now(),
			wait: async (milliseconds, what) => this.#wait(milliseconds, what),
			...(this.#witnessS === undefined ? {} : {witnessS: this.#witnessS}),
			...(this.#hasSeat
				? {temporary: async work => this.#keep(work(async command => note(seen, await this.#run(command, 'always'))))}
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
		const running = this.#observations.get(line) ?? this.#run(command);
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

	async #run(command: Command, runs: 'until-stopped' | 'always' = 'until-stopped'): Promise<Observation> {
		const modules =
			command.loads === undefined || this.#host.mindsModules === true ? [] : await this.#wouldLoad(command.loads);
		if (modules.length > 0)
			return {
				command,
				stdout: '',
				stderr: say({
					en: `not run, because it would load ${modules.join(', ')} into the kernel\n`,
					zh: `未执行，因为它会把 ${modules.join('、')} 加载到内核\n`,
				}),
				durationMs: 0,
				failure: 'would-load-module',
			};
		return this.#told(command, timeLimitMs(command), async () =>
			this.#host.run(command, runs === 'always' ? undefined : this.#signal()),
		);
	}

	async #probe(
		shape: ProbeShape,
		giveUp: AbortSignal | undefined,
		from: Pick<Host, 'probe'> = this.#host,
	): Promise<ProbeObservation> {
		const stop = this.#signal();
		const signal = giveUp === undefined ? stop : firstOf(stop, giveUp);
		return this.#told(probeLabel(shape), shape.timeoutMs, async () => from.probe(shape, signal));
	}

	async *#sample(
		command: Command,
		{times, pauseMs}: {readonly times: number; readonly pauseMs: number},
	): AsyncGenerator<Observation> {
		const enough = new AbortController();
		const signal = firstOf(this.#signal(), enough.signal);
		const commands = Array.from({length: times}, () => [sleep(pauseMs), command]).flat();
		const sent = this.#host.runInTurn?.(commands, signal);
		try {
			for (let time = 0; time < times; time++) {
				const early = sent?.[2 * time + 1];
				if (early === undefined) await this.#pause(pauseMs);
				yield early === undefined
					? await this.#run(command)
					: await this.#told(command, pauseMs + timeLimitMs(command), () => early);
			}
		} finally {
			enough.abort();
		}
	}

	async *#probeSeveral(shape: ProbeShape, times: number): AsyncGenerator<ProbeObservation> {
		const enough = new AbortController();
		const signal = firstOf(this.#signal(), enough.signal);
		const sent = this.#host.probeInTurn?.(shape, times, signal);
		try {
			for (let time = 0; time < times; time++) {
				const early = sent?.[time];
				yield early === undefined
					? await this.#probe(shape, undefined)
					: await this.#told(probeLabel(shape), shape.timeoutMs, () => early);
			}
		} finally {
			enough.abort();
		}
	}

	async #told<T extends Observation>(command: Command, timeoutMs: number, run: () => Promise<T>): Promise<T> {
		this.#key++;
		const key = this.#key;
		this.#tell({type: 'command-started', key, command, timeoutMs});
		const observation = await run();
		this.#tell({type: 'command-ended', key, observation});
		return observation;
	}

	async #wait(milliseconds: number, what: Words | undefined): Promise<void> {
		if (what === undefined) return this.#pause(milliseconds);
		const command = {file: say(what), args: []};
		await this.#told(command, milliseconds, async () => {
			await this.#pause(milliseconds);
			return {command, stdout: '', stderr: '', exitCode: 0, durationMs: milliseconds};
		});
	}

	async #pause(milliseconds: number): Promise<void> {
		return this.#clock.wait(milliseconds, this.#signal());
	}
}

const note = <T extends Observation>(seen: Observation[], observation: T): T => {
	seen.push(observation);
	return observation;
};

async function* noteAll<T extends Observation>(seen: Observation[], all: AsyncIterable<T>): AsyncGenerator<T> {
	for await (const observation of all) yield note(seen, observation);
}

/** Pauses on the far side; a `sleep` that knows no fractions takes a second. */
const sleep = (milliseconds: number): Command => ({
	file: 'sh',
	args: ['-c', 'sleep "$1" 2>/dev/null || sleep 1', 'sh', `${milliseconds / 1000}`],
});

// The exact command line comes with the observation; while it runs, a few words are enough.
const probeLabel = ({protocol, method, address, port, path}: ProbeShape): Command => ({
	file: 'probe',
	args: [protocol, ...(method === undefined ? [] : [method]), `${address}:${port}${path ?? ''}`],
});
