import type {Answer, Offer, Question, SettingQuestion} from '../../engine/question.ts';
import type {Session} from '../../engine/session.ts';
import {jumpList} from '../jump-list.ts';
import type {Key} from './keys.ts';
import {pressConfirm, pressKeep} from './press-change.ts';
import {openJump, pressJump} from './press-jump.ts';
import {pressPace} from './press-pace.ts';
import {pressChoice, pressText} from './press-setting.ts';

type Choice = NonNullable<SettingQuestion['choices']>[number];

/** Whether there is a question before this one. */
export type Back = 'possible' | 'impossible';

/** The steps as they are, for the list of those that can be jumped to. */
type Steps = Pick<Session, 'steps'>;

type StepPrompt = {
	readonly is: 'step';
	readonly question: Extract<Question, {ask: 'step'}>;
	readonly session: Steps;
};

type EndPrompt = {
	readonly is: 'end';
	readonly offers: readonly Offer[];
	readonly mends: boolean;
	readonly session: Steps;
};

/** What the person is asked, and how far the answer is. */
export type Prompt =
	| {
			readonly is: 'choice';
			readonly setting: SettingQuestion;
			readonly choices: readonly Choice[];
			readonly focus: number;
			readonly typed: string;
			readonly back: Back;
	  }
	| {readonly is: 'text'; readonly setting: SettingQuestion; readonly typed: string; readonly back: Back}
	| StepPrompt
	| {readonly is: 'pace'; readonly from: StepPrompt; readonly focus: number}
	| {readonly is: 'jump'; readonly from: StepPrompt | EndPrompt; readonly focus: number; readonly typed: string}
	| {readonly is: 'terminal'; readonly question: Extract<Question, {ask: 'terminal'}>}
	| {readonly is: 'confirm'; readonly word: string; readonly typed: string}
	/** `untilMs` is by the reader's clock. */
	| {readonly is: 'keep'; readonly untilMs: number}
	| EndPrompt;

/** What a key came to: the prompt as it is now, and perhaps an answer, or something to show. */
export type Pressed = {
	readonly prompt: Prompt;
	readonly answer?: Answer;
	readonly show?: 'output' | 'why' | 'help';
	/** Copies the short form to the clipboard. */
	readonly copy?: true;
};

/** The prompt of a question before any key. `nowMs` is the reader's clock. */
export const openPrompt = (question: Question, back: Back, nowMs = 0, session: Steps = {steps: []}): Prompt => {
	if (question.ask === 'end')
		return {is: 'end', offers: question.offers ?? [], mends: question.mends === true, session};
	if (question.ask === 'confirm') return {is: 'confirm', word: question.word, typed: ''};
	if (question.ask === 'keep') return {is: 'keep', untilMs: nowMs + question.leftMs};
	if (question.ask === 'step') return {is: 'step', question, session};
	if (question.ask === 'terminal') return {is: 'terminal', question};
	const {setting} = question;
	const {choices = []} = setting;
	if (choices.length === 0) return {is: 'text', setting, typed: '', back};
	const focus = choices.findIndex(({value}) => value === setting.suggestion);
	return {is: 'choice', setting, choices, focus: Math.max(focus, 0), typed: '', back};
};

/** One key more. */
export const press = (prompt: Prompt, key: Key): Pressed => {
	if (key.is === 'interrupt' || key.is === 'end-of-input') return {prompt, answer: {do: 'quit'}};
	switch (prompt.is) {
		case 'choice':
			return pressChoice(prompt, key);
		case 'text':
			return pressText(prompt, key);
		case 'step':
			return pressStep(prompt, key);
		case 'pace':
			return pressPace(prompt, key);
		case 'jump':
			return pressJump(prompt, key);
		case 'terminal':
			return pressTerminal(prompt, key);
		case 'confirm':
			return pressConfirm(prompt, key);
		case 'keep':
			return pressKeep(prompt, key);
		case 'end':
			return pressEnd(prompt, key);
	}
};

/** Whether there is a step to jump to. */
export const canJump = ({session}: StepPrompt | EndPrompt): boolean => jumpList(session).length > 0;

const pressStep = (prompt: Extract<Prompt, {is: 'step'}>, key: Key): Pressed => {
	const {question} = prompt;
	const hasReport = question.after !== undefined;
	if (key.is === 'enter') return {prompt, answer: {do: 'go'}};
	if (key.is === 'escape') return hasReport ? {prompt, answer: {do: 'back'}} : {prompt};
	if (key.is !== 'text') return {prompt};
	switch (key.text.toLowerCase()) {
		case 's':
			return {prompt, answer: {do: 'skip'}};
		case 'f':
			return question.mends === true ? {prompt, answer: {do: 'mend'}} : {prompt};
		case 'r':
			return hasReport ? {prompt, answer: {do: 'again'}} : {prompt};
		case 'b':
			return hasReport ? {prompt, answer: {do: 'back'}} : {prompt};
		case 'o':
			return hasReport ? {prompt, show: 'output'} : {prompt};
		case '?':
			return {prompt, show: 'why'};
		case 'p':
			return {prompt: {is: 'pace', from: prompt, focus: 0}};
		case 'j':
			return {prompt: canJump(prompt) ? openJump(prompt) : prompt};
		case 'q':
			return {prompt, answer: {do: 'quit'}};
		default:
			return {prompt};
	}
};

const pressTerminal = (prompt: Extract<Prompt, {is: 'terminal'}>, key: Key): Pressed => {
	if (key.is === 'enter') return {prompt, answer: {do: 'go'}};
	const letter = key.is === 'text' ? key.text.toLowerCase() : '';
	if (letter === 's' && prompt.question.without !== undefined) return {prompt, answer: {do: 'skip'}};
	return letter === 'q' ? {prompt, answer: {do: 'quit'}} : {prompt};
};

const pressEnd = (prompt: Extract<Prompt, {is: 'end'}>, key: Key): Pressed => {
	if (key.is === 'enter' || key.is === 'escape') return {prompt, answer: {do: 'go'}};
	if (key.is !== 'text') return {prompt};
	const letter = key.text.toLowerCase();
	if (letter === 'r') return {prompt, answer: {do: 'again'}};
	if (letter === 'w' && prompt.offers.includes('watch')) return {prompt, answer: {do: 'watch'}};
	if (letter === 'l' && prompt.offers.includes('seat')) return {prompt, answer: {do: 'seat'}};
	if (letter === 'f' && prompt.mends) return {prompt, answer: {do: 'mend'}};
	if (letter === 'c') return {prompt, copy: true};
	if (letter === 'j' && canJump(prompt)) return {prompt: openJump(prompt)};
	return letter === 'q' ? {prompt, answer: {do: 'quit'}} : {prompt};
};
