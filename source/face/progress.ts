import stringWidth from 'string-width';
import {commandLine} from '../engine/command.ts';
import type {Event} from '../engine/event.ts';
import {emptySession, fold, type Session} from '../engine/session.ts';
import {say} from '../engine/words.ts';
import type {Page} from './layout.ts';
import type {Signs} from './signs.ts';
import {duration, inSeconds} from './words/duration.ts';
import {safeLine} from './words/safe.ts';

type Stream = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

// Nobody needs to be told to wait for less than a second.
const patienceMs = 1000;
const tickMs = 250;

/** The one line that `check` shows on a terminal's stderr while something takes longer than a second. */
export class Progress {
	#session: Session = emptySession;
	#timer: NodeJS.Timeout | undefined;
	#isShown = false;
	readonly #stream: Stream;
	readonly #signs: Signs;

	constructor(stream: Stream, signs: Signs) {
		this.#stream = stream;
		this.#signs = signs;
	}

	show(event: Event): void {
		this.#session = fold(this.#session, event, performance.now());
		if (this.#session.running.length === 0) this.#erase();
		if (!this.#stream.isTTY || this.#timer !== undefined) return;
		this.#timer = setInterval(() => this.#draw(), tickMs);
		this.#timer.unref();
	}

	/** A sentence that stays, on its own line. */
	say(sentence: string): void {
		this.#erase();
		this.#stream.write(`slb-wizard: ${this.#signs.words(sentence)}\n`);
	}

	close(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
		this.#erase();
	}

	#draw(): void {
		const words = progressWords(this.#session, performance.now(), {
			columns: (this.#stream.columns || 80) - 1,
			signs: this.#signs,
		});
		if (words === undefined) return;
		this.#stream.write(`\r\u001B[K${words}`);
		this.#isShown = true;
	}

	#erase(): void {
		if (this.#isShown) this.#stream.write('\r\u001B[K');
		this.#isShown = false;
	}
}

/** What is waited for longest, how long, and its limit; in at most so many columns, for a wrapped line can't be erased. */
export const progressWords = (
	{running, steps, current}: Session,
	nowMs: number,
	{columns, signs}: Page,
): string | undefined => {
	const [slowest] = running.toSorted((one, other) => one.sinceMs - other.sinceMs);
	if (slowest === undefined || nowMs - slowest.sinceMs < patienceMs) return undefined;
	const number = steps.findIndex(({card}) => card.id === current) + 1;
	const where =
		number === 0 ? '' : say({en: `step ${number} of ${steps.length}: `, zh: `步骤 ${number}/${steps.length}：`});
	const [waited, most] = [inSeconds(Math.floor((nowMs - slowest.sinceMs) / 1000)), duration(slowest.timeoutMs)];
	const time = say({en: ` ${waited}, at most ${most}`, zh: ` ${waited}，最多 ${most}`});
	return `${cut(signs.words(`${where}${safeLine(commandLine(slowest.command))}`), columns - stringWidth(time), signs)}${time}`;
};

const cut = (words: string, columns: number, signs: Signs): string => {
	const rest = signs.words('…');
	let kept = '';
	for (const character of words) {
		if (stringWidth(kept + character) > columns - stringWidth(rest)) return `${kept}${rest}`;
		kept += character;
	}

	return kept;
};
