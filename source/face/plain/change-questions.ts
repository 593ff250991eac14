import type {Answer} from '../../engine/question.ts';
import {say} from '../../engine/words.ts';
import {keepQuestion} from '../words/change.ts';
import {blank, type Line} from '../words/line.ts';
import type {Lines} from './lines.ts';
import {type Item, languageAnswer} from './menu.ts';
import {orLanguage} from './setting-lines.ts';

type Asking = {
	readonly lines: Lines;
	readonly print: (lines: readonly Line[]) => void;
	/** Asks for a line; undefined when the input has ended. */
	readonly line: (
		message: string,
		suggestion: string | undefined,
		problem: (line: string) => string | undefined,
	) => Promise<string | undefined>;
	readonly isTerminal: boolean;
	/** What changes the language, where the terminal can show another one. */
	readonly language: () => Item | undefined;
};

/** The questions about a change, line by line. What was typed ahead answers neither. */
export const changeQuestions = ({lines, print, line, isTerminal, language}: Asking) => ({
	/** Only the word itself is a yes, and only from a terminal. */
	confirm: async (word: string): Promise<Answer> => {
		if (!isTerminal) {
			print([
				{
					text: say({
						en: 'Answers that do not come from a terminal change nothing: see slb-wizard fix --help.',
						zh: '不是来自终端的回答不会改动任何内容：见 slb-wizard fix --help。',
					}),
					mark: 'note',
				},
			]);
			return {do: 'back'};
		}

		await lines.throwAway();
		const item = language();
		const other = orLanguage(item?.label);
		const question = say({
			en: `Change this host? Type ${word} to do it${other.en}`,
			zh: `改动这台主机吗？确认请输入 ${word}${other.zh}`,
		});
		const answer = await line(question, undefined, () => undefined);
		if (answer === undefined) return {do: 'quit'};
		const inOther = languageAnswer(answer, item);
		if (inOther !== undefined) return inOther;
		return answer === word ? {do: 'set', value: word} : {do: 'back'};
	},

	/** Nobody's answer in time is the host's own. */
	keep: async (leftMs: number): Promise<Answer> => {
		await lines.throwAway();
		print([blank, {text: keepQuestion(leftMs)}]);
		const timer = setTimeout(() => lines.answer('u'), leftMs);
		const question = say({en: 'k keeps it, u puts it back', zh: 'k 保留，u 撤销'});
		const answer = await line(question, undefined, given =>
			/^[ku]$/i.test(given) ? undefined : say({en: 'Please type k or u.', zh: '请输入 k 或 u。'}),
		);
		clearTimeout(timer);
		return answer?.toLowerCase() === 'k' ? {do: 'keep'} : {do: 'put-back'};
	},
});
