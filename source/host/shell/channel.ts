import type {Command, Failure, Observation} from '../../engine/command.ts';
import type {Words} from '../../engine/words.ts';
import {type Answer, Answers} from './answers.ts';
import type {Gate} from './gate.ts';
import {type Greeted, readGreeting} from './greeted.ts';
import {outcomeOf} from './outcome.ts';
import {Request} from './request.ts';
import {drawMark, greeting, isLong, limitS, requestLine} from './script.ts';
import {type ProcessEnd, ShellProcess} from './shell-process.ts';

/** How a channel ended. */
export type Ended = {
	/** The exit status of the program that led to the shell; undefined where a signal ended it. */
	readonly exitCode?: number | undefined;
	/** What it complained of: the end of its standard error output that belongs to no command. */
	readonly complaint: string;
	/** Why it was ended here as one that is of no use, instead of that. */
	readonly fault?: Words;
};

export type ChannelOptions = {
	/** Programs that the shell is asked about. */
	readonly programs?: readonly string[];
	/**
	 * What has to be passed before the shell, which isn't spoken to before that: nothing else may be taken for a second
	 * try. Such a shell can't be opened again without asking.
	 */
	readonly gate?: Gate;
	/** How long it may take to say its first words, in milliseconds; the way there has a limit of its own. */
	readonly greetingMs?: number;
};

/** For how much longer than its limit a command is waited for: the far side ends it by itself, unless it hangs. */
const graceMs = 3000;

/** A command that may take longer than most keeps its shell from others. */
const longLoad = 20;

/**
 * A shell at the end of a program (`ssh host sh`, `sudo sh`) that runs commands one after the other. Several may be
 * waiting: they are sent at once, so that a far shell never waits for the next one.
 */
export class Channel {
	readonly #process: ShellProcess;
	readonly #mark = drawMark();
	readonly #answers = new Answers(this.#mark.whole);
	readonly #isDear: boolean;
	#isSpokenTo = false;
	#waiting: Request[] = [];
	#count = 0;
	#since = performance.now();
	#guard: NodeJS.Timeout;
	#greet: (greeted: Greeted | undefined) => void = () => {};
	#state: 'coming' | 'ready' | 'over' = 'coming';
	#wasReady = false;
	#wasKilled = false;
	#fault: Words | undefined;
	#ranLast: Command | undefined;

	/** Settles when the line to the shell has carried an answer; one without a line is always there. */
	lineAnswers: () => Promise<unknown> = async () => {};

	/** What the shell told of itself; undefined when the channel ended before that. */
	readonly greeted: Promise<Greeted | undefined>;
	/** Settles when the channel has ended, for whatever reason. Commands that had not ended then have no answer. */
	readonly ended: Promise<Ended>;

