import type {Contradiction, Remedy, ResultCause} from '../engine/result.ts';
import type {Block} from './document.ts';

const certainties = {proven: 'Proven', likely: 'Likely', possible: 'Possible, not shown'} as const;

/** A cause: what it is, what shows it, what can be done. */
export const causeBlocks = (
	{summary, certainty, severity, code, step, evidence, remedies, suppressed}: ResultCause,
	{number, of}: {readonly number: number; readonly of: number},
): readonly Block[] => {
	const risk = severity === 'risk' ? '; a risk: it passes now, and breaks later or under load' : '';
	return [
		{
			is: 'heading',
			text: of === 1 ? summary : `${number}. ${summary}`,
			sign: suppressed !== undefined ? 'skipped' : severity === 'risk' || certainty === 'possible' ? 'risk' : 'problem',
		},
		{is: 'text', text: `${certainties[certainty]}${risk}. Code ${code}, found in step ${step}.`, tone: 'quiet'},
		...(suppressed === undefined
			? []
			: [{is: 'text', text: `Suppressed until ${suppressed.until}: ${suppressed.reason}`} as const]),
		...evidence.flatMap(({command, excerpt}): readonly Block[] => [
			{is: 'text', text: 'Seen with:'},
			{is: 'command', text: command},
			...(excerpt.trim() === '' ? [] : [{is: 'output', text: excerpt} as const]),
		]),
		...remedies.flatMap(remedyBlocks),
	];
};

const remedyBlocks = ({summary, command, undo, keep, risk}: Remedy, index: number): readonly Block[] => [
	{is: 'text', text: `${index === 0 ? 'To mend it' : 'Or'} (${risk} risk): ${summary}`},
	...(command === undefined ? [] : [{is: 'command', text: command} as const]),
	...underWords('To take that back:', undo),
	...underWords('To keep it over a reboot, once it helps:', keep?.command),
];

const underWords = (words: string, command: string | undefined): readonly Block[] =>
	command === undefined
		? []
		: [
				{is: 'text', text: words, tone: 'quiet'},
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
