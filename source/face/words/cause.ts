import type {Evidence} from '../../engine/finding.ts';
import type {Remedy, ResultCause} from '../../engine/result.ts';
import type {StepId} from '../../engine/step.ts';
import type {Line} from './line.ts';
import {safeLine, safeRows, safeText} from './safe.ts';

const certainties: Readonly<Record<ResultCause['certainty'], string>> = {
	proven: 'proven',
	likely: 'likely',
	possible: 'possible, not shown',
};

/** A cause: what it is, what shows it, what can be done about it. */
export const causeLines = (cause: Omit<ResultCause, 'step'>): readonly Line[] => {
	const {suppressed} = cause;
	const risk = cause.severity === 'risk' ? 'risk: passes now, breaks later or under load; ' : '';
	return [
		{text: safeLine(cause.summary), mark: cause.severity === 'risk' ? 'risk' : 'problem', tone: 'heading'},
		{text: `${risk}${certainties[cause.certainty]} · ${cause.code}`, indent: 2, tone: 'quiet'},
		...(suppressed === undefined
			? []
			: [
					{
						text: `Suppressed until ${suppressed.until}: ${safeLine(suppressed.reason)}`,
						indent: 2,
						mark: 'skipped',
					} as const,
				]),
		...cause.evidence.slice(0, mostEvidence).flatMap(evidenceLines),
		...cause.remedies.flatMap((remedy, index) => remedyLines(remedy, index)),
		...(cause.remedies.some(({change}) => change !== undefined)
			? [
					{
						text: `slb-wizard can try it, and take it back: slb-wizard fix ${cause.code} --plan, with the options of this check`,
						indent: 2,
					} as const,
				]
			: []),
	];
};

const mostEvidence = 3;
const mostRows = 6;

const evidenceLines = ({command, excerpt}: Evidence): readonly Line[] => {
	const rows = safeRows(excerpt);
	return [
		{text: `Seen with: ${safeLine(command)}`, indent: 2},
		...rows.slice(0, mostRows).map(row => ({text: row, indent: 4, tone: 'output'}) as const),
		...(rows.length > mostRows ? [{text: `… ${rows.length - mostRows} more`, indent: 4, tone: 'quiet'} as const] : []),
	];
};

const remedyLines = ({summary, command, undo, keep, risk}: Remedy, index: number): readonly Line[] => [
	{text: `${index === 0 ? 'To mend it' : 'Or'} (${risk} risk): ${safeLine(summary)}`, indent: 2},
	...(command === undefined ? [] : [{text: safeText(command), indent: 4, tone: 'command'} as const]),
	...(undo === undefined
		? []
		: [
				{text: 'To take that back:', indent: 4, tone: 'quiet'} as const,
				{text: safeText(undo), indent: 4, tone: 'command'} as const,
			]),
	...(keep === undefined
		? []
		: [
				{text: 'To keep it over a reboot, once it helps:', indent: 4, tone: 'quiet'} as const,
				{text: safeText(keep.command), indent: 4, tone: 'command'} as const,
			]),
];

/** A cause that another step has already told, with what can be done about it. */
export const knownCauseLines = ({summary, severity}: Omit<ResultCause, 'step'>, step: StepId): readonly Line[] => [
	{text: safeLine(summary), mark: severity === 'risk' ? 'risk' : 'problem', tone: 'heading'},
	{text: `the same as in step ${step}`, indent: 2, tone: 'quiet'},
];
