import type {Readable} from 'node:stream';
import {execa} from 'execa';
import {type Gate, passGate} from './gate.ts';

/** How a shell's program ended: its status, where it had one, and why it could not be started at all. */
export type ProcessEnd = {readonly exitCode?: number | undefined; readonly originalMessage?: string | undefined};

/** What a shell's program tells while it lives. */
export type ProcessListener = {
	/** It is a shell now: nothing stands before it. */
	readonly open: () => void;
	readonly printed: (stream: 'out' | 'err', chunk: Buffer) => void;
};

/** What was printed before the end is read for that long; something left behind can hold the pipe for ever. */
const drainMs = 300;

/** The program at whose end a shell is (`ssh host sh`, `sudo sh`). */
export class ShellProcess {
	/** Settles when it has ended or was let go. */
	readonly ended: Promise<ProcessEnd>;
	readonly #child;
	#letGo: (end: ProcessEnd) => void = () => {};

	constructor([file, ...args]: readonly [string, ...string[]], gate: Gate | undefined, listener: ProcessListener) {
		const child = execa(file, args, {
			reject: false,
			stdin: 'pipe',
			buffer: false,
			// Neither Ctrl+C nor a question for a password reaches it: the terminal belongs to the wizard.
			detached: process.platform !== 'win32',
			windowsHide: true,
			// Nor does a window open for one: a jump host's own ssh isn't told of BatchMode (ssh(1), ENVIRONMENT).
			env: {SSH_ASKPASS_REQUIRE: 'never'},
		});
		this.#child = child;
		child.stdin.on('error', () => {});
		const listen = (stream: Readable, name: 'out' | 'err'): void => {
			stream.on('error', () => {});
			stream.on('data', (chunk: Buffer) => listener.printed(name, chunk));
		};
		listen(child.stdout, 'out');
		listen(child.stderr, 'err');
		const letGo = new Promise<ProcessEnd>(resolve => {
			this.#letGo = resolve;
		});
		child.once('exit', code => {
			setTimeout(() => this.#letGo({exitCode: code ?? undefined}), drainMs);
		});
		this.ended = Promise.race([child, letGo]);
		if (gate === undefined) queueMicrotask(listener.open);
		else passGate(child, gate, {passed: listener.open, refused: () => this.kill()});
	}

	write(words: string): void {
		this.#child.stdin.write(words);
	}

	/** Ends it once it has read what was written. */
	close(): void {
		this.#child.stdin.end();
	}

	/** Ends it at once. A shell of root here isn't this user's to kill: it is let go of, and ends when its input does. */
	kill(): void {
		this.#child.kill('SIGKILL');
		for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy();
		this.#letGo({});
	}
}
