import type {Conclusion} from '../../engine/event.ts';
import type {Latency} from '../../engine/exhibit.ts';
import {pathAtEnd} from '../../engine/path.ts';
import type {ResultCause, Verdict} from '../../engine/result.ts';
import {say, type Words} from '../../engine/words.ts';
import {causeLines} from './cause.ts';
import {duration} from './duration.ts';
import {inRow} from './in-row.ts';
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
			say({en: 'Both are right, they measure different things', zh: '两者都对，只是测量的东西不同'}),
			(result.contradictions ?? []).flatMap(({summary, evidence}) => contradictionLines(summary, evidence)),
		),
		...section(
			say({en: 'Ruled out', zh: '已排除'}),
			ruledOut.map(words => ({text: safeLine(words), mark: 'ok'})),
		),
		...section(say({en: 'Not checked', zh: '未检查'}), notCheckedLines(notChecked)),
		// Where nothing is to be mended there is nothing to wait for.
		...section(
			say({en: 'When the load balancer will show it', zh: '负载均衡何时显示变化'}),
			result.causes.length === 0 && result.verdict === 'healthy'
				? []
				: timing.map(words => ({text: safeLine(words), mark: 'item'})),
		),
		...section(say({en: 'The same run again, without questions', zh: '不提问，再运行一次'}), [
			{text: safeLine(repeat), indent: 2, tone: 'command'},
		]),
	];
};

const latencyOf = ({exhibits = []}: Conclusion): Latency | undefined =>
	exhibits.find(exhibit => exhibit.is === 'latency');

/** What is suppressed still shows; whether anything else is wrong, and what counts again. */
export const suppressedLines = ({counts, expired = []}: Conclusion): readonly Line[] => [
	...(counts === undefined ? [] : [{text: say(countsWords[counts]), indent: 2, mark: 'skipped'} as const]),
	...expired.map(
		({code, until}) =>
			({
				text: say({
					en: `The suppression of ${code} ended on ${until}: it counts again.`,
					zh: `对 ${code} 的屏蔽已于 ${until} 到期：它重新计入。`,
				}),
				indent: 2,
				mark: 'note',
			}) as const,
	),
];

const countsWords: Readonly<Record<Verdict, Words>> = {
	healthy: {
		en: 'Nothing else is wrong than what is suppressed: the exit status is 0.',
		zh: '除已屏蔽的以外没有其他问题：退出码为 0。',
	},
	unhealthy: {
		en: 'What is suppressed doesn’t count, but there is more.',
		zh: '已屏蔽的不计入，但还有其他问题。',
	},
	unknown: {
		en: 'Without what is suppressed, what could be seen is not enough for a verdict.',
		zh: '不计已屏蔽的，看到的信息不足以得出结论。',
	},
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
		const names = inRow([...new Set(steps)]);
		return [
			{text: say({en: `${names}: ${safeLine(why)}`, zh: `${names}：${safeLine(why)}`}), mark: 'unknown'},
			...command,
		];
	});
};

type Reason = Conclusion['notChecked'][number];

/** The verdict in one line, with its mark. */
export const verdictLine = ({result, interrupted}: Conclusion): Line => {
	const [mark, words] = verdictWords(result.verdict, result.causes);
	const stopped = {en: ' The run was stopped before its end.', zh: '运行在结束前被中止。'};
	return {text: `${say(words)}${interrupted ? say(stopped) : ''}`, mark, tone: 'heading'};
};

const verdictWords = (
	verdict: Conclusion['result']['verdict'],
	causes: readonly ResultCause[],
): readonly [Mark, Words] => {
	const risks = causes.filter(({severity}) => severity === 'risk').length;
	switch (verdict) {
		case 'unhealthy':
			return [
				'problem',
				{en: 'Unhealthy: the health check fails, or will fail.', zh: '异常：健康检查失败，或将会失败。'},
			];
		case 'healthy':
			if (risks === 0) return ['ok', {en: 'Healthy: the health check passes.', zh: '正常：健康检查通过。'}];
			return [
				'risk',
				{
					en: `Healthy, at risk: the health check passes now; ${risks === 1 ? 'one thing' : `${risks} things`} can break it.`,
					zh: `正常，但有风险：健康检查目前通过；有 ${risks} 处问题可能使其失败。`,
				},
			];
		case 'unknown':
			return [
				'unknown',
				{
					en: 'Unknown: what could be seen is not enough for a verdict.',
					zh: '无法判断：看到的信息不足以得出结论。',
				},
			];
	}
};

/** A step that doesn't apply isn't needed; one that was skipped or could not look isn't checked. */
const stepCount = ({result, notChecked}: Conclusion): string => {
	const {steps} = result;
	const checked = steps.filter(({status}) => status !== 'skipped' && status !== 'unknown').length;
	const needless = steps.filter(({id, status}) => status === 'skipped' && notChecked.every(({step}) => step !== id));
	const [left, took] = [needless.length, duration(result.durationMs)];
	return say({
		en: `${checked} of ${steps.length} steps checked${left === 0 ? '' : `, ${left} not needed`}, in ${took}.`,
		zh: `共 ${steps.length} 步，已检查 ${checked} 步${left === 0 ? '' : `，${left} 步不需要`}，用时 ${took}。`,
	});
};

const causeHeading = (causes: readonly ResultCause[], cause: ResultCause, index: number): Line => {
	const name = causeName(cause);
	const [number, of] = [index + 1, causes.length];
	const text = say({
		en: `${name.en}${of === 1 ? '' : ` ${number} of ${of}`} · found in step ${cause.step}`,
		zh: `${name.zh}${of === 1 ? '' : ` ${number}/${of}`} · 见于步骤 ${cause.step}`,
	});
	return {text, tone: 'quiet'};
};

const causeName = ({certainty, severity}: ResultCause): Words => {
	if (certainty === 'possible') return {en: 'Possible cause', zh: '可能的原因'};
	return severity === 'risk' ? {en: 'Risk', zh: '风险'} : {en: 'Cause', zh: '原因'};
};

const section = (title: string, lines: readonly Line[]): readonly Line[] =>
	lines.length === 0 ? [] : [blank, {text: title, tone: 'heading'}, ...indented(lines, lines[0]?.indent === 2 ? 0 : 2)];
