import type {Conclusion} from '../engine/event.ts';
import type {ResultStep} from '../engine/result.ts';
import {duration} from '../face/words/duration.ts';
import type {Block, ListItem} from './document.ts';
import type {MadeChange} from './made-change.ts';
import type {Moment} from './moment.ts';
import {timeIn} from './time.ts';

/** What was not checked and why, with the command that would tell. Steps with the same reason share a row. */
export const notCheckedItems = ({notChecked}: Conclusion): readonly ListItem[] => {
	const keyOf = ({why, wouldTell}: Conclusion['notChecked'][number]): string => JSON.stringify([why, wouldTell]);
	const byReason = new Map(notChecked.map(each => [keyOf(each), each]));
	return [...byReason].map(([key, {why, wouldTell}]) => {
		const steps = new Set(notChecked.filter(each => keyOf(each) === key).map(({step}) => step));
		const text = `${[...steps].join(', ')}: ${why}`;
		return wouldTell === undefined
			? {text, sign: 'unknown'}
			: {text: `${text}. This would tell:`, sign: 'unknown', command: wouldTell};
	});
};

/** What was changed on the host and what of it was taken back; said as well when nothing was. */
export const changeBlocks = (changes: readonly MadeChange[], timeZone: string): readonly Block[] =>
	changes.length === 0
		? [{is: 'text', text: 'Nothing: the run only looked.'}]
		: changes.flatMap(({at, summary, command, undo, state, undoneAt}): readonly Block[] => {
				const isUndone = state === 'undone';
				const back = undoneAt === undefined ? '' : `, taken back at ${timeIn(undoneAt, timeZone)}`;
				return [
					{
						is: 'heading',
						text: `${summary} (${stateWords[state]})`,
						sign: isUndone ? 'skipped' : 'risk',
					},
					{is: 'text', text: `Made at ${timeIn(at, timeZone)}${back}.`, tone: 'quiet'},
					{is: 'command', text: command},
					...(undo === undefined
						? []
						: [
								{is: 'text', text: isUndone ? 'Taken back with:' : 'To take it back:', tone: 'quiet'} as const,
								{is: 'command', text: undo} as const,
							]),
				];
			});

const stateWords = {
	'in-force': 'in force',
	'goes-back': 'in force, and goes back by itself',
	undone: 'taken back',
} as const;

/** The time line, with the time zone in its head. */
export const timeLineBlocks = (moments: readonly Moment[], timeZone: string): readonly Block[] =>
	moments.length === 0
		? []
		: [
				{
					is: 'table',
					head: [`Time (${timeZone})`, 'Step', 'What happened'],
					rows: moments.map(({at, step, what}) => [{text: timeIn(at, timeZone)}, {text: step ?? ''}, {text: what}]),
				},
			];

const statusWords = {
	ok: 'in order',
	problem: 'a problem',
	risk: 'a risk',
	unknown: 'could not be told',
	skipped: 'not needed or not checked',
} as const;

/** Every step, what it came to, and the commands that it rests on. */
export const stepBlocks = (steps: readonly ResultStep[]): readonly Block[] =>
	steps.flatMap(({id, title, status, reason, commands}): readonly Block[] => [
		{is: 'heading', text: `${title} (${id}): ${statusWords[status]}`, sign: status},
		...(reason === undefined ? [] : [{is: 'text', text: reason, tone: 'quiet'} as const]),
		...(commands.length === 0
			? []
			: [
					{
						is: 'table',
						head: ['Command', 'Exit status', 'Took'],
						rows: commands.map(({command, exitCode, durationMs}) => [
							{text: command, is: 'command'} as const,
							{text: exitCode === null ? 'none' : `${exitCode}`},
							{text: duration(durationMs)},
						]),
					} as const,
				]),
	]);
