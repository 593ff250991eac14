import type {Event} from '../../engine/event.ts';
import type {Answer, Question} from '../../engine/question.ts';
import {say, type Words} from '../../engine/words.ts';
import {emptyTranscript, type Transcript, tell} from '../transcript.ts';
import {explainLines} from '../words/explain-step.ts';
import {after, blank, indented, type Line} from '../words/line.ts';
import {wholeOutput} from '../words/observation.ts';
import {cardLines} from '../words/step.ts';
import {voidedLines} from '../words/void.ts';
import type {Key} from './keys.ts';
import {openPrompt, type Pressed, type Prompt, press} from './prompt.ts';
import {reopened} from './reopen.ts';

/** Everything that the screen shows: what is over, and what is live. */
export type Screen = {
	readonly transcript: Transcript;
	/** What is over, in the order in which it happened. It only grows. */
	readonly history: readonly Line[];
	readonly prompt?: Prompt;
	/** The prompt was answered by another language, and comes again in that one. */
	readonly isAskedAgain?: true;
	/** What was shown besides for this question. */
	readonly beside?: Beside;
	/** How many settings have been answered and not gone back from. */
	readonly answered: number;
	/** The last answer, which goes to the history once it is known to be taken. */
	readonly record?: Line;
	/** How often Ctrl+C was pressed since something began to run. */
	readonly stops: number;
	/** resting: the terminal is lent. closed: nothing is live any more. */
	readonly state: 'open' | 'resting' | 'closed';
};

type Beside = NonNullable<Pressed['show']>;

export const openScreen = (history: readonly Line[]): Screen => ({
	transcript: emptyTranscript,
	history,
	answered: 0,
	stops: 0,
	state: 'open',
});

const printed = (screen: Screen, lines: readonly Line[]): Screen => {
	const added = after(screen.history.at(-1), lines);
	return added.length === 0 ? screen : {...screen, history: [...screen.history, ...added]};
};

/** The screen after one more event of the walk. */
export const showEvent = (screen: Screen, event: Event, nowMs: number): Screen => {
	const {transcript, lines} = tell(screen.transcript, event, nowMs);
	// What was to be stopped has ended with its step.
	const stops = event.type === 'step-ended' ? 0 : screen.stops;
	// A setting's answer is an event before it is known to be taken.
	const before = event.type === 'question' || event.type === 'answered' ? screen : recorded(screen);
	return printed({...before, transcript, stops}, lines);
};

/** The screen with a question on it. Help that is a listing goes above it, for the live part has to stay small. */
export const askQuestion = (screen: Screen, question: Question, nowMs: number): Screen => {
	const {isAskedAgain, prompt: last, beside, ...rest} = screen;
	const isRefused = question.ask === 'setting' && question.setting.problem !== undefined;
	const before = isAskedAgain ? rest : isRefused ? withoutRecord(rest) : recorded(rest);
	const back = before.answered > 0 ? 'possible' : 'impossible';
	const opened = openPrompt(question, back, nowMs, before.transcript.session);
	const prompt = isAskedAgain && last !== undefined ? reopened(opened, last) : opened;
	const voided = question.ask === 'setting' ? voidedLines(question.setting) : [];
	const asked = printed({...before, prompt, stops: 0}, voided);
	if (isAskedAgain && beside !== undefined) return besideAgain({...asked, beside}, beside);
	const isTold = isRefused && isAskedAgain !== true;
	if (isTold || question.ask !== 'setting' || !question.setting.help.includes('\n')) return asked;
	return printed(asked, [blank, ...question.setting.help.split('\n').map((text): Line => ({text, indent: 2}))]);
};

/** What was asked for besides comes again as well; of an explanation what stands below the card, which has come already. */
const besideAgain = (screen: Screen, what: Beside): Screen => {
	const {prompt, transcript} = screen;
	if (prompt === undefined || what === 'output') return screen;
	const lines = linesBeside(screen, prompt, what);
	if (prompt.is !== 'step' || transcript.cardTold !== prompt.question.card.id) return printed(screen, lines);
	const {card, number, of} = prompt.question;
	return printed(screen, lines.slice(cardLines(card, number, of).length));
};

/** The screen after a key; the answer when the key gave one, `copy` when it asks for the clipboard. */
export const pressKey = (
	screen: Screen,
	key: Key,
): {readonly screen: Screen; readonly answer?: Answer; readonly copy?: true} => {
	const {prompt, beside: _shown, ...rest} = screen;
	if (prompt === undefined) return {screen};
	const pressed = press(prompt, key);
	const {answer} = pressed;
	if (answer !== undefined) return {screen: answeredWith(rest, prompt, answer), answer};
	const next = {...screen, prompt: pressed.prompt};
	if (pressed.copy) return {screen: next, copy: true};
	if (pressed.show === undefined) return {screen: next};
	return {screen: printed({...next, beside: pressed.show}, linesBeside(screen, prompt, pressed.show))};
};

/** The screen with lines more in its history. */
export const withLines = printed;

const answeredWith = (screen: Screen, prompt: Prompt, answer: Answer): Screen => {
	if (prompt.is !== 'choice' && prompt.is !== 'text') return screen;
	if (answer.do === 'back')
		return {
			...screen,
			answered: Math.max(0, screen.answered - 1),
			record: {text: say({en: 'Back.', zh: '返回。'}), mark: 'note'},
		};
	if (answer.do !== 'set') return screen;
	const label = prompt.is === 'choice' ? prompt.choices.find(({value}) => value === answer.value)?.label : undefined;
	const record: Line = {text: say(answeredWords(prompt.setting.question, label ?? answer.value)), mark: 'note'};
	return {...screen, answered: screen.answered + 1, record};
};

const answeredWords = (question: string, answer: string): Words => ({
	en: `${question} ${answer}`,
	zh: `${question}${answer}`,
});

const recorded = ({record, ...screen}: Screen): Screen => (record === undefined ? screen : printed(screen, [record]));

const withoutRecord = ({record: _refused, ...screen}: Screen): Screen => ({
	...screen,
	answered: Math.max(0, screen.answered - 1),
});

const linesBeside = ({transcript}: Screen, prompt: Prompt, what: Beside): readonly Line[] => {
	if (prompt.is === 'choice' || prompt.is === 'text')
		return prompt.setting.help === '' ? [] : [{text: prompt.setting.help, indent: 2, tone: 'quiet'}];
	if (prompt.is !== 'step') return [];
	if (what === 'output') return [blank, ...indented(wholeOutput(prompt.question.after?.observations ?? []), 2)];
	return explainLines(prompt.question.card, prompt.question, transcript.session);
};
