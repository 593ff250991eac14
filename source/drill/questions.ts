import {catalogue} from '../cause/catalogue.ts';
import {nearestCodes} from '../cause/nearest-code.ts';
import {type CauseCode, causeCodes, isCauseCode} from '../engine/cause-code.ts';
import type {SettingQuestion} from '../engine/question.ts';
import {say, type Words} from '../engine/words.ts';
import type {DrillFault} from './fault.ts';
import {type Random, shuffled} from './random.ts';
import {hintCosts} from './score.ts';

/** What can be done in a drill. Each begins with another letter, which is its short form. */
export type DrillAction = 'shell' | 'answer' | 'checks' | 'hint' | 'give-up';

const labels: Readonly<Record<DrillAction, Words>> = {
	shell: {en: 'Open a shell on the backend', zh: '在后端服务器上打开 shell'},
	answer: {en: 'Say what the cause is', zh: '回答原因是什么'},
	checks: {en: 'See the last health checks', zh: '查看最近的健康检查'},
	hint: {en: 'Have a hint', zh: '看提示'},
	'give-up': {en: 'Give up and see the solution', zh: '放弃并查看答案'},
};

const comesBack: Words = {en: 'exit comes back here', zh: '输入 exit 回到这里'};

const costs = (points: number): Words => ({en: `costs ${points} points`, zh: `扣 ${points} 分`});

/** What somebody may do next; the question is made when it is asked, in the language that is spoken then. */
export const nextQuestion = ({
	hints,
	hasShell,
	suggestion,
}: {
	readonly hints: number;
	readonly hasShell: boolean;
	readonly suggestion: DrillAction;
}): {readonly setting: () => SettingQuestion; readonly read: (answer: string) => DrillAction | undefined} => {
	const cost = hintCosts[hints];
	const offered: ReadonlyArray<readonly [DrillAction, Words?]> = [
		...(hasShell ? [['shell', comesBack] as const] : []),
		['answer'],
		['checks'],
		...(cost === undefined ? [] : [['hint', costs(cost)] as const]),
		['give-up'],
	];
	return {
		setting: () => ({
			id: 'drill',
			question: say({en: 'What next?', zh: '接下来做什么？'}),
			help: '',
			choices: offered.map(([value, hint]) => ({
				value,
				label: say(labels[value]),
				...(hint === undefined ? {} : {hint: say(hint)}),
			})),
			suggestion,
		}),
		read: answer => {
			const word = answer.trim().toLowerCase();
			return word === '' ? suggestion : offered.find(([action]) => action === word || action[0] === word)?.[0];
		},
	};
};

const question: Words = {en: 'What is the cause?', zh: '原因是什么？'};

const choiceOf = (code: CauseCode) => ({value: code, label: say(catalogue[code].title), hint: code});

/** The causes to choose from: the right one among those that look like it from outside. Others may be typed. */
export const causeQuestion = (
	{code, near}: DrillFault,
	random: Random,
	ruledOut: ReadonlySet<CauseCode>,
): (() => SettingQuestion) => {
	const codes = shuffled([code, ...near], random).filter(other => !ruledOut.has(other));
	return () => ({
		id: 'cause',
		question: say(question),
		help: say({
			en: 'One of these, or a part of the name of another one.',
			zh: '选择其中一个，或输入其他原因名称的一部分。',
		}),
		choices: codes.map(choiceOf),
		others: 'may-be-typed',
	});
};

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
	const holding = causeCodes.filter(code => {
		const {en, zh} = catalogue[code].title;
		const isCalledSo = [en, zh].some(title => title.toLowerCase().includes(word));
		return isCalledSo || code.includes(word.replaceAll(/\s+/g, '-'));
	});
	return (holding.length > 0 ? holding : nearestCodes(word)).slice(0, mostFound);
};
