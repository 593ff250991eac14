import type {SettingQuestion} from '../../engine/question.ts';
import {say, verbatim, type Words} from '../../engine/words.ts';
import {blank, type Line} from '../words/line.ts';
import {voidedLines, voidLines} from '../words/void.ts';
import {languageSign} from './menu.ts';

/** A setting's question with its numbered choices, below what was wrong with the last answer; `language`: the other one. */
export const settingLines = (setting: SettingQuestion, language?: string): readonly Line[] => {
	const change = orLanguage(language);
	const {question, help, choices = [], problem} = setting;
	return [
		blank,
		...voidedLines(setting),
		...(problem === undefined ? [] : [{text: problem, mark: 'problem'} as const]),
		{text: question},
		...voidLines(setting),
		...(help === '' ? [] : help.split('\n').map((words): Line => ({text: words, indent: 2}))),
		...choices.map(
			({label, hint}, index): Line => ({
				text: `${index + 1} ${label}${hint === undefined ? '' : say({en: ` (${hint})`, zh: ` · ${hint}`})}`,
				indent: 2,
			}),
		),
		...(choices.length === 0
			? [{text: say({en: `Type < to go back${change.en}.`, zh: `输入 < 返回${change.zh}。`}), indent: 2} as const]
			: [
					{
						text: say({en: `b goes back, q quits${change.en}.`, zh: `b 返回，q 退出${change.zh}。`}),
						indent: 2,
					} as const,
				]),
	];
};

/** What a question says of the sign that changes the language, at the end of its words; nothing where there is none. */
export const orLanguage = (language: string | undefined): Words =>
	language === undefined
		? verbatim('')
		: {en: `, ${languageSign} is ${language}`, zh: `，${languageSign} 切换为 ${language}`};