	constructor(words: readonly [string, ...string[]], {programs = [], gate, greetingMs = 30_000}: ChannelOptions = {}) {
		this.greeted = new Promise(resolve => {
			this.#greet = resolve;
		});
		this.#isDear = gate !== undefined;
		this.#process = new ShellProcess(words, gate, {
			open: () => {
				this.#isSpokenTo = true;
				const lines = this.#waiting.map(({id, command}) => requestLine(id, command));
				this.#process.write(greeting(this.#mark, programs) + lines.join(''));
			},
			printed: (stream, chunk) => this.#printed(stream, chunk),
		});
		this.ended = this.#process.ended.then(end => this.#end(end));
		this.#guard = setTimeout(() => this.#stop(noAnswer(greetingMs / 1000)), greetingMs);
	}

	/** How many commands wait for their turn, and the one that runs; one that may take long counts for many. */
	get load(): number {
		return this.#waiting.reduce((sum, {command}) => sum + (isLong(command) ? longLoad : 1), 0);
	}

	/** Whether the shell has answered, and hasn't ended. */
	get isReady(): boolean {
		return this.#state === 'ready';
	}

	/** Whether the shell has ever answered. */
	get wasReady(): boolean {
		return this.#wasReady;
	}

	get isOver(): boolean {
		return this.#state === 'over';
	}

	/** Whether it was ended here, and not by the far side or the line. */
	get wasKilled(): boolean {
		return this.#wasKilled;
	}

	/** The command that ran when the shell ended: perhaps it is what ended it. */
	get ranLast(): Command | undefined {
		return this.#ranLast;
	}

	/** Runs a command when its turn comes. Rejects never; undefined when the channel ended before the command did. */
	async run(command: Command, signal?: AbortSignal): Promise<Observation | undefined> {
		if (this.isOver) return undefined;
		this.#count++;
		const request = new Request(`c${this.#count}`, command);
		const giveUp = (): void => this.#giveUp(request, 'cancelled');
		this.#waiting.push(request);
		if (this.#waiting.length === 1) this.#begin();
		if (this.#isSpokenTo) this.#process.write(requestLine(request.id, command));
		signal?.addEventListener('abort', giveUp);
		if (signal?.aborted === true) giveUp();
		const observation = await request.answer;
		signal?.removeEventListener('abort', giveUp);
		return observation;
	}

	/** Ends the shell once it has nothing more to do. */
	close(): void {
		this.#process.close();
	}

	/** Ends it at once. */
	kill(): void {
		this.#wasKilled = true;
		this.#process.kill();
	}

	/** It is of no use, by its own fault. */
	#stop(why: Words): void {
		this.#fault = why;
		this.#process.kill();
	}

	#printed(stream: 'out' | 'err', chunk: Buffer): void {
		if (this.isOver) return;
		for (const answer of this.#answers.take(stream, chunk)) this.#take(answer);
		if (!this.#answers.isTooMuch(stream)) return;
		const [head] = this.#waiting;
		if (!this.isReady) this.#stop(endless);
		else if (head !== undefined) this.#giveUp(head, 'too-much-output');
	}

	#take({id, out, err}: Answer): void {
		if (id === 'hello') {
			if (this.isReady) return;
			this.#state = 'ready';
			this.#wasReady = true;
			this.#begin();
			this.#greet(readGreeting(out.bytes.toString('utf8')));
			return;
		}

		const request = this.#waiting.find(waiting => waiting.id === id);
		if (request === undefined) return;
		const durationMs = Math.round(performance.now() - this.#since);
		this.#waiting = this.#waiting.filter(other => other !== request);
		this.#begin();
		request.settle(outcomeOf(request.command, {out, err, durationMs}));
	}

	/** The command at the head begins now, as far as can be told from here; a shell that has to come first takes its time. */
	#begin(): void {
		if (!this.isReady) return;
		this.#since = performance.now();
		clearTimeout(this.#guard);
		const [head] = this.#waiting;
		if (head === undefined) return;
		this.#guard = setTimeout(() => void this.#doubt(head), limitS(head.command) * 1000 + graceMs);
		this.#guard.unref();
	}

	/** A command that hangs has had its time; one behind a dead line hasn't: its shell will end, and another one runs it. */
	async #doubt(head: Request): Promise<void> {
		await Promise.race([this.lineAnswers(), this.ended, head.answer]);
		if (this.isOver || this.#waiting[0] !== head) return;
		this.#giveUp(head, 'timeout');
		this.kill();
	}

	/**
	 * One that runs can only be ended with its shell; what waits behind it is left for another one. Where that can't be
	 * had, it runs on until its time is over.
	 */
	#giveUp(request: Request, failure: Failure): void {
		if (request.isGivenUp) return;
		request.isGivenUp = true;
		const runs = this.#waiting[0] === request && this.isReady;
		const durationMs = runs ? Math.round(performance.now() - this.#since) : 0;
		const [stdout, stderr] =
			runs && failure !== 'too-much-output' ? [this.#answers.rest('out'), this.#answers.rest('err')] : ['', ''];
		request.settle({command: request.command, stdout, stderr, durationMs, failure});
		if (runs && !(this.#isDear && failure === 'cancelled')) this.kill();
	}

	#end({exitCode, originalMessage}: ProcessEnd): Ended {
		// Instead of a shell, a login can give a word of its own.
		const said = this.#answers.rest('err').trim() || (this.#wasReady ? '' : this.#answers.rest('out').trim());
		const complaint = said || (originalMessage ?? '');
		const [head] = this.#waiting;
		if (this.#wasReady) this.#ranLast = head?.command;
		this.#state = 'over';
		clearTimeout(this.#guard);
		this.#greet(undefined);
		for (const {settle} of this.#waiting) settle(undefined);
		this.#waiting = [];
		const fault = this.#fault;
		return fault === undefined ? {exitCode, complaint: complaint.slice(-4000)} : {exitCode, complaint: '', fault};
	}
}

const noAnswer = (seconds: number): Words => ({
	en: `no shell answered within ${seconds} s`,
	zh: `${seconds} 秒内没有 shell 应答`,
});

const endless: Words = {
	en: 'it printed without an end before a shell answered',
	zh: '在 shell 应答之前不停输出',
};
