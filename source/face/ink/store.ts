import type {Conclusion, Event} from '../../engine/event.ts';
import type {Answer, Question} from '../../engine/question.ts';
import {type Language, speak} from '../../engine/words.ts';
import type {Line} from '../words/line.ts';
import {notCopiedLine} from './clipboard.ts';
import {Haste} from './haste.ts';
import type {Key} from './keys.ts';
import {askQuestion, openScreen, pressKey, type Screen, showEvent, withLines} from './screen.ts';
import {Ticker} from './ticker.ts';

/** What React reads: the screen, the time, and a number that changes when the terminal's size does. */
export type Snapshot = {readonly screen: Screen; readonly nowMs: number};

/**
 * The state of the Ink face. It lives outside React, so that a key is judged against the present state and never
 * against what was drawn last: several keys of one read each find what the one before them did.
 */
export class Store {
	/** The state as it is; what is drawn of it may be up to a tick old. */
	#screen: Screen;
	#snapshot: Snapshot;
	#listeners = new Set<() => void>();
	#keys: Key[] = [];
	#resolve: ((answer: Answer) => void) | undefined;
	readonly #ticker = new Ticker(() => this.redraw());
	readonly #interrupt: () => void;
	readonly #copy: (conclusion: Conclusion) => Promise<Line>;
	readonly #otherLanguage: () => Language | undefined;
	readonly #haste: Haste;

	/** `copy` puts what a run came to on the clipboard, and returns what is to be said of it. */
	constructor({
		intro,
		onInterrupt,
		copy,
		otherLanguage = () => undefined,
		now = () => performance.now(),
	}: {
		readonly intro: readonly Line[];
		readonly onInterrupt: () => void;
		readonly copy: (conclusion: Conclusion) => Promise<Line>;
		/** The language that can be changed to; absent: there is one only. */
		readonly otherLanguage?: () => Language | undefined;
		/** The time of a key, in milliseconds. */
		readonly now?: () => number;
	}) {
		this.#haste = new Haste(now);
		this.#screen = openScreen(intro);
		this.#snapshot = {screen: this.#screen, nowMs: performance.now()};
		this.#interrupt = onInterrupt;
		this.#copy = copy;
		this.#otherLanguage = otherLanguage;
		this.#keepTime();
	}

	readonly snapshot = (): Snapshot => this.#snapshot;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Draws again with the same state: the terminal's size has changed. */
	readonly redraw = (): void => this.#set({...this.#screen});

	show(event: Event): void {
		const screen = showEvent(this.#screen, event, performance.now());
		// Commands begin and end many times a second; which one is waited for longest is drawn with the next tick.
		const isSmall = event.type === 'command-started' || event.type === 'command-ended';
		// Half in one language and half in the other until the question has come again.
		if (isSmall || screen.isAskedAgain) this.#screen = screen;
		else this.#set(screen);
	}

	ask(question: Question): Promise<Answer> {
		// Ctrl+C while the host was looked at, before anything was asked: there is no walk yet that could end.
		const {stops, transcript} = this.#screen;
		if (stops > 0 && transcript.session.target === undefined) return Promise.resolve({do: 'quit'});
		// Nothing that was typed ahead decides over a change.
		if (question.ask === 'confirm' || question.ask === 'keep') this.#keys = [];
		return new Promise(resolve => {
			this.#resolve = resolve;
			this.#set(askQuestion(this.#screen, question, performance.now()));
			if (question.ask === 'keep') this.#answerIn(question.leftMs, resolve);
			this.#spendKeys();
		});
	}

	/**
	 * Takes the keys of one read. A key answers only a question that could be seen when it was typed: what comes while
	 * nothing is asked is lost, but for Ctrl+C, and so is the rest of a burst of keys that gave an answer.
	 */
	press(keys: readonly Key[]): void {
		const {prompt} = this.#screen;
		const isInterrupt = keys.some(key => key.is === 'interrupt');
		if (prompt === undefined && isInterrupt) {
			this.#stop();
			return;
		}

		if (keys.length === 1 && keys[0]?.is === 'language') {
			this.#changeLanguage();
			return;
		}

		if (!isInterrupt && this.#haste.loses(keys, prompt)) return;
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
		this.#set({...this.#screen, state: 'resting'});
	}

	/** Goes on after the terminal was lent; how much of the history has been printed. */
	wake(): number {
		const screen = this.#screen;
		this.#keys = [];
		this.#set({...screen, state: 'open'});
		return screen.history.length;
	}

	/** Leaves only what is over on the screen. */
	close(): void {
		this.#set({...withoutPrompt(this.#screen), state: 'closed'});
	}

	#spendKeys(): void {
		while (this.#resolve !== undefined) {
			const key = this.#keys.shift();
			if (key === undefined) return;
			const {screen, answer, copy} = pressKey(this.#screen, key);
			const {conclusion} = screen.transcript.session;
			this.#set(screen);
			if (copy && conclusion !== undefined) void this.#tellCopied(conclusion);
			if (answer === undefined) continue;
			const resolve = this.#resolve;
			this.#resolve = undefined;
			this.#keys = [];
			this.#haste.answered();
			resolve(answer);
		}
	}

	async #tellCopied(conclusion: Conclusion): Promise<void> {
		const line = await this.#copy(conclusion).catch(notCopiedLine);
		this.#set(withLines(this.#screen, [line]));
	}

	/** What the face says changes at once; a question that the walk has made is asked once more. */
	#changeLanguage(): void {
		const language = this.#otherLanguage();
		const {prompt, isAskedAgain} = this.#screen;
		if (language === undefined || isAskedAgain) return;
		const resolve = this.#resolve;
		if (resolve === undefined || prompt === undefined || prompt.is === 'keep') {
			speak(language);
			this.redraw();
			return;
		}

		this.#resolve = undefined;
		speak(language);
		// What is agreed to by a word is looked up anew, which takes a while.
		if (prompt.is === 'confirm') this.#set(withoutPrompt(this.#screen));
		else this.#screen = {...this.#screen, isAskedAgain: true};
		resolve({do: 'language', language});
	}

	/** Nobody decided in time: the host has decided by itself. */
	#answerIn(leftMs: number, resolve: (answer: Answer) => void): void {
		const timer = setTimeout(() => {
			if (this.#resolve !== resolve) return;
			this.#resolve = undefined;
			this.#set(withoutPrompt(this.#screen));
			resolve({do: 'put-back'});
		}, leftMs);
		timer.unref();
	}

	#stop(): void {
		const screen = this.#screen;
		this.#keys = [];
		this.#set({...screen, stops: screen.stops + 1});
		this.#interrupt();
	}

	#set(screen: Screen): void {
		this.#screen = screen;
		this.#snapshot = {screen, nowMs: performance.now()};
		this.#keepTime();
		for (const listener of this.#listeners) listener();
	}

	#keepTime(): void {
		const {prompt, state} = this.#screen;
		const isCounting = prompt?.is === 'keep';
		if (state !== 'open' || (prompt !== undefined && !isCounting)) this.#ticker.wait('nothing');
		else this.#ticker.wait(isCounting ? 'countdown' : 'work');
	}
}

const withoutPrompt = ({prompt: _prompt, ...screen}: Screen): Screen => screen;
