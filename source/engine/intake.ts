import {answersOf, asBefore, gone} from './asked-again.ts';
import {type Detected, nothingDetected} from './detected.ts';
import {confirmation, settingsMenu} from './intake-menu.ts';
import {intakePlace} from './intake-place.ts';
import {filled, nextOpen} from './open-settings.ts';
import {type Answer, type Pace, paces, type Question, type SettingQuestion} from './question.ts';
import {withAnswer} from './read-setting.ts';
import {type AskableName, askFor, isAskable} from './setting-question.ts';
import type {Settings} from './settings.ts';
import {voidWith} from './void-answers.ts';
import {say, type Words} from './words.ts';

export type IntakeOptions = {
	/** What was said on the command line: it is not asked again. */
	readonly given: Settings;
	/** The first question doesn't wait for it. */
	readonly detected: Detected | Promise<Detected>;
	/** The question is made anew for each language that it is asked in. */
	readonly ask: (question: () => Extract<Question, {ask: 'setting'}>) => Promise<Answer>;
	/** Whether the first question offers the demo to people who have no broken backend at hand. */
	readonly demo?: 'offered' | 'not-offered';
	/** The pace that was asked for: a bare Enter starts with it. */
	readonly pace?: Pace | undefined;
};

export type Intake =
	| {readonly is: 'ready'; readonly settings: Settings; readonly pace: Pace}
	| {readonly is: 'demo'}
	| {readonly is: 'quit'};

/** Where the asking is: the settings so far, and what is asked about out of order. */
type Draft = {readonly settings: Settings; readonly at: 'missing' | 'menu' | AskableName};

type Taken = {readonly draft: Draft} | {readonly done: Intake} | {readonly problem: Words};

type Ask = {readonly setting: SettingQuestion; readonly take: (answer: string) => Taken};

/**
 * Asks for what was not given before the walk, in as few questions as can be: load balancer, port, protocol, what was
 * found in several ways, and one that shows all settings to confirm them. Back goes to the question before and keeps the
 * later answers, but for those that another answer makes void, which is said before and after. An answer that can't be
 * read asks again.
 */
export const intake = async ({given, detected, ask, demo = 'offered', pace}: IntakeOptions): Promise<Intake> => {
	let draft: Draft = {settings: given, at: 'missing'};
	let problem: Words | undefined;
	let voided: () => readonly string[] = () => [];
	const past: Array<Draft['at']> = [];
	for (;;) {
		const isFirst = draft.at === 'missing' && draft.settings.product === undefined;
		const isDetour = past.includes('menu') || draft.at === 'menu';
		const context: Context = {
			detected: isFirst ? nothingDetected : await detected,
			demo: isDetour ? 'not-offered' : demo,
			asked: past.length,
			pace,
		};
		const asked = nextQuestion(draft, context);
		const place = isDetour
			? undefined
			: intakePlace(draft, {asked: past.length, detected: isFirst ? undefined : context.detected});
		const answer = await ask(() => ({
			ask: 'setting',
			setting: {
				...nextQuestion(draft, context).setting,
				...(place === undefined ? {} : {place}),
				...(voided().length === 0 ? {} : {voided: voided()}),
				...(problem === undefined ? {} : {problem: say(problem)}),
			},
		}));
		problem = undefined;
		voided = () => [];
		if (answer.do === 'quit') return {is: 'quit'};
		if (answer.do === 'back') {
			draft = {settings: draft.settings, at: past.pop() ?? draft.at};
			continue;
		}

		const value = answer.do === 'set' ? answer.value : (asked.setting.suggestion ?? '');
		const taken = asked.take(value);
		if ('done' in taken) return taken.done;
		if ('problem' in taken) {
			problem = taken.problem;
			continue;
		}

		const [before, now] = [draft.settings, taken.draft.settings];
		voided = () => gone(before, now);
		const {id} = asked.setting;
		past.push(id === 'start' ? 'missing' : isAskable(id) ? id : 'menu');
		draft = taken.draft;
	}
};

type Context = {
	readonly detected: Detected;
	readonly demo: 'offered' | 'not-offered';
	/** How many questions have been answered. */
	readonly asked: number;
	readonly pace: Pace | undefined;
};

const nextQuestion = (draft: Draft, context: Context): Ask => {
	const {detected, asked} = context;
	if (draft.at === 'menu') return menuQuestion(draft, context);
	const name = draft.at === 'missing' ? nextOpen(draft.settings, detected, asked) : draft.at;
	return name === undefined ? confirmQuestion(draft, context) : settingQuestion(name, draft, context);
};

const settingQuestion = (name: AskableName, draft: Draft, {detected, demo}: Context): Ask => {
	const {label: _label, ...asked} = askFor(name, draft.settings, detected);
	const isDemoOffered = name === 'product' && demo === 'offered';
	const choices = [
		...(asked.choices ?? []),
		...(isDemoOffered
			? [
					{
						value: 'demo',
						label: say({en: 'Demo', zh: '演示'}),
						hint: say({
							en: 'no broken backend at hand? Watch a fault being found',
							zh: '手边没有故障的后端服务器？看看一个故障如何被找到',
						}),
					},
				]
			: []),
	];
	const isAnswered = draft.settings[name] !== undefined;
	const wouldVoid = isAnswered ? answersOf(draft.settings, voidWith(draft.settings, name)) : [];
	return {
		setting: {
			...asked,
			id: name,
			...(asked.choices === undefined ? {} : {choices}),
			...asBefore(draft.settings, {name, choices, others: asked.others}),
			...(wouldVoid.length === 0 ? {} : {wouldVoid}),
		},
		take: answer => {
			if (isDemoOffered && answer.trim().toLowerCase() === 'demo') return {done: {is: 'demo'}};
			const reading = withAnswer(draft.settings, name, answer);
			return 'problem' in reading ? reading : {draft: {settings: reading.value, at: 'missing'}};
		},
	};
};

const confirmQuestion = (draft: Draft, {detected, pace: wanted}: Context): Ask => {
	const settings = filled(draft.settings, detected);
	return {
		setting: confirmation(settings, {detected, wanted}),
		take: answer => {
			const word = answer.trim().toLowerCase();
			const pace = paces.find(name => name === word);
			if (pace !== undefined) return {done: {is: 'ready', settings, pace}};
			return word === 'change'
				? {draft: {settings, at: 'menu'}}
				: {problem: {en: `“${answer.trim()}” is not one of the choices.`, zh: `“${answer.trim()}”不在选项之中。`}};
		},
	};
};

const menuQuestion = (draft: Draft, {detected}: Context): Ask => ({
	setting: settingsMenu(draft.settings, detected),
	take: answer => {
		const name = answer.trim();
		if (name === 'done') return {draft: {settings: draft.settings, at: 'missing'}};
		return isAskable(name)
			? {draft: {settings: draft.settings, at: name}}
			: {problem: {en: `“${name}” is not one of the settings.`, zh: `“${name}”不是其中的设置。`}};
	},
});
