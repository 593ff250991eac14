import {certaintyNames, riskNames} from '../../engine/code-words.ts';
import type {Evidence} from '../../engine/finding.ts';
import type {Remedy, ResultCause} from '../../engine/result.ts';
import type {StepId} from '../../engine/step.ts';
import {say} from '../../engine/words.ts';
import type {Line} from './line.ts';
import {safeLine, safeRows, safeText} from './safe.ts';

const notShown = {en: 'possible, not shown', zh: '可能，没有证据'};

/** A cause: what it is, what shows it, what can be done about it. */
export const causeLines = (cause: Omit<ResultCause, 'step'>): readonly Line[] => {
	const {suppressed} = cause;
	const risk =
		cause.severity === 'risk'
			? say({en: 'risk: passes now, breaks later or under load; ', zh: '风险：目前通过，以后或负载高时会失败；'})
			: '';
	const certainty = cause.certainty === 'possible' ? notShown : certaintyNames[cause.certainty];
	return [
		{text: safeLine(cause.summary), mark: cause.severity === 'risk' ? 'risk' : 'problem', tone: 'heading'},
		{text: `${risk}${say(certainty)} · ${cause.code}`, indent: 2, tone: 'quiet'},
		...(suppressed === undefined
			? []
			: [
					{
						text: say({
							en: `Suppressed until ${suppressed.until}: ${safeLine(suppressed.reason)}`,
							zh: `已屏蔽至 ${suppressed.until}：${safeLine(suppressed.reason)}`,
						}),
						indent: 2,
						mark: 'skipped',
					} as const,
				]),
		...cause.evidence.slice(0, mostEvidence).flatMap(evidenceLines),
		...cause.remedies.flatMap((remedy, index) => remedyLines(remedy, index)),
		...(cause.remedies.some(({change}) => change !== undefined)
			? [
					{
						text: say({
							en: `slb-wizard can try it, and take it back: slb-wizard fix ${cause.code} --plan, with the options of this check`,
							zh: `slb-wizard 可以尝试，也可以撤销：slb-wizard fix ${cause.code} --plan，并加上本次检查的选项`,
						}),
						indent: 2,
					} as const,
				]
			: []),
	];
};

const mostEvidence = 3;
const mostRows = 6;

const evidenceLines = ({command, excerpt}: Evidence): readonly Line[] => {
	const [shown, rows] = [safeLine(command), safeRows(excerpt)];
	const left = rows.length - mostRows;
	return [
		{text: say({en: `Seen with: ${shown}`, zh: `由此命令看到：${shown}`}), indent: 2},
		...rows.slice(0, mostRows).map(row => ({text: row, indent: 4, tone: 'output'}) as const),
		...(left > 0 ? [{text: moreRows(left), indent: 4, tone: 'quiet'} as const] : []),
	];
};

/** That rows are left out. */
export const moreRows = (count: number): string => say({en: `… ${count} more`, zh: `… 还有 ${count} 行`});

const remedyLines = ({summary, command, undo, keep, risk}: Remedy, index: number): readonly Line[] => [
	{
		text: say({
			en: `${index === 0 ? 'To mend it' : 'Or'} (${riskNames[risk].en}): ${safeLine(summary)}`,
			zh: `${index === 0 ? '修复方法' : '或者'}（${riskNames[risk].zh}）：${safeLine(summary)}`,
		}),
		indent: 2,
	},
	...(command === undefined ? [] : [{text: safeText(command), indent: 4, tone: 'command'} as const]),
	...(undo === undefined
		? []
		: [
				{text: say({en: 'To take that back:', zh: '撤销方法：'}), indent: 4, tone: 'quiet'} as const,
				{text: safeText(undo), indent: 4, tone: 'command'} as const,
			]),
	...(keep === undefined
		? []
		: [
				{
					text: say({en: 'To keep it over a reboot, once it helps:', zh: '确认有效后，使其在重启后仍然有效：'}),
					indent: 4,
					tone: 'quiet',
				} as const,
				{text: safeText(keep.command), indent: 4, tone: 'command'} as const,
			]),
];

/** A cause that another step has already told, with what can be done about it. */
export const knownCauseLines = ({summary, severity}: Omit<ResultCause, 'step'>, step: StepId): readonly Line[] => [
	{text: safeLine(summary), mark: severity === 'risk' ? 'risk' : 'problem', tone: 'heading'},
	{text: say({en: `the same as in step ${step}`, zh: `与步骤 ${step} 中的相同`}), indent: 2, tone: 'quiet'},
];
