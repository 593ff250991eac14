import type {Answer, Question} from '../../engine/question.ts';
import type {Session} from '../../engine/session.ts';
import {say} from '../../engine/words.ts';
import {explainLines} from '../words/explain-step.ts';
import {blank, indented, type Line} from '../words/line.ts';
import {wholeOutput} from '../words/observation.ts';
import {chosen, endItems, type Item, jumpItems, numberProblem, paceItems, stepItems} from './menu.ts';

/** What the menus print and ask with. */
type Menus = {
	readonly choose: (items: readonly Item[]) => Promise<Item | undefined>;
	/** Asks for a line; undefined when the input has ended. */
	readonly line: (
		message: string,
		suggestion: string | undefined,
		problem: (line: string) => string | undefined,
	) => Promise<string | undefined>;
	/** Says where one is. */
	readonly tellPlace: () => void;
	readonly session: () => Session;
	readonly print: (lines: readonly Line[]) => void;
	readonly printShortForm: () => Promise<void>;
};

/** The questions that are answered from a menu, which comes again after what only shows something. */
export const menuQuestions = ({choose, line, tellPlace, session, print, printShortForm}: Menus) => {
	/** Undefined: the person stays at the question. */
	const jump = async (): Promise<Answer | undefined> => {
		const items = jumpItems(session());
		print([blank, ...items.map(({label}, index): Line => ({text: `${index + 1} ${label}`, indent: 2}))]);
		const given = await line(say({en: 'Number', zh: '编号'}), `${items.length}`, typed => numberProblem(items, typed));
		const item = given === undefined ? undefined : chosen(items, given);
		if (item === undefined) return {do: 'quit'};
		return item.does.is === 'answer' ? item.does.answer : undefined;
	};

	return {
		step: async (question: Extract<Question, {ask: 'step'}>): Promise<Answer> => {
			for (;;) {
				tellPlace();
				const item = await choose(stepItems(question));
				if (item === undefined) return {do: 'quit'};
				if (item.does.is === 'answer') return item.does.answer;
				if (item.does.is === 'show') {
					const output = question.after?.observations ?? [];
					print(
						item.does.what === 'why'
							? explainLines(question.card, question, session())
							: indented(wholeOutput(output), 2),
					);
					continue;
				}

				if (item.does.is === 'jump') {
					const answer = await jump();
					if (answer !== undefined) return answer;
					continue;
				}

				const pace = await choose(paceItems());
				return pace?.does.is === 'answer' ? pace.does.answer : {do: 'quit'};
			}
		},
		end: async (question: Extract<Question, {ask: 'end'}>): Promise<Answer> => {
			for (;;) {
				const item = await choose(endItems(question));
				if (item?.does.is === 'show') {
					await printShortForm();
					continue;
				}

				if (item?.does.is !== 'jump') return item?.does.is === 'answer' ? item.does.answer : {do: 'quit'};
				const answer = await jump();
				if (answer !== undefined) return answer;
			}
		},
	};
};
