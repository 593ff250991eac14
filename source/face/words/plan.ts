import {type ChangePlan, makeLines, undoLines} from '../../engine/change.ts';
import {clean} from '../../engine/clean.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** What will be done, word for word: before anything is changed. */
export const planLines = (plan: ChangePlan): readonly Line[] => [
	{text: `${safeLine(plan.title)} (${plan.risk} risk)`, mark: 'item', tone: 'heading'},
	...commandBlock('It does:', makeLines(plan)),
	...(plan.isFinal === true
		? [{text: 'There is nothing of it that could be taken back.', indent: 2} as const]
		: commandBlock('It is taken back by:', undoLines(plan))),
	...(plan.keep === undefined ? [] : commandBlock('Once it helps, this keeps it over a reboot:', [plan.keep.command])),
	...(plan.isFinal === true
		? []
		: [
				{
					text: `First its undo and the state before are written down, here and on the host; then ${plan.unrehearsed === undefined ? 'it is made and taken back once, to see that everything is as before' : `the host is told to take it back (it is not rehearsed: ${plan.unrehearsed})`}. If nobody keeps it, the host takes it back by itself after ${plan.limitS} s.`,
					indent: 2,
				} as const,
			]),
];

/** Commands under a title. */
export const commandBlock = (title: string, lines: readonly string[]): readonly Line[] => [
	{text: title, indent: 2, tone: 'quiet'},
	...lines.map(line => ({text: clean(line), indent: 4, tone: 'command'}) as const),
];
