import type {Readable} from 'node:stream';
import type {Conclusion, Event, Face} from '../engine/event.ts';
import type {Answer, Question, SettingQuestion} from '../engine/question.ts';
import {say, type Words} from '../engine/words.ts';
import type {Page} from './layout.ts';
import {changeQuestions} from './plain/change-questions.ts';
import {askLine} from './plain/line-prompt.ts';
import {Lines} from './plain/lines.ts';
import {
	chosen,
	type Item,
	languageAnswer,
	languageItems,
	numberProblem,
	settingAnswer,
	terminalItems,
} from './plain/menu.ts';
import {menuQuestions} from './plain/menu-questions.ts';
import {Patience} from './plain/patience.ts';
import {settingLines} from './plain/setting-lines.ts';
import {type Signs, spoken} from './signs.ts';
import {text} from './text.ts';
import {emptyTranscript, tell} from './transcript.ts';

import {after, blank, type Line} from './words/line.ts';
import {whereLine} from './words/where.ts';

/** The part of `process` that hears signals. */
export type Signals = {
	readonly on: (signal: NodeJS.Signals, listener: () => void) => unknown;
	readonly off: (signal: NodeJS.Signals, listener: () => void) => unknown;
};

export type PlainOptions = {
	readonly stdin: Readable & {readonly isTTY?: boolean};
	readonly stdout: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;
	readonly signs: Signs;
	readonly intro: readonly Line[];
	/** What is printed to be copied at the end, as text. */
	readonly shortForm: (conclusion: Conclusion) => Promise<string>;
	/** Ctrl+C while something runs: the first time it stops the commands, the second time it ends the walk. */
	readonly onInterrupt: () => void;
	/** The input is over or the program is told to end: the walk has to end now. */
	readonly onEnd: () => void;
	/** Hears the signals: in this face Ctrl+C is a signal, not a key. */
	readonly signals: Signals;
};

/**
 * The same walk line by line, for screen readers, serial consoles, dumb terminals and pipes: it only ever appends, and
 * the marks are words.
 */
export const openPlainFace = ({stdin, stdout, signs, intro, shortForm, ...heard}: PlainOptions): Face => {
	const {onInterrupt, onEnd, signals} = heard;
	const page = (): Page => ({columns: stdout.isTTY ? stdout.columns || 80 : 100, signs: spoken(signs)});
	const write = (words: string): void => {
		stdout.write(signs.words(words));
	};
	let last: Line | undefined;
	const print = (lines: readonly Line[]): void => {
		const added = after(last, lines);
		write(text(added, page()));
		last = added.at(-1) ?? last;
	};
	const lines = new Lines(stdin);
	const patience = new Patience(line => print([line]));
	let transcript = emptyTranscript;
	let isAsking = false;
	/** What came while somebody was typing: it would stand in the middle of their line. */
	let held: readonly Line[] = [];

	const onSignal = (): void => {
		// Before anything is asked there is no walk yet that could end.
		if (isAsking || transcript.session.target === undefined) lines.end();
		else onInterrupt();
	};
	const end = (): void => {
		lines.end();
		onEnd();
	};
	signals.on('SIGINT', onSignal);
	for (const signal of ['SIGTERM', 'SIGHUP'] as const) signals.on(signal, end);
	print(intro);

	const line = async (
		message: string,
		suggestion: string | undefined,
		problem: (line: string) => string | undefined,
	) => {
		isAsking = true;
		// What was typed before the question could be read answers nothing; a pipe has nobody who could read it.
		if (stdin.isTTY === true) await lines.throwAway();
		const prompt = {
			message: suggestion === undefined ? say({en: `${message}:`, zh: `${message}：`}) : message,
			problem,
		};
		const answer = await askLine(suggestion === undefined ? prompt : {...prompt, suggestion}, {
			lines,
			write,
			echoes: stdin.isTTY === true ? 'yes' : 'no',
		});
		isAsking = false;
		last = undefined;
		print(held);
		held = [];
		return answer;
	};

	const choose = async (some: readonly Item[]): Promise<Item | undefined> => {
		const items = [...some, ...languageItems(signs)];
		const labels = items.map(({label}, index) => `${index + 1} ${label}`);
		print([blank, {text: say({en: labels.join(', '), zh: labels.join('，')})}]);
		const answer = await line(say(numberMessage), '1', given => numberProblem(items, given));
		return answer === undefined ? undefined : chosen(items, answer);
	};

	const tellPlace = (setting?: SettingQuestion): void => {
		const where = whereLine(transcript.session, {columns: Number.POSITIVE_INFINITY, setting});
		if (where !== undefined) print([blank, {text: where.text}]);
	};

	const menus = menuQuestions({
		choose,
		line,
		tellPlace,
		session: () => transcript.session,
		print,
		printShortForm: async () => {
			const {conclusion} = transcript.session;
			// Its lines are not broken: it is there to be pasted.
			if (conclusion !== undefined) write(`\n${await shortForm(conclusion)}`);
		},
	});

	const askForTerminal = async (question: Extract<Question, {ask: 'terminal'}>): Promise<Answer> => {
		print([blank, {text: question.why}]);
		const item = await choose(terminalItems(question));
		const answer: Answer = item?.does.is === 'answer' ? item.does.answer : {do: 'quit'};
		if (answer.do === 'go') await lines.lend();
		return answer;
	};

	const askSetting = async (setting: SettingQuestion): Promise<Answer> => {
		const {choices = []} = setting;
		tellPlace(setting);
		const [language] = languageItems(signs);
		print(settingLines(setting, language?.label));
		const at = choices.findIndex(({value}) => value === setting.suggestion);
		const suggestion = at >= 0 ? `${at + 1}` : setting.suggestion;
		const answer = await line(say(settingMessage(setting)), suggestion, () => undefined);
		const inOther = languageAnswer(answer, language);
		if (inOther !== undefined) return inOther;
		return answer === undefined ? {do: 'quit'} : settingAnswer(setting, answer);
	};

	const change = changeQuestions({
		lines,
		line,
		print,
		isTerminal: stdin.isTTY === true,
		language: () => languageItems(signs)[0],
	});

	return {
		show: (event: Event) => {
			const told = tell(transcript, event, performance.now());
			transcript = told.transcript;
			patience.show(event);
			if (isAsking) held = [...held, ...told.lines];
			else print(told.lines);
			if (event.type === 'terminal-returned') lines.takeBack();
		},
		ask: async question => {
			if (question.ask === 'setting') return askSetting(question.setting);
			if (question.ask === 'step') return menus.step(question);
			if (question.ask === 'terminal') return askForTerminal(question);
			if (question.ask === 'confirm') return change.confirm(question.word);
			if (question.ask === 'keep') return change.keep(question.leftMs);
			return menus.end(question);
		},
		close: async () => {
			patience.close();
			lines.close();
			signals.off('SIGINT', onSignal);
			for (const signal of ['SIGTERM', 'SIGHUP'] as const) signals.off(signal, end);
		},
	};
};

const numberMessage = {en: 'Number', zh: '编号'};

const settingMessage = ({choices = [], others}: SettingQuestion): Words => {
	if (choices.length === 0) return {en: 'Answer', zh: '回答'};
	return others === undefined ? numberMessage : {en: 'Number or another value', zh: '编号或其他值'};
};
