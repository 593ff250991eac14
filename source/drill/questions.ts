import {catalogue} from '../cause/catalogue.ts';
import {nearestCodes} from '../cause/nearest-code.ts';
import {type CauseCode, causeCodes, isCauseCode} from '../engine/cause-code.ts';
import type {SettingQuestion} from '../engine/event.ts';
import {say, type Words} from '../engine/words.ts';
import type {DrillFault} from './fault.ts';
import {type Random, shuffled} from './random.ts';
import {hintCosts} from './score.ts';

/** What can be done in a drill. Each begins with another letter, which is its short form. */
export type DrillAction = 'shell' | 'answer' | 'checks' | 'hint' | 'give-up';

type Choice = NonNullable<SettingQuestion['choices']>[number] & {readonly value: DrillAction};

/** What somebody may do next. */
export const nextQuestion = ({
	hints,
	hasShell,
	suggestion,
}: {
	readonly hints: number;
	readonly hasShell: boolean;
	readonly suggestion: DrillAction;
}): {readonly setting: SettingQuestion; readonly read: (answer: string) => DrillAction | undefined} => {
	const cost = hintCosts[hints];
	const choices: readonly Choice[] = [
		...(hasShell ? [{value: 'shell', ...toShell()} as const] : []),
		{value: 'answer', label: say({en: 'Say what the cause is', zh: '回答原因是什么'})},
		{value: 'checks', label: say({en: 'See the last health checks', zh: '查看最近的健康检查'})},
		...(cost === undefined ? [] : [{value: 'hint', ...toHint(cost)} as const]),
		{value: 'give-up', label: say({en: 'Give up and see the solution', zh: '放弃并查看答案'})},
	];
	return {
		setting: {id: 'drill', question: say({en: 'What next?', zh: '接下来做什么？'}), help: '', choices, suggestion},
		read: answer => {
			const word = answer.trim().toLowerCase();
			return word === '' ? suggestion : choices.find(({value}) => value === word || value[0] === word)?.value;
		},
	};
};

const toShell = () => ({
	label: say({en: 'Open a shell on the backend', zh: '在后端服务器上打开 shell'}),
	hint: say({en: 'exit comes back here', zh: '输入 exit 回到这里'}),
});

const toHint = (cost: number) => ({
	label: say({en: 'Have a hint', zh: '看提示'}),
	hint: say({en: `costs ${cost} points`, zh: `扣 ${cost} 分`}),
});

const question: Words = {en: 'What is the cause?', zh: '原因是什么？'};

const choiceOf = (code: CauseCode) => ({value: code, label: say(catalogue[code].title), hint: code});

/** The causes to choose from: the right one among those that look like it from outside. Others may be typed. */
export const causeQuestion = (
	{code, near}: DrillFault,
	random: Random,
	ruledOut: ReadonlySet<CauseCode>,
): SettingQuestion => ({
	id: 'cause',
	question: say(question),
	help: say({
		en: 'One of these, or a part of the name of another one.',
		zh: '选择其中一个，或输入其他原因名称的一部分。',
	}),
	choices: shuffled([code, ...near], random)
		.filter(other => !ruledOut.has(other))
		.map(choiceOf),
	others: 'may-be-typed',
});

/** Asks among the causes whose names hold what was typed. */
export const narrowedQuestion = (codes: readonly CauseCode[], typed: string): SettingQuestion => ({
	id: 'cause',
	question: say({
		en: `${question.en} These are called like “${typed}”.`,
		zh: `${question.zh}以下原因的名称含有“${typed}”。`,
	}),
	help: '',
	choices: codes.map(choiceOf),
	others: 'may-be-typed',
});

/** So many causes are offered for a word. */
const mostFound = 7;

/** The causes that somebody may mean by a word: one by its code or its title, or several by a part of them. */
export const causesMeant = (typed: string): readonly CauseCode[] => {
	const word = typed.trim().toLowerCase();
	if (isCauseCode(word)) return [word];
	if (word === '') return [];
	const holding = causeCodes.filter(
		code => say(catalogue[code].title).toLowerCase().includes(word) || code.includes(word.replaceAll(/\s+/g, '-')),
	);
	return (holding.length > 0 ? holding : nearestCodes(word)).slice(0, mostFound);
};
