import type {Answer, Conclusion, Event, Question} from '../../engine/event.ts';
import type {Line} from '../words/line.ts';
import type {Key} from './keys.ts';
import {askQuestion, openScreen, pressKey, type Screen, showEvent, withLines} from './screen.ts';

/** What React reads: the screen, the time, and a number that changes when the terminal's size does. */
export type Snapshot = {readonly screen: Screen; readonly nowMs: number};

// Each time the whole live part is written: often enough for a spinner, and little for a slow line.
const tickMs = 250;

/**
 * The state of the Ink face. It lives outside React, so that a key is judged against the present state and never
 * against what was drawn last: several keys of one read each find what the one before them did.
 */
export class Store {
	#snapshot: Snapshot;
	#listeners = new Set<() => void>();
	#keys: Key[] = [];
	#resolve: ((answer: Answer) => void) | undefined;
	#timer: NodeJS.Timeout | undefined;
	readonly #interrupt: () => void;
	readonly #copy: (conclusion: Conclusion) => Line;

	/** `copy` puts what a run came to on the clipboard, and returns what is to be said of it. */
	constructor({
		intro,
		onInterrupt,
		copy,
	}: {
		readonly intro: readonly Line[];
		readonly onInterrupt: () => void;
		readonly copy: (conclusion: Conclusion) => Line;
	}) {
		this.#snapshot = {screen: openScreen(intro), nowMs: performance.now()};
		this.#interrupt = onInterrupt;
		this.#copy = copy;
		this.#keepTime();
	}

	readonly snapshot = (): Snapshot => this.#snapshot;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Draws again with the same state: the terminal's size has changed. */
	readonly redraw = (): void => this.#set({...this.#snapshot.screen});

	show(event: Event): void {
		this.#set(showEvent(this.#snapshot.screen, event, performance.now()));
	}

	ask(question: Question): Promise<Answer> {
		// Ctrl+C while the host was looked at, before anything was asked: there is no walk yet that could end.
		const {stops, transcript} = this.#snapshot.screen;
		if (stops > 0 && transcript.session.target === undefined) return Promise.resolve({do: 'quit'});
		// Nothing that was typed ahead decides over a change.
		if (question.ask === 'confirm' || question.ask === 'keep') this.#keys = [];
		return new Promise(resolve => {
			this.#resolve = resolve;
			this.#set(askQuestion(this.#snapshot.screen, question, performance.now()));
			if (question.ask === 'keep') this.#answerIn(question.leftMs, resolve);
			this.#spendKeys();
		});
	}

	/**
	 * Takes the keys of one read. What is typed ahead counts for the next question; while a step's commands run only
	 * Ctrl+C counts, so that nobody's impatience answers a question that isn't there yet.
	 */
	press(keys: readonly Key[]): void {
		const {prompt, transcript} = this.#snapshot.screen;
		const {session} = transcript;
		if (prompt === undefined && keys.some(key => key.is === 'interrupt')) {
			this.#stop();
			return;
		}

		if (prompt === undefined && session.running.length > 0) return;
		// An Enter that comes in one read with other keys was pasted, or typed before the question was seen.
		const isHasty = prompt?.is === 'confirm' && keys.length > 1;
		this.#keys.push(...(isHasty ? keys.filter(({is}) => is !== 'enter') : keys));
		this.#spendKeys();
	}

	/** Answers what is asked with "quit", and everything that is asked from now on. */
	end(): void {
		this.#keys = [];
		const resolve = this.#resolve;
		this.#resolve = undefined;
		resolve?.({do: 'quit'});
	}

	/** Shows nothing live while the terminal is lent. */
	rest(): void {
		this.#set({...this.#snapshot.screen, state: 'resting'});
	}

	/** Goes on after the terminal was lent; how much of the history has been printed. */
	wake(): number {
		const {screen} = this.#snapshot;
		this.#keys = [];
		this.#set({...screen, state: 'open'});
		return screen.history.length;
	}

	/** Leaves only what is over on the screen. */
	close(): void {
		const {prompt: _prompt, ...screen} = this.#snapshot.screen;
		this.#set({...screen, state: 'closed'});
	}

	#spendKeys(): void {
		while (this.#resolve !== undefined) {
			const key = this.#keys.shift();
			if (key === undefined) return;
			const {screen, answer, copy} = pressKey(this.#snapshot.screen, key);
			const {conclusion} = screen.transcript.session;
			this.#set(copy && conclusion !== undefined ? withLines(screen, [this.#copy(conclusion)]) : screen);
			if (answer === undefined) continue;
			const resolve = this.#resolve;
			this.#resolve = undefined;
			resolve(answer);
		}
	}

	/** Nobody decided in time: the host has decided by itself. */
	#answerIn(leftMs: number, resolve: (answer: Answer) => void): void {
		const timer = setTimeout(() => {
			if (this.#resolve !== resolve) return;
			this.#resolve = undefined;
			const {prompt: _prompt, ...screen} = this.#snapshot.screen;
			this.#set(screen);
			resolve({do: 'put-back'});
		}, leftMs);
		timer.unref();
	}

	#stop(): void {
		const {screen} = this.#snapshot;
		this.#keys = [];
		this.#set({...screen, stops: screen.stops + 1});
		this.#interrupt();
	}

	#set(screen: Screen): void {
		this.#snapshot = {screen, nowMs: performance.now()};
		this.#keepTime();
		for (const listener of this.#listeners) listener();
	}

	/** Lets time pass only while something is waited for: an idle wizard sends nothing to a slow terminal. */
	#keepTime(): void {
		const {prompt, state} = this.#snapshot.screen;
		const isBusy = (prompt === undefined || prompt.is === 'keep') && state === 'open';
		if (isBusy && this.#timer === undefined) {
			this.#timer = setInterval(() => this.redraw(), tickMs);
			this.#timer.unref();
		} else if (!isBusy) {
			clearInterval(this.#timer);
			this.#timer = undefined;
		}
	}
}
