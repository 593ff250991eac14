import type {Result} from '../../source/engine/result.ts';

/** The folder of recordings that are kept: one folder each, with what was found when it was made. */
export const recordings = new URL('./', import.meta.url);

/** A folder's name for a scenario's: its words, joined. */
export const folderNameOf = (scenario: string): string =>
	scenario
		.toLowerCase()
		.replace(/[^a-z\d]+/g, '-')
		.replace(/^-|-$/g, '');

/** What a recording has to come to again. */
export const expectation = ({verdict, causes, steps}: Pick<Result, 'verdict' | 'causes' | 'steps'>) => ({
	verdict,
	causes: causes.map(({code, certainty, severity, step}) => ({code, certainty, severity, step})),
	steps: Object.fromEntries(steps.map(({id, status}) => [id, status])),
});
