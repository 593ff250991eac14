import type {Twin} from '../compare/twin.ts';
import {clean} from '../engine/clean.ts';
import type {Conclusion} from '../engine/event.ts';
import {maskValue} from '../engine/mask.ts';
import {isReason, notChecked, notLooked} from '../engine/not-looked.ts';
import type {Result} from '../engine/result.ts';
import {say} from '../engine/words.ts';
import type {MadeChange} from './made-change.ts';
import type {Moment} from './moment.ts';

/**
 * Everything that a report tells, before it is written in any form. No text in it holds secrets or controls.
 *
 * What the report itself writes, also what can be told by a code (a cause’s heading, a step’s title, why a step was not
 * reached, the verdict, when the load balancer will show it), is in the language that is spoken. The other texts of a
 * result or a session stay in the language in which they were made: they are sentences with a host’s values in them, and
 * nothing else is kept of them.
 */
export type Report = {
	readonly conclusion: Conclusion;
	readonly changes: readonly MadeChange[];
	readonly timeLine: readonly Moment[];
	/** A host beside it that should be the same. */
	readonly twin?: Twin | undefined;
	/** The time zone that times are told in, by its name in the tz database: `Asia/Shanghai`. */
	readonly timeZone: string;
};

/** Makes a report: puts its parts together, and cleans each text once more, wherever it is from. */
export const makeReport = ({
	conclusion,
	changes = [],
	timeLine = [],
	twin,
	timeZone,
}: {
	readonly conclusion: Conclusion;
	readonly changes?: readonly MadeChange[];
	readonly timeLine?: readonly Moment[];
	readonly twin?: Twin | undefined;
	readonly timeZone: string;
}): Report => safeCopy({conclusion, changes, timeLine, twin, timeZone});

const safeCopy = (report: Report): Report =>
	JSON.parse(
		JSON.stringify(report, (key, value: unknown) => {
			// How a change would be made stays inside.
			if (key === 'change') return undefined;
			return typeof value === 'string' ? maskValue(key, clean(value)) : value;
		}),
	);

/** A result that was written before as the conclusion of its run, as far as it can be told from it. */
export const conclusionOf = (result: Result, words: Pick<Conclusion, 'timing' | 'repeat'>): Conclusion => ({
	result,
	ruledOut: [...new Set(result.steps.flatMap(({status, says = []}) => (status === 'ok' ? says : [])))],
	notChecked: result.steps.flatMap(({id, status, reason}) =>
		status === 'unknown' || (status === 'skipped' && Object.values(notLooked).some(words => isReason(reason, words)))
			? [{step: id, why: reason ?? say(notChecked)}]
			: [],
	),
	...words,
	interrupted: result.steps.some(
		({status, reason}) =>
			status === 'skipped' && [notLooked.notReached, notLooked.lost].some(words => isReason(reason, words)),
	),
});
