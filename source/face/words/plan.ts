import {type ChangePlan, makeLines, undoLines} from '../../engine/change.ts';
import {clean} from '../../engine/clean.ts';
import {riskNames} from '../../engine/code-words.ts';
import {say, type Words} from '../../engine/words.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** What will be done, word for word: before anything is changed. */
export const planLines = (plan: ChangePlan): readonly Line[] => [
	{
		text: say({
			en: `${safeLine(plan.title)} (${riskNames[plan.risk].en})`,
			zh: `${safeLine(plan.title)}（${riskNames[plan.risk].zh}）`,
		}),
		mark: 'item',
		tone: 'heading',
	},
	...commandBlock(say({en: 'It does:', zh: '它执行：'}), makeLines(plan)),
	...(plan.isFinal === true
		? [
				{
					text: say({en: 'There is nothing of it that could be taken back.', zh: '其中没有可以撤销的内容。'}),
					indent: 2,
				} as const,
			]
		: commandBlock(say({en: 'It is taken back by:', zh: '撤销方法：'}), undoLines(plan))),
	...(plan.keep === undefined
		? []
		: commandBlock(
				say({en: 'Once it helps, this keeps it over a reboot:', zh: '确认有效后，以下命令使其在重启后仍然有效：'}),
				[plan.keep.command],
			)),
	...(plan.isFinal === true ? [] : [{text: say(safety(plan)), indent: 2}]),
];

const safety = ({unrehearsed, limitS}: ChangePlan): Words => {
	const next =
		unrehearsed === undefined
			? {
					en: 'it is made and taken back once, to see that everything is as before',
					zh: '执行并撤销一次，确认一切恢复原样',
				}
			: {
					en: `the host is told to take it back (it is not rehearsed: ${unrehearsed})`,
					zh: `让主机准备好自动撤销（不演练：${unrehearsed}）`,
				};
	return {
		en: `First its undo and the state before are written down, here and on the host; then ${next.en}. If nobody keeps it, the host takes it back by itself after ${limitS} s.`,
		zh: `先在这里和主机上写下撤销方法和改动前的状态；然后${next.zh}。如果没有人保留，主机会在 ${limitS} 秒后自动撤销。`,
	};
};

/** Commands under a title. */
export const commandBlock = (title: string, lines: readonly string[]): readonly Line[] => [
	{text: title, indent: 2, tone: 'quiet'},
	...lines.map(line => ({text: clean(line), indent: 4, tone: 'command'}) as const),
];
