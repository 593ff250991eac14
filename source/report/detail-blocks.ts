import type {Conclusion} from '../engine/event.ts';
import type {ResultStep, StepStatus} from '../engine/result.ts';
import {say, type Words} from '../engine/words.ts';
import {duration} from '../face/words/duration.ts';
import type {Block, ListItem} from './document.ts';
import type {MadeChange} from './made-change.ts';
import type {Moment} from './moment.ts';
import {timeIn} from './time.ts';
import {reasonSaid, stepTitle} from './titles.ts';

/** What was not checked and why, with the command that would tell. Steps with the same reason share a row. */
export const notCheckedItems = ({notChecked}: Conclusion): readonly ListItem[] => {
	const keyOf = ({why, wouldTell}: Conclusion['notChecked'][number]): string => JSON.stringify([why, wouldTell]);
	const byReason = new Map(notChecked.map(each => [keyOf(each), each]));
	return [...byReason].map(([key, {why, wouldTell}]) => {
		const steps = [...new Set(notChecked.filter(each => keyOf(each) === key).map(({step}) => step))];
		const because = reasonSaid(why);
		const text: Words = {en: `${steps.join(', ')}: ${because}`, zh: `${steps.join('、')}：${because}`};
		return wouldTell === undefined
			? {text: say(text), sign: 'unknown'}
			: {
					text: say({en: `${text.en}. This would tell:`, zh: `${text.zh}。以下命令可以判断：`}),
					sign: 'unknown',
					command: wouldTell,
				};
	});
};

/** What was changed on the host and what of it was taken back; said as well when nothing was. */
export const changeBlocks = (changes: readonly MadeChange[], timeZone: string): readonly Block[] =>
	changes.length === 0
		? [{is: 'text', text: say({en: 'Nothing: the run only looked.', zh: '无：本次运行只查看，未做改动。'})}]
		: changes.flatMap(({at, summary, command, undo, state, undoneAt}): readonly Block[] => {
				const isUndone = state === 'undone';
				const [made, undone] = [timeIn(at, timeZone), undoneAt === undefined ? '' : timeIn(undoneAt, timeZone)];
				const words = stateWords[state];
				return [
					{
						is: 'heading',
						text: say({en: `${summary} (${words.en})`, zh: `${summary}（${words.zh}）`}),
						sign: isUndone ? 'skipped' : 'risk',
					},
					{
						is: 'text',
						text: say({
							en: `Made at ${made}${undone === '' ? '' : `, taken back at ${undone}`}.`,
							zh: `执行于 ${made}${undone === '' ? '' : `，撤销于 ${undone}`}。`,
						}),
						tone: 'quiet',
					},
					{is: 'command', text: command},
					...(undo === undefined
						? []
						: [
								{is: 'text', text: say(isUndone ? takenBackWith : toTakeItBack), tone: 'quiet'} as const,
								{is: 'command', text: undo} as const,
							]),
				];
			});

const takenBackWith: Words = {en: 'Taken back with:', zh: '撤销时所用：'};
const toTakeItBack: Words = {en: 'To take it back:', zh: '撤销方法：'};

const stateWords: Readonly<Record<MadeChange['state'], Words>> = {
	'in-force': {en: 'in force', zh: '生效中'},
	'goes-back': {en: 'in force, and goes back by itself', zh: '生效中，会自动撤销'},
	undone: {en: 'taken back', zh: '已撤销'},
};

/** The time line, with the time zone in its head. */
export const timeLineBlocks = (moments: readonly Moment[], timeZone: string): readonly Block[] =>
	moments.length === 0
		? []
		: [
				{
					is: 'table',
					head: [
						say({en: `Time (${timeZone})`, zh: `时间 (${timeZone})`}),
						say({en: 'Step', zh: '步骤'}),
						say({en: 'What happened', zh: '事件'}),
					],
					rows: moments.map(({at, step, what}) => [{text: timeIn(at, timeZone)}, {text: step ?? ''}, {text: what}]),
				},
			];

const statusWords: Readonly<Record<StepStatus, Words>> = {
	ok: {en: 'in order', zh: '正常'},
	problem: {en: 'a problem', zh: '故障'},
	risk: {en: 'a risk', zh: '风险'},
	unknown: {en: 'could not be told', zh: '无法判断'},
	skipped: {en: 'not needed or not checked', zh: '无需检查或未检查'},
};

/** Every step, what it came to, and the commands that it rests on. */
export const stepBlocks = (steps: readonly ResultStep[]): readonly Block[] =>
	steps.flatMap(({id, title, status, reason, commands}): readonly Block[] => [
		{is: 'heading', text: say(stepHeading({id, title, status})), sign: status},
		...(reason === undefined ? [] : [{is: 'text', text: reasonSaid(reason), tone: 'quiet'} as const]),
		...(commands.length === 0
			? []
			: [
					{
						is: 'table',
						head: [
							say({en: 'Command', zh: '命令'}),
							say({en: 'Exit status', zh: '退出码'}),
							say({en: 'Took', zh: '耗时'}),
						],
						rows: commands.map(({command, exitCode, durationMs}) => [
							{text: command, is: 'command'} as const,
							{text: exitCode === null ? say({en: 'none', zh: '无'}) : `${exitCode}`},
							{text: duration(durationMs)},
						]),
					} as const,
				]),
	]);

const stepHeading = ({id, title, status}: Pick<ResultStep, 'id' | 'title' | 'status'>): Words => {
	const [own, came] = [stepTitle({id, title}), statusWords[status]];
	return {en: `${own} (${id}): ${came.en}`, zh: `${own}(${id})：${came.zh}`};
};
