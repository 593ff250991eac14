import type {Answer, Event, Question} from '../../engine/event.ts';
import {emptyTranscript, type Transcript, tell} from '../transcript.ts';
import {blank, indented, type Line} from '../words/line.ts';
import {wholeOutput} from '../words/observation.ts';
import {whyLines} from '../words/step.ts';
import type {Key} from './keys.ts';
import {openPrompt, type Prompt, press} from './prompt.ts';

/** Everything that the screen shows: what is over, and what is live. */
export type Screen = {
	readonly transcript: Transcript;
	/** What is over, in the order in which it happened. It only grows. */
	readonly history: readonly Line[];
	readonly prompt?: Prompt;
	/** How often Ctrl+C was pressed since something began to run. */
	readonly stops: number;
	/** closed: nothing is live any more. */
	readonly state: 'open' | 'closed';
};

export const openScreen = (history: readonly Line[]): Screen => ({
	transcript: emptyTranscript,
	history,
	stops: 0,
	state: 'open',
});

const printed = (screen: Screen, lines: readonly Line[]): Screen =>
	lines.length === 0 ? screen : {...screen, history: [...screen.history, ...lines]};

/** The screen after one more event of the walk. */
export const showEvent = (screen: Screen, event: Event, nowMs: number): Screen => {
	const {transcript, lines} = tell(screen.transcript, event, nowMs);
	return printed({...screen, transcript}, lines);
};

/** The screen with a question on it. Help that is a listing goes above it, for the live part has to stay small. */
export const askQuestion = (screen: Screen, question: Question): Screen => {
	const asked = {...screen, prompt: openPrompt(question), stops: 0};
	if (question.ask !== 'setting' || !question.setting.help.includes('\n')) return asked;
	return printed(asked, [blank, ...question.setting.help.split('\n').map((text): Line => ({text, indent: 2}))]);
};

/** The screen after a key; the answer when the key gave one. */
export const pressKey = (screen: Screen, key: Key): {readonly screen: Screen; readonly answer?: Answer} => {
	const {prompt, ...rest} = screen;
	if (prompt === undefined) return {screen};
	const pressed = press(prompt, key);
	if (pressed.answer !== undefined)
		return {screen: printed(rest, recordOf(prompt, pressed.answer)), answer: pressed.answer};
	const next = {...screen, prompt: pressed.prompt};
	return {screen: pressed.show === undefined ? next : printed(next, extra(prompt, pressed.show))};
};

/** What stays in the history of a setting that was answered. */
const recordOf = (prompt: Prompt, answer: Answer): readonly Line[] => {
	if ((prompt.is !== 'choice' && prompt.is !== 'text') || answer.do !== 'set') return [];
	const label = prompt.is === 'choice' ? prompt.choices.find(({value}) => value === answer.value)?.label : undefined;
	return [{text: `${prompt.setting.question} ${label ?? answer.value}`, mark: 'note'}];
};

const extra = (prompt: Prompt, what: 'output' | 'why' | 'help'): readonly Line[] => {
	if (prompt.is === 'choice' || prompt.is === 'text')
		return prompt.setting.help === '' ? [] : [{text: prompt.setting.help, indent: 2, tone: 'quiet'}];
	if (prompt.is !== 'step') return [];
	if (what === 'output') return [blank, ...indented(wholeOutput(prompt.question.after?.observations ?? []), 2)];
	return whyLines(prompt.question.card);
};
