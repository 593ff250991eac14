import {statusNames} from '../../engine/code-words.ts';
import type {Resumed} from '../../engine/event.ts';
import type {StepStatus} from '../../engine/result.ts';
import type {SessionStep} from '../../engine/session.ts';
import type {StepReport} from '../../engine/step-report.ts';
import {say, type Words} from '../../engine/words.ts';
import {inRow} from './in-row.ts';
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
		inRow(again.filter(other => other.because === because).map(({step}) => step));
	const [old, untold] = [steady('old'), steady('unknown')];
	const sentence = (words: Words): Line => ({text: say(words), indent: 2, mark: 'note'});
	return [
		blank,
		{
			text: say({
				en: `Going on with session ${session}, which was left at ${moment(lastAt)}.`,
				zh: `继续会话 ${session}，它停在 ${moment(lastAt)}。`,
			}),
			mark: 'note',
		},
		...answers.map(
			({question, value}) => ({text: `${safeLine(question)} ${safeLine(value)}`, indent: 2, mark: 'item'}) as const,
		),
		...kept.flatMap(({report, at}): readonly Line[] => [
			{
				text: say(measured(safeLine(title(report.step)), report.status, moment(at))),
				indent: 2,
				mark: marks[report.status],
			},
			...report.causes.map(({summary}) => ({text: safeLine(summary), indent: 4}) as const),
		]),
		...(old === ''
			? []
			: [
					sentence({
						en: `Too old to stand, measured again now: ${old}.`,
						zh: `结果太旧，现在重新测量：${old}。`,
					}),
				]),
		...(untold === ''
			? []
			: [
					sentence({
						en: `Could not be told then, measured again now: ${untold}.`,
						zh: `当时无法判断，现在重新测量：${untold}。`,
					}),
				]),
	];
};

const measured = (title: string, status: StepStatus, at: string): Words => ({
	en: `${title} ${statusNames[status].en}, measured at ${at}`,
	zh: `${title}${statusNames[status].zh}，测于 ${at}`,
});

/** What a step that was measured again had come to before, when that was something else. */
export const earlierLines = (earlier: Resumed['again'][number] | undefined, {status}: StepReport): readonly Line[] => {
	if (earlier === undefined || earlier.status === status) return [];
	const [was, is, at] = [statusNames[earlier.status], statusNames[status], moment(earlier.at)];
	const text = say({
		en: `It was ${was.en} at ${at}, and is ${is.en} now.`,
		zh: `${at} 时为${was.zh}，现在为${is.zh}。`,
	});
	return [{text, mark: 'note'}];
};
