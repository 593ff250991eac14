import type {Answer, Pace, Question, SettingQuestion} from '../../engine/question.ts';
import type {Session} from '../../engine/session.ts';
import {say, verbatim, type Words} from '../../engine/words.ts';
import {jumpList} from '../jump-list.ts';
import {languageNames, otherLanguage} from '../language-key.ts';
import type {Signs} from '../signs.ts';

/** One way to answer: its number is its place in the list, its key is what the Ink face uses for the same. */
export type Item = {readonly label: string; readonly keys: readonly string[]; readonly does: Does};

type Does =
	| {readonly is: 'answer'; readonly answer: Answer}
	| {readonly is: 'show'; readonly what: 'output' | 'why' | 'short'}
	| {readonly is: 'pace'}
	| {readonly is: 'jump'}
	| {readonly is: 'stay'};

type StepQuestion = Extract<Question, {ask: 'step'}>;

const answers = (label: Words, answer: Answer, ...keys: readonly string[]): Item => ({
	label: say(label),
	keys,
	does: {is: 'answer', answer},
});

/** What can be done before a step; the first is what a bare Enter does. */
export const stepItems = ({number, after, mends}: StepQuestion): readonly Item[] => [
	answers({en: `run step ${number}`, zh: `执行步骤 ${number}`}, {do: 'go'}),
	answers({en: 'skip it', zh: '跳过'}, {do: 'skip'}, 's'),
	{label: say({en: 'explain it', zh: '说明'}), keys: ['?'], does: {is: 'show', what: 'why'}},
	{label: say({en: 'change the pace', zh: '改变节奏'}), keys: ['p'], does: {is: 'pace'}},
	answers({en: 'quit', zh: '退出'}, {do: 'quit'}, 'q'),
	...(after === undefined
		? []
		: [
				answers({en: 'look again at the last step', zh: '重新查看上一步'}, {do: 'again'}, 'r'),
				{
					label: say({en: 'its whole output', zh: '上一步的全部输出'}),
					keys: ['o'],
					does: {is: 'show', what: 'output'},
				} as const,
				answers({en: 'go back', zh: '返回'}, {do: 'back'}, 'b'),
			]),
	...fixItem(mends),
	jumpItem({en: 'jump to another step', zh: '跳到其他步骤'}),
];

/** What asks the same once more in the other language; Ink's Ctrl+L is no line. */
export const languageSign = '>';

/** The other language, by its own name; none where the terminal couldn't show it. */
export const languageItems = (signs: Pick<Signs, 'chinese'>): readonly Item[] => {
	const language = otherLanguage(signs);
	return language === undefined
		? []
		: [answers(verbatim(languageNames[language]), {do: 'language', language}, languageSign)];
};

/** What a line answers that is the sign for the other language; undefined for any other line. */
export const languageAnswer = (line: string | undefined, item: Item | undefined): Answer | undefined =>
	line === languageSign && item?.does.is === 'answer' ? item.does.answer : undefined;

const jumpItem = (label: Words): Item => ({label: say(label), keys: ['j'], does: {is: 'jump'}});

/** The steps that can be jumped to, and the way back. */
export const jumpItems = (session: Pick<Session, 'steps'>): readonly Item[] => [
	...jumpList(session).map(({step, label, hint}) =>
		answers({en: `step ${label} (${hint})`, zh: `步骤 ${label}（${hint}）`}, {do: 'jump', step}),
	),
	{label: say({en: 'stay here', zh: '留在这里'}), keys: ['b'], does: {is: 'stay'}},
];

const fixItem = (mends: true | undefined): readonly Item[] =>
	mends === true ? [answers({en: 'fix what was found', zh: '修复发现的问题'}, {do: 'mend'}, 'f')] : [];

/** What can be done before the terminal is lent. */
export const terminalItems = ({without}: Extract<Question, {ask: 'terminal'}>): readonly Item[] => [
	answers({en: 'go on', zh: '继续'}, {do: 'go'}),
	...(without === undefined ? [] : [answers(verbatim(without), {do: 'skip'}, 's')]),
	answers({en: 'quit', zh: '退出'}, {do: 'quit'}, 'q'),
];

/** What can be done at the end; the first is what a bare Enter does. */
export const endItems = ({offers = [], mends}: Extract<Question, {ask: 'end'}>): readonly Item[] => [
	answers({en: 'close', zh: '结束'}, {do: 'go'}, 'q'),
	answers({en: 'look again at everything', zh: '全部重新检查'}, {do: 'again'}, 'r'),
	...fixItem(mends),
	...(offers.includes('watch')
		? [answers({en: 'watch until the load balancer sees it healthy', zh: '观察到负载均衡判为正常'}, {do: 'watch'}, 'w')]
		: []),
	...(offers.includes('seat')
		? [
				answers(
					{en: "send the check from the load balancer's seat as well", zh: '再从负载均衡的位置发送检查'},
					{do: 'seat'},
					'l',
				),
			]
		: []),
	// Ink's c asks the terminal to copy it (OSC 52): a serial console or a dumb terminal would print that as rubbish.
	{label: say({en: 'print the short form', zh: '打印简短结果'}), keys: ['c'], does: {is: 'show', what: 'short'}},
	jumpItem({en: 'go to a step again', zh: '回到某一步'}),
];

const pace = (label: Words, value: Pace): Item => answers(label, {do: 'pace', pace: value});

/** The ways to go through the steps. */
export const paceItems = (): readonly Item[] => [
	pace({en: 'step by step', zh: '逐步进行'}, 'guided'),
	pace({en: 'stop only at problems', zh: '只在有问题时停下'}, 'problems'),
	pace({en: 'all at once', zh: '一次完成'}, 'all'),
];

/** The item that a line means, by number or by key. */
export const chosen = (items: readonly Item[], line: string): Item | undefined =>
	items.find((item, index) => line === `${index + 1}` || item.keys.includes(line.toLowerCase()));

/** Why a line chooses no item; undefined when it does. */
export const numberProblem = (items: readonly Item[], line: string): string | undefined =>
	chosen(items, line) === undefined
		? say({
				en: `Please type a number from 1 to ${items.length}.`,
				zh: `请输入 1 到 ${items.length} 之间的编号。`,
			})
		: undefined;

/** What a line answers to a setting: the choice of that number, a choice's own word, or what was typed. */
export const settingAnswer = ({choices = [], suggestion}: SettingQuestion, line: string): Answer => {
	const word = line.toLowerCase();
	if (choices.length > 0 && word === 'q') return {do: 'quit'};
	if (choices.length > 0 && word === 'b') return {do: 'back'};
	if (word === '<') return {do: 'back'};
	const choice =
		(/^\d{1,2}$/.test(line) ? choices[Number(line) - 1] : undefined) ??
		choices.find(({value, label}) => value === word || label.toLowerCase() === word);
	return {do: 'set', value: choice?.value ?? (line === '' ? (suggestion ?? '') : line)};
};
