import type {Answer, Pace, Question, SettingQuestion} from '../../engine/event.ts';
import type {Session} from '../../engine/session.ts';
import {jumpList} from '../jump-list.ts';

/** One way to answer: its number is its place in the list, its key is what the Ink face uses for the same. */
export type Item = {readonly label: string; readonly keys: readonly string[]; readonly does: Does};

type Does =
	| {readonly is: 'answer'; readonly answer: Answer}
	| {readonly is: 'show'; readonly what: 'output' | 'why' | 'short'}
	| {readonly is: 'pace'}
	| {readonly is: 'jump'}
	| {readonly is: 'stay'};

type StepQuestion = Extract<Question, {ask: 'step'}>;

const answers = (label: string, answer: Answer, ...keys: readonly string[]): Item => ({
	label,
	keys,
	does: {is: 'answer', answer},
});

/** What can be done before a step; the first is what a bare Enter does. */
export const stepItems = ({number, after, mends}: StepQuestion): readonly Item[] => [
	answers(`run step ${number}`, {do: 'go'}),
	answers('skip it', {do: 'skip'}, 's'),
	{label: 'explain it', keys: ['?'], does: {is: 'show', what: 'why'}},
	{label: 'change the pace', keys: ['p'], does: {is: 'pace'}},
	answers('quit', {do: 'quit'}, 'q'),
	...(after === undefined
		? []
		: [
				answers('look again at the last step', {do: 'again'}, 'r'),
				{label: 'its whole output', keys: ['o'], does: {is: 'show', what: 'output'}} as const,
				answers('go back', {do: 'back'}, 'b'),
			]),
	...fixItem(mends),
	jumpItem('jump to another step'),
];

const jumpItem = (label: string): Item => ({label, keys: ['j'], does: {is: 'jump'}});

/** The steps that can be jumped to, and the way back. */
export const jumpItems = (session: Pick<Session, 'steps'>): readonly Item[] => [
	...jumpList(session).map(({step, label, hint}) => answers(`step ${label} (${hint})`, {do: 'jump', step})),
	{label: 'stay here', keys: ['b'], does: {is: 'stay'}},
];

const fixItem = (mends: true | undefined): readonly Item[] =>
	mends === true ? [answers('fix what was found', {do: 'mend'}, 'f')] : [];

/** What can be done before the terminal is lent. */
export const terminalItems = ({without}: Extract<Question, {ask: 'terminal'}>): readonly Item[] => [
	answers('go on', {do: 'go'}),
	...(without === undefined ? [] : [answers(without, {do: 'skip'}, 's')]),
	answers('quit', {do: 'quit'}, 'q'),
];

/** What can be done at the end; the first is what a bare Enter does. */
export const endItems = ({offers = [], mends}: Extract<Question, {ask: 'end'}>): readonly Item[] => [
	answers('close', {do: 'go'}, 'q'),
	answers('look again at everything', {do: 'again'}, 'r'),
	...fixItem(mends),
	...(offers.includes('watch') ? [answers('watch until the load balancer sees it healthy', {do: 'watch'}, 'w')] : []),
	...(offers.includes('seat')
		? [answers("send the check from the load balancer's seat as well", {do: 'seat'}, 'l')]
		: []),
	// Ink's c asks the terminal to copy it (OSC 52): a serial console or a dumb terminal would print that as rubbish.
	{label: 'print the short form', keys: ['c'], does: {is: 'show', what: 'short'}},
	jumpItem('go to a step again'),
];

const pace = (label: string, value: Pace): Item => answers(label, {do: 'pace', pace: value});

export const paceItems: readonly Item[] = [
	pace('step by step', 'guided'),
	pace('stop only at problems', 'problems'),
	pace('all at once', 'all'),
];

/** The item that a line means, by number or by key. */
export const chosen = (items: readonly Item[], line: string): Item | undefined =>
	items.find((item, index) => line === `${index + 1}` || item.keys.includes(line.toLowerCase()));

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
