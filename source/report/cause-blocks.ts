import {riskNames} from '../engine/code-words.ts';
import type {Certainty} from '../engine/finding.ts';
import type {Contradiction, Remedy, ResultCause} from '../engine/result.ts';
import {say, type Words} from '../engine/words.ts';
import type {Block} from './document.ts';
import {causeSentence} from './titles.ts';

const certainties: Readonly<Record<Certainty, Words>> = {
	proven: {en: 'Proven', zh: '已证实'},
	likely: {en: 'Likely', zh: '很可能'},
	possible: {en: 'Possible, not shown', zh: '可能，没有证据'},
};

/** A cause: what it is, what shows it, what can be done. */
export const causeBlocks = (
	cause: ResultCause,
	{number, of}: {readonly number: number; readonly of: number},
): readonly Block[] => {
	const {certainty, severity, evidence, remedies, suppressed} = cause;
	const sentence = causeSentence(cause);
	return [
		{
			is: 'heading',
			text: of === 1 ? sentence : `${number}. ${sentence}`,
			sign: suppressed !== undefined ? 'skipped' : severity === 'risk' || certainty === 'possible' ? 'risk' : 'problem',
		},
		{is: 'text', text: say(aboutCause(cause)), tone: 'quiet'},
		...(suppressed === undefined ? [] : [{is: 'text', text: say(suppressedUntil(suppressed))} as const]),
		...evidence.flatMap(({command, excerpt}): readonly Block[] => [
			{is: 'text', text: say({en: 'Seen with:', zh: '由此命令看到：'})},
			{is: 'command', text: command},
			...(excerpt.trim() === '' ? [] : [{is: 'output', text: excerpt} as const]),
		]),
		...remedies.flatMap(remedyBlocks),
	];
};

const aboutCause = ({certainty, severity, code, step}: ResultCause): Words => {
	const [how, isRisk] = [certainties[certainty], severity === 'risk'];
	return {
		en: `${how.en}${isRisk ? '; a risk: it passes now, and breaks later or under load' : ''}. Code ${code}, found in step ${step}.`,
		zh: `${how.zh}${isRisk ? '；风险：目前通过，以后或负载高时会失败' : ''}。代码 ${code}，在步骤 ${step} 中发现。`,
	};
};

const suppressedUntil = ({until, reason}: NonNullable<ResultCause['suppressed']>): Words => ({
	en: `Suppressed until ${until}: ${reason}`,
	zh: `已屏蔽至 ${until}：${reason}`,
});

const remedyBlocks = ({summary, command, undo, keep, risk}: Remedy, index: number): readonly Block[] => {
	const [first, how] = [index === 0, riskNames[risk]];
	return [
		{
			is: 'text',
			text: say({
				en: `${first ? 'To mend it' : 'Or'} (${how.en}): ${summary}`,
				zh: `${first ? '修复方法' : '或者'}（${how.zh}）：${summary}`,
			}),
		},
		...(command === undefined ? [] : [{is: 'command', text: command} as const]),
		...underWords({en: 'To take that back:', zh: '撤销方法：'}, undo),
		...underWords(
			{en: 'To keep it over a reboot, once it helps:', zh: '确认有效后，使其在重启后仍然有效：'},
			keep?.command,
		),
	];
};

const underWords = (words: Words, command: string | undefined): readonly Block[] =>
	command === undefined
		? []
		: [
				{is: 'text', text: say(words), tone: 'quiet'},
				{is: 'command', text: command},
			];

/** Both results, one under the other, with their commands. */
export const contradictionBlocks = ({summary, evidence}: Contradiction): readonly Block[] => [
	{is: 'text', text: summary},
	...evidence.flatMap(({command, excerpt}): readonly Block[] => [
		{is: 'command', text: command},
		{is: 'output', text: excerpt},
	]),
];
