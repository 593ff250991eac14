import type {Readable, Writable} from 'node:stream';
import {execa} from 'execa';
import type {Command, Failure, Observation} from '../../engine/command.ts';
import {defaultTimeoutMs, drawMark, greeting, limitS, notRun, requestLine} from './script.ts';
import {type Part, Splitter} from './splitter.ts';

/** What a shell told of itself when it was greeted. */
export type Greeted = {
	readonly uid: number;
	readonly user: string;
	/** `Linux`, `Darwin`, … as uname says it. */
	readonly system: string;
	readonly release: string;
	/** The program that made it root, when one did. */
	readonly by: 'sudo' | 'doas' | undefined;
	/** Those of the programs that were asked about which are there. */
	readonly programs: ReadonlySet<string>;
};

/** How a channel ended. */
export type Ended = {
	/** The exit status of the program that led to the shell; undefined where a signal ended it. */
	readonly exitCode?: number | undefined;
	/** What it complained of: the end of its standard error output that belongs to no command. */
	readonly complaint: string;
};

export type ChannelOptions = {
	/** Programs that the shell is asked about. */
	readonly programs?: readonly string[];
	/**
	 * A program before the shell that wants a word of its own, such as a password, and says when it is content. The shell
	 * isn't spoken to before that: nothing else may be taken for a second try.
	 */
	readonly gate?: {readonly word: string; readonly content: string};
};

/** A rule set with a million elements has some tens of megabytes; what is longer is no answer. */
const mostOutputBytes = 64 * 1024 * 1024;

/** For how much longer than its limit a command is waited for: the far side ends it by itself, unless it hangs. */
const graceMs = 3000;

/** A command that may take longer than most keeps its shell from others. */
export const isLong = ({timeoutMs = defaultTimeoutMs}: Command): boolean => timeoutMs > defaultTimeoutMs;
const longLoad = 20;

type Request = {
	readonly id: string;
	readonly command: Command;
	readonly done: (observation: Observation) => void;
	/** Set when somebody has given up on it. */
	failure?: Failure;
	out?: Part;
	err?: Part;
};

/**
 * A shell at the end of a program (`ssh host sh`, `sudo sh`) that runs commands one after the other. Several may be
 * waiting: they are sent at once, so that a far shell never waits for the next one.
 */
