import {catalogue} from '../cause/catalogue.ts';
import {nearestCodes} from '../cause/nearest-code.ts';
import {type CauseCode, causeCodes, isCauseCode} from '../engine/cause-code.ts';
import type {SettingQuestion} from '../engine/event.ts';
import {say} from '../engine/words.ts';
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
		...(hasShell
			? [{value: 'shell', label: 'Open a shell on the backend', hint: 'exit comes back here'} as const]
			: []),
		{value: 'answer', label: 'Say what the cause is'},
		{value: 'checks', label: 'See the last health checks'},
		...(cost === undefined ? [] : [{value: 'hint', label: 'Have a hint', hint: `costs ${cost} points`} as const]),
		{value: 'give-up', label: 'Give up and see the solution'},
	];
	return {
		setting: {id: 'drill', question: 'What next?', help: '', choices, suggestion},
		read: answer => {
			const word = answer.trim().toLowerCase();
			return word === '' ? suggestion : choices.find(({value}) => value === word || value[0] === word)?.value;
		},
	};
};

const question = 'What is the cause?';

const choiceOf = (code: CauseCode) => ({value: code, label: say(catalogue[code].title), hint: code});

/** The causes to choose from: the right one among those that look like it from outside. Others may be typed. */
export const causeQuestion = (
	{code, near}: DrillFault,
	random: Random,
	ruledOut: ReadonlySet<CauseCode>,
): SettingQuestion => ({
	id: 'cause',
	question,
	help: 'One of these, or a part of the name of another one.',
	choices: shuffled([code, ...near], random)
		.filter(other => !ruledOut.has(other))
		.map(choiceOf),
	others: 'may-be-typed',
});

/** Asks among the causes whose names hold what was typed. */
export const narrowedQuestion = (codes: readonly CauseCode[], typed: string): SettingQuestion => ({
	id: 'cause',
	question: `${question} These are called like “${typed}”.`,
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
