import type {Conclusion, Event, Face} from '../engine/event.ts';
import {eventJson, resultJson} from './json.ts';
import type {Page} from './layout.ts';
import {Progress} from './progress.ts';
import type {Signs} from './signs.ts';
import {type Ink, summary} from './text.ts';
import {newsLine} from './words/host.ts';

export type CheckOptions = {
	readonly form: 'text' | 'json' | 'events';
	readonly stdout: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;
	readonly stderr: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;
	readonly ink: Ink;
	readonly signs: Signs;
	/** What a person is told at the end; undefined: everything. */
	readonly words?: (conclusion: Conclusion) => string;
};

/** The face of `check`: it asks nothing, writes the answer to stdout, and what it waits for to stderr. */
export const openCheckFace = ({form, stdout, stderr, ink, signs, words}: CheckOptions): Face => {
	const progress = new Progress(stderr, signs);
	return {
		show: (event: Event) => {
			progress.show(event);
			if (event.type === 'host-news' && form !== 'events') progress.say(newsLine(event.news).text);
			if (form === 'events') stdout.write(eventJson(event));
			else if (event.type === 'concluded') {
				progress.close();
				const {conclusion} = event;
				if (form === 'json') stdout.write(resultJson(conclusion));
				else stdout.write(words?.(conclusion) ?? summary(conclusion, pageOf(stdout, signs), ink));
			}
		},
		ask: async () => ({do: 'go'}),
		close: async () => progress.close(),
	};
};

/** A pipe has no width: its prose is wrapped for 80 columns, commands stay whole everywhere. */
const pageOf = (stdout: CheckOptions['stdout'], signs: Signs): Page => ({
	columns: (stdout.isTTY && stdout.columns) || 80,
	signs,
});
