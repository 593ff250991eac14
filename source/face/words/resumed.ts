import type {Resumed, StepReport} from '../../engine/event.ts';
import type {StepStatus} from '../../engine/result.ts';
import type {SessionStep} from '../../engine/session.ts';
import {blank, type Line, type Mark} from './line.ts';
import {safeLine} from './safe.ts';

const marks: Readonly<Record<StepStatus, Mark>> = {
	ok: 'ok',
	problem: 'problem',
	risk: 'risk',
	unknown: 'unknown',
	skipped: 'skipped',
};

/** A moment as people write it, in UTC: "2026-11-22 08:00:00 UTC". */
export const moment = (at: string): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** What is taken over of an earlier session, in short: answers, steps that stand, and steps that are measured anew. */
export const resumedLines = (resumed: Resumed, steps: readonly SessionStep[]): readonly Line[] => {
	const {session, lastAt, answers, kept, again} = resumed;
	const title = (id: string): string => steps.find(({card}) => card.id === id)?.card.title ?? id;
	const steady = (because: string): string =>
		again
			.filter(other => other.because === because)
			.map(({step}) => step)
			.join(', ');
	const sentence = (words: string, ids: string): readonly Line[] =>
		ids === '' ? [] : [{text: `${words}, measured again now: ${ids}.`, indent: 2, mark: 'note'}];
	return [
		blank,
		{text: `Going on with session ${session}, which was left at ${moment(lastAt)}.`, mark: 'note'},
		...answers.map(
			({question, value}) => ({text: `${safeLine(question)} ${safeLine(value)}`, indent: 2, mark: 'item'}) as const,
		),
		...kept.flatMap(({report, at}): readonly Line[] => [
			{
				text: `${safeLine(title(report.step))} ${report.status}, measured at ${moment(at)}`,
				indent: 2,
				mark: marks[report.status],
			},
			...report.causes.map(({summary}) => ({text: safeLine(summary), indent: 4}) as const),
		]),
		...sentence('Too old to stand', steady('old')),
		...sentence('Could not be told then', steady('unknown')),
	];
};

/** What a step that was measured again had come to before, when that was something else. */
export const earlierLines = (earlier: Resumed['again'][number] | undefined, {status}: StepReport): readonly Line[] =>
	earlier === undefined || earlier.status === status
		? []
		: [{text: `It was ${earlier.status} at ${moment(earlier.at)}, and is ${status} now.`, mark: 'note'}];