export class Channel {
	readonly #child: {
		kill: (signal: 'SIGKILL') => boolean;
		readonly stdin: Writable;
		readonly stdout: Readable;
		readonly stderr: Readable;
	};
	readonly #input: Writable;
	readonly #mark = drawMark();
	readonly #streams = {
		out: new Splitter({mark: this.#mark.whole, most: mostOutputBytes}),
		err: new Splitter({mark: this.#mark.whole, most: mostOutputBytes}),
	};
	#waiting: Request[] = [];
	#count = 0;
	#since = performance.now();
	#guard: NodeJS.Timeout | undefined;
	#greet: (greeted: Greeted | undefined) => void = () => {};
	#hello: {out?: Part; err?: Part} = {};
	#letGo: () => void = () => {};
	#isReady = false;
	#isOver = false;
	#wasKilled = false;

	/** Settles when the line to the shell has carried an answer; one without a line is always there. */
	lineAnswers: () => Promise<unknown> = async () => {};

	/** What the shell told of itself; undefined when the channel ended before that. */
	readonly greeted: Promise<Greeted | undefined>;
	/** Settles when the channel has ended, for whatever reason. Commands that had not run then are left to `leftover`. */
	readonly ended: Promise<Ended>;

	constructor([file, ...args]: readonly [string, ...string[]], {programs = [], gate}: ChannelOptions = {}) {
		this.greeted = new Promise(resolve => {
			this.#greet = resolve;
		});
		const child = execa(file, args, {
			reject: false,
			stdin: 'pipe',
			buffer: false,
			// Neither Ctrl+C nor a question for a password reaches it: the terminal belongs to the wizard.
			detached: process.platform !== 'win32',
			windowsHide: true,
		});
		this.#child = child;
		this.#input = child.stdin;
		child.stdin.on('error', () => {});
		this.#listen(child.stdout, 'out');
		this.#listen(child.stderr, 'err');
		const letGo = new Promise<{exitCode?: number; originalMessage?: string}>(resolve => {
			this.#letGo = () => resolve({});
		});
		this.ended = Promise.race([child, letGo]).then(({exitCode, originalMessage}) =>
			this.#end(exitCode, originalMessage),
		);
		const greet = (): boolean => child.stdin.write(greeting(this.#mark, programs));
		if (gate === undefined) greet();
		else passGate(child, {...gate, passed: greet, refused: () => this.kill()});
	}

	/** How many commands wait for their turn, and the one that runs; one that may take long counts for many. */
	get load(): number {
		return this.#waiting.reduce((sum, {command}) => sum + (isLong(command) ? longLoad : 1), 0);
	}

	/** Whether the shell has answered. */
	get isReady(): boolean {
		return this.#isReady;
	}

	get isOver(): boolean {
		return this.#isOver;
	}

	/** Whether it was ended here, and not by the far side or the line. */
	get wasKilled(): boolean {
		return this.#wasKilled;
	}

	/** Runs a command when its turn comes. Rejects never; undefined when the channel ended before the command did. */
	run(command: Command, signal?: AbortSignal): Promise<Observation | undefined> {
		if (this.#isOver) return Promise.resolve(undefined);
		this.#count++;
		const id = `c${this.#count}`;
		return new Promise(resolve => {
			const giveUp = (): void => this.#giveUp(request, 'cancelled');
			const request: Request = {
				id,
				command,
				done: observation => {
					signal?.removeEventListener('abort', giveUp);
					resolve(observation);
				},
			};
			this.#waiting.push(request);
			if (this.#waiting.length === 1) this.#begin();
			this.#input.write(requestLine(id, command));
			signal?.addEventListener('abort', giveUp);
			if (signal?.aborted === true) giveUp();
			void this.ended.then(() => resolve(undefined));
		});
	}

	/** Ends the shell once it has nothing more to do. */
	close(): void {
		this.#input.end();
	}

	/** Ends it at once. */
	kill(): void {
		this.#wasKilled = true;
		this.#child.kill('SIGKILL');
		// A shell of root here isn't this user's to kill: it is let go of, and ends when its input does.
		for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy();
		this.#letGo();
	}

	#listen(stream: Readable, name: 'out' | 'err'): void {
		stream.on('error', () => {});
		stream.on('data', (chunk: Buffer) => {
			for (const part of this.#streams[name].take(chunk)) this.#take(name, part);
			if (this.#streams[name].isTooMuch) {
				const [head] = this.#waiting;
				if (head !== undefined) this.#giveUp(head, 'too-much-output');
			}
		});
	}

	#take(name: 'out' | 'err', part: Part): void {
		if (part.id === 'hello') {
			this.#hello[name] = part;
			const {out, err} = this.#hello;
			if (!out || !err) return;
			this.#isReady = true;
			this.#begin();
			this.#greet(readGreeting(out.bytes.toString('utf8')));
			return;
		}

		const request = this.#waiting.find(({id}) => id === part.id);
		if (request === undefined) return;
		request[name] = part;
		if (request.out && request.err) this.#finish(request, request.out, request.err);
	}

	#finish(request: Request, out: Part, err: Part): void {
		const now = performance.now();
		const durationMs = Math.round(now - this.#since);
		this.#waiting = this.#waiting.filter(other => other !== request);
		this.#begin();
		const {command} = request;
		const stderr = err.bytes.toString('utf8');
		const failure = request.failure ?? failureOf(out.status, {stderr, durationMs, command});
		request.done(
			failure === undefined
				? {command, stdout: out.bytes.toString('utf8'), stderr, exitCode: out.status, durationMs}
				: {command, stdout: '', stderr, durationMs, failure},
		);
	}

	/** The command at the head begins now, as far as can be told from here; a shell that has to come first takes its time. */
	#begin(): void {
		this.#since = performance.now();
		clearTimeout(this.#guard);
		const [head] = this.#waiting;
		if (head === undefined || !this.#isReady) return;
		this.#guard = setTimeout(() => void this.#doubt(head), limitS(head.command) * 1000 + graceMs);
		this.#guard.unref();
	}

	/** A command that hangs has had its time; one behind a dead line hasn't: its shell will end, and another one runs it. */
	async #doubt(request: Request): Promise<void> {
		await Promise.race([this.lineAnswers(), this.ended]);
		if (!this.#isOver) this.#giveUp(request, 'timeout');
	}

	/** One that runs can only be ended with its shell; what waits behind it is left for another channel. */
	#giveUp(request: Request, failure: Failure): void {
		if (request.failure !== undefined) return;
		request.failure = failure;
		const runs = this.#waiting[0] === request;
		const durationMs = runs ? Math.round(performance.now() - this.#since) : 0;
		request.done({command: request.command, stdout: '', stderr: '', durationMs, failure});
		if (runs) this.kill();
	}

	#end(exitCode: number | undefined, message: string | undefined): Ended {
		this.#isOver = true;
		clearTimeout(this.#guard);
		this.#greet(undefined);
		this.#waiting = [];
		const complaint = this.#streams.err.rest().toString('utf8').trim() || (message ?? '');
		return {exitCode, complaint: complaint.slice(-4000)};
	}
}

/** Hands the word over, and waits for what comes of it. A second question is not answered. */
function passGate(
	{stdin, stdout, stderr}: {readonly stdin: Writable; readonly stdout: Readable; readonly stderr: Readable},
	{
		word,
		content,
		passed,
		refused,
	}: NonNullable<ChannelOptions['gate']> & {readonly passed: () => void; readonly refused: () => void},
): void {
	let heard = '';
	const listen = (chunk: Buffer): void => {
		heard += chunk.toString('latin1');
		if (!heard.includes(content)) return;
		stdout.off('data', listen);
		stderr.off('data', complain);
		passed();
	};
	const complain = (chunk: Buffer): void => {
		if (/try again|incorrect|sorry/i.test(chunk.toString('latin1'))) refused();
	};
	stdout.on('data', listen);
	stderr.on('data', complain);
	stdin.write(`${word}\n`);
}

/** 127 is the shell's word for a program that isn't there, 126 for one that may not be run; a signal's is above 128. */
function failureOf(
	status: number,
	{stderr, durationMs, command}: {readonly stderr: string; readonly durationMs: number; readonly command: Command},
): Failure | undefined {
	if (status === 127 && /not found|No such file|can't execute|cannot execute/i.test(stderr)) return 'not-found';
	if (status === 126) return 'denied';
	if (status === notRun) return 'would-load-module';
	// timeout(1) says 124, or 137 where it ends a command with KILL.
	const isOut = durationMs >= limitS(command) * 1000 - 50;
	return isOut && (status === 124 || status === 137) ? 'timeout' : undefined;
}

/** Reads what the greeting printed; what a login script printed before is passed over. */
export function readGreeting(text: string): Greeted | undefined {
	const [uid = '', user = '', system = '', release = '', word = '', programs = ''] = text
		.replace(/\n$/, '')
		.split('\n')
		.slice(-6);
	if (!/^\d+$/.test(uid)) return undefined;
	const by = word === 'sudo' || word === 'doas' ? word : undefined;
	return {uid: Number(uid), user, system, release, by, programs: new Set(programs.trim().split(' '))};
}
