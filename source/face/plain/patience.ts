import {commandLine} from '../../engine/command.ts';
import type {Event} from '../../engine/event.ts';
import {say} from '../../engine/words.ts';
import {duration} from '../words/duration.ts';
import type {Line} from '../words/line.ts';
import {safeLine} from '../words/safe.ts';

// A line after a second, then few enough to be read aloud.
const firstMs = 1000;
const nextMs = 10_000;

/** Says what is being waited for, a line at a time, when a command takes longer than a second. */
export class Patience {
	#timers = new Map<number, NodeJS.Timeout>();
	readonly #say: (line: Line) => void;

	constructor(say: (line: Line) => void) {
		this.#say = say;
	}

	show(event: Event): void {
		if (event.type === 'command-started') {
			const what = safeLine(commandLine(event.command));
			this.#wait(event.key, firstMs, 0, waitedMs => {
				const [waited, most] = [duration(waitedMs), duration(event.timeoutMs)];
				const text =
					waitedMs === firstMs
						? {en: `Waiting for ${what} (at most ${most})`, zh: `正在等待 ${what}（最多 ${most}）`}
						: {
								en: `Still waiting after ${waited} for ${what} (at most ${most})`,
								zh: `已等待 ${waited}，仍在等待 ${what}（最多 ${most}）`,
							};
				this.#say({text: say(text), indent: 2});
			});
		} else if (event.type === 'command-ended') {
			clearTimeout(this.#timers.get(event.key));
			this.#timers.delete(event.key);
		}
	}

	close(): void {
		for (const timer of this.#timers.values()) clearTimeout(timer);
		this.#timers.clear();
	}

	#wait(key: number, ms: number, before: number, say: (waitedMs: number) => void): void {
		const timer = setTimeout(() => {
			say(before + ms);
			this.#wait(key, nextMs, before + ms, say);
		}, ms);
		timer.unref();
		this.#timers.set(key, timer);
	}
}
