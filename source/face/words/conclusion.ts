import type {Conclusion} from '../../engine/event.ts';
import type {Latency} from '../../engine/exhibit.ts';
import {pathAtEnd} from '../../engine/path.ts';
import type {ResultCause, Verdict} from '../../engine/result.ts';
import {causeLines} from './cause.ts';
import {duration} from './duration.ts';
import {latencyLines} from './latency.ts';
import {blank, indented, type Line, type Mark} from './line.ts';
import {pathLines} from './path.ts';
import {safeLine} from './safe.ts';
import {contradictionLines} from './step.ts';
import {targetSentence} from './target.ts';

/** The end of a run: the verdict, the causes and their remedies, and what the verdict rests on. */
export const conclusionLines = (conclusion: Conclusion): readonly Line[] => {
	const {result, ruledOut, notChecked, timing, repeat} = conclusion;
	return [
		verdictLine(conclusion),
		{text: targetSentence(result.target), indent: 2, tone: 'quiet'},
		{text: stepCount(conclusion), indent: 2, tone: 'quiet'},
		...indented([...pathLines(pathAtEnd(conclusion)), ...latencyLines(latencyOf(conclusion))], 2),
		...suppressedLines(conclusion),
		...result.causes.flatMap((cause, index) => [
			blank,
			causeHeading(result.causes, cause, index),
			...causeLines(cause),
		]),
		...section(
			'Both are right, they measure different things',
			(result.contradictions ?? []).flatMap(({summary, evidence}) => contradictionLines(summary, evidence)),
		),
		...section(
			'Ruled out',
			ruledOut.map(words => ({text: safeLine(words), mark: 'ok'})),
		),
		...section('Not checked', notCheckedLines(notChecked)),
		// Where nothing is to be mended there is nothing to wait for.
		...section(
			'When the load balancer will show it',
			result.causes.length === 0 && result.verdict === 'healthy'
				? []
				: timing.map(words => ({text: safeLine(words), mark: 'item'})),
		),
		...section('The same run again, without questions', [{text: safeLine(repeat), indent: 2, tone: 'command'}]),
	];
};

const latencyOf = ({exhibits = []}: Conclusion): Latency | undefined =>
	exhibits.find(exhibit => exhibit.is === 'latency');

/** What is suppressed still shows; whether anything else is wrong, and what counts again. */
export const suppressedLines = ({counts, expired = []}: Conclusion): readonly Line[] => [
	...(counts === undefined ? [] : [{text: countsWords[counts], indent: 2, mark: 'skipped'} as const]),
	...expired.map(
		({code, until}) =>
			({text: `The suppression of ${code} ended on ${until}: it counts again.`, indent: 2, mark: 'note'}) as const,
	),
];

const countsWords: Readonly<Record<Verdict, string>> = {
	healthy: 'Nothing else is wrong than what is suppressed: the exit status is 0.',
	unhealthy: 'What is suppressed doesn’t count, but there is more.',
	unknown: 'Without what is suppressed, what could be seen is not enough for a verdict.',
};

/** Steps that weren't checked for the same reason share a line: after a quit there are many. */
const notCheckedLines = (notChecked: Conclusion['notChecked']): readonly Line[] => {
	const sameReason = (one: Reason, other: Reason): boolean =>
		one.why === other.why && one.wouldTell === other.wouldTell;
	const reasons = notChecked.filter(
		(reason, index) => notChecked.findIndex(other => sameReason(reason, other)) === index,
	);
	return reasons.flatMap(reason => {
		const {why, wouldTell} = reason;
		const steps = notChecked.filter(other => sameReason(reason, other)).map(({step}) => step);
		const command: readonly Line[] =
			wouldTell === undefined ? [] : [{text: safeLine(wouldTell), indent: 4, tone: 'command'}];
		return [{text: `${[...new Set(steps)].join(', ')}: ${safeLine(why)}`, mark: 'unknown'}, ...command];
	});
};

type Reason = Conclusion['notChecked'][number];

/** The verdict in one line, with its mark. */
export const verdictLine = ({result, interrupted}: Conclusion): Line => {
	const [mark, words] = verdictWords(result.verdict, result.causes);
	const stopped = interrupted ? ' The run was stopped before its end.' : '';
	return {text: `${words}${stopped}`, mark, tone: 'heading'};
};

const verdictWords = (
	verdict: Conclusion['result']['verdict'],
	causes: readonly ResultCause[],
): readonly [Mark, string] => {
	const risks = causes.filter(({severity}) => severity === 'risk').length;
	switch (verdict) {
		case 'unhealthy':
			return ['problem', 'Unhealthy: the health check fails, or will fail.'];
		case 'healthy':
			if (risks === 0) return ['ok', 'Healthy: the health check passes.'];
			return [
				'risk',
				`Healthy, at risk: the health check passes now; ${risks === 1 ? 'one thing' : `${risks} things`} can break it.`,
			];
		case 'unknown':
			return ['unknown', 'Unknown: what could be seen is not enough for a verdict.'];
	}
};

/** A step that doesn't apply isn't needed; one that was skipped or could not look isn't checked. */
const stepCount = ({result, notChecked}: Conclusion): string => {
	const {steps} = result;
	const checked = steps.filter(({status}) => status !== 'skipped' && status !== 'unknown').length;
	const needless = steps.filter(({id, status}) => status === 'skipped' && notChecked.every(({step}) => step !== id));
	const rest = needless.length === 0 ? '' : `, ${needless.length} not needed`;
	return `${checked} of ${steps.length} steps checked${rest}, in ${duration(result.durationMs)}.`;
};

const causeHeading = (causes: readonly ResultCause[], cause: ResultCause, index: number): Line => {
	const name = cause.certainty === 'possible' ? 'Possible cause' : cause.severity === 'risk' ? 'Risk' : 'Cause';
	const count = causes.length === 1 ? '' : ` ${index + 1} of ${causes.length}`;
	return {text: `${name}${count} · found in step ${cause.step}`, tone: 'quiet'};
};

const section = (title: string, lines: readonly Line[]): readonly Line[] =>
	lines.length === 0 ? [] : [blank, {text: title, tone: 'heading'}, ...indented(lines, lines[0]?.indent === 2 ? 0 : 2)];
