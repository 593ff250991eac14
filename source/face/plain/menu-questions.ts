import type {Answer, Question} from '../../engine/event.ts';
import {indented, type Line} from '../words/line.ts';
import {wholeOutput} from '../words/observation.ts';
import {whyLines} from '../words/step.ts';
import {endItems, type Item, paceItems, stepItems} from './menu.ts';

/** What the menus print and ask with. */
type Menus = {
	readonly choose: (items: readonly Item[]) => Promise<Item | undefined>;
	readonly print: (lines: readonly Line[]) => void;
	readonly printShortForm: () => Promise<void>;
};

/** The questions that are answered from a menu, which comes again after what only shows something. */
export const menuQuestions = ({choose, print, printShortForm}: Menus) => ({
	step: async (question: Extract<Question, {ask: 'step'}>): Promise<Answer> => {
		for (;;) {
			const item = await choose(stepItems(question));
			if (item === undefined) return {do: 'quit'};
			if (item.does.is === 'answer') return item.does.answer;
			if (item.does.is === 'show') {
				const output = question.after?.observations ?? [];
				print(item.does.what === 'why' ? whyLines(question.card) : indented(wholeOutput(output), 2));
				continue;
			}

			const pace = await choose(paceItems);
			return pace?.does.is === 'answer' ? pace.does.answer : {do: 'quit'};
		}
	},
	end: async (question: Extract<Question, {ask: 'end'}>): Promise<Answer> => {
		for (;;) {
			const item = await choose(endItems(question));
			if (item?.does.is !== 'show') return item?.does.is === 'answer' ? item.does.answer : {do: 'quit'};
			await printShortForm();
		}
	},
});
