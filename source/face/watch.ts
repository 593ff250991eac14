import type {WatchEvent} from '../watch/event.ts';
import {eventJson} from './json.ts';
import {type Signs, spoken} from './signs.ts';
import {text} from './text.ts';
import {watchLines} from './words/watch.ts';

/** A reader of a watch. It only shows: what a person does ends the watch, and nothing else. */
export type WatchFace = {
	readonly show: (event: WatchEvent) => void;
	readonly close: () => Promise<void>;
};

type Stdout = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

/** One JSON line for each event. */
export const openJsonWatch = (stdout: Stdout): WatchFace => ({
	show: event => stdout.write(eventJson(event)),
	close: async () => {},
});

/** A line for each probe and each change, without any movement of the cursor; the marks are words. */
export const openPlainWatch = (stdout: Stdout, signs: Signs): WatchFace => ({
	show: event => {
		// Rows of a pipe are not broken: a program may look for words in them.
		const columns = stdout.isTTY ? stdout.columns || 80 : 1000;
		stdout.write(text(watchLines(event), {columns, signs: spoken(signs)}));
	},
	close: async () => {},
});
