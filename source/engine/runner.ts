import {type Clock, systemClock} from './clock.ts';
import {type Command, type Observation, timeLimitMs} from './command.ts';
import type {Host} from './host.ts';
import {firstOf} from './interrupt.ts';
import {type ModuleCheck, moduleCheck} from './modules.ts';
import type {ProbeObservation, ProbeShape} from './probe.ts';
import {say, type Words} from './words.ts';

/** What is told of while the host is asked. */
export type BookNews =
	| {readonly type: 'command-started'; readonly key: number; readonly command: Command; readonly timeoutMs: number}
	| {readonly type: 'command-ended'; readonly key: number; readonly observation: Observation};

/** Runs commands and sends probes, one way for all that the book of facts looks up, and tells of each. */
export class Runner {
	readonly #host: Host;
	readonly #clock: Clock;
	readonly #signal: () => AbortSignal;
	readonly #tell: (news: BookNews) => void;
	readonly #wouldLoad: ModuleCheck;
	#key = 0;

	constructor({
		host,
		signal,
		tell,
	}: {
		readonly host: Host;
		/** The signal that ends the waits and commands which begin now. */
		readonly signal: () => AbortSignal;
		readonly tell: (news: BookNews) => void;
	}) {
		this.#host = host;
		this.#clock = host.clock ?? systemClock;
		this.#wouldLoad = moduleCheck(host);
		this.#signal = signal;
		this.#tell = tell;
	}

	/** Milliseconds since some moment. */
	now(): number {
		return this.#clock.now();
	}

	/** Runs a command. One that would load a kernel module isn’t run. */
	async run(command: Command, runs: 'until-stopped' | 'always' = 'until-stopped'): Promise<Observation> {
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

	/** Sends a probe, from the host or from elsewhere; `giveUp` ends it before its time limit. */
	async probe(
		shape: ProbeShape,
		giveUp: AbortSignal | undefined,
		from: Pick<Host, 'probe'> = this.#host,
	): Promise<ProbeObservation> {
		const stop = this.#signal();
		const signal = giveUp === undefined ? stop : firstOf(stop, giveUp);
		return this.#told(probeLabel(shape), shape.timeoutMs, async () => from.probe(shape, signal));
	}

	/** Runs a command several times, with a pause before each. */
	async *sample(
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
					? await this.run(command)
					: await this.#told(command, pauseMs + timeLimitMs(command), () => early);
			}
		} finally {
			enough.abort();
		}
	}

	/** Sends a probe several times, one after the other. */
	async *probeSeveral(shape: ProbeShape, times: number): AsyncGenerator<ProbeObservation> {
		const enough = new AbortController();
		const signal = firstOf(this.#signal(), enough.signal);
		const sent = this.#host.probeInTurn?.(shape, times, signal);
		try {
			for (let time = 0; time < times; time++) {
				const early = sent?.[time];
				yield early === undefined
					? await this.probe(shape, undefined)
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

	/** Waits, and tells of it where it has a name. */
	async wait(milliseconds: number, what: Words | undefined): Promise<void> {
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
