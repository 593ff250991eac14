import type {Pace} from '../../engine/event.ts';
import {layout, type Page, type Row} from '../layout.ts';
import {keepQuestion} from '../words/change.ts';
import {after, type Line} from '../words/line.ts';
import {keyHelp} from './key-help.ts';
import {pathRows} from './path-rows.ts';
import {type Prompt, paceChoices} from './prompt.ts';
import type {Screen} from './screen.ts';
import {waitingLines} from './waiting.ts';

export type Size = {readonly columns: number; readonly rows: number};

/** The live part of the screen as rows. It never reaches the height of the screen: that would wipe the scrollback. */
export const liveRows = (screen: Screen, nowMs: number, size: Size & Pick<Page, 'signs'>): readonly Row[] => {
	const {prompt, state} = screen;
	if (state !== 'open') return [];
	const page = {columns: size.columns, signs: size.signs};
	const {pace} = screen.transcript.session;
	const most = Math.max(2, Math.min(size.rows - 2, 11));
	const path = pathRows(screen, page);
	if (prompt === undefined) {
		const waiting = layout(waitingLines(screen, nowMs, size.signs), page);
		return (waiting.length === 0 || path.length + waiting.length > most ? waiting : [...path, ...waiting]).slice(
			0,
			most,
		);
	}

	let rows: readonly Row[] = [];
	for (const attempt of attempts) {
		rows = layout(
			after(screen.history.at(-1), promptLines(prompt, {attempt, columns: size.columns, pace, nowMs})),
			page,
		);
		if (rows.length <= most) return path.length + rows.length <= most ? [...path, ...rows] : rows;
	}

	// The end holds what can be done, and what was wrong with the last answer.
	return rows.slice(-most);
};

type Attempt = {readonly help: 'shown' | 'hidden'; readonly choices: number};

// The less room, the fewer choices at once; the help goes before the choices do, for ? shows it.
const attempts: readonly Attempt[] = [
	{help: 'shown', choices: 7},
	{help: 'shown', choices: 4},
	{help: 'hidden', choices: 6},
	{help: 'hidden', choices: 4},
	{help: 'hidden', choices: 3},
	{help: 'hidden', choices: 2},
	{help: 'hidden', choices: 1},
];

const promptLines = (
	prompt: Prompt,
	{attempt, columns, pace, nowMs}: {attempt: Attempt; columns: number; pace: Pace; nowMs: number},
): readonly Line[] => {
	const keys = keyHelp(prompt, {help: attempt.help, pace, columns}).map((text): Line => ({text, tone: 'quiet'}));
	switch (prompt.is) {
		case 'choice': {
			const {setting, choices, focus, typed} = prompt;
			return [
				...questionLines(prompt, attempt),
				...choiceLines(choices, {focus: typed === '' ? focus : undefined, at: focus, most: attempt.choices, columns}),
				...(typed === '' ? [] : [{text: `${typed}_`, mark: 'focus', tone: 'heading'} as const]),
				...(setting.problem === undefined ? [] : [{text: setting.problem, mark: 'problem'} as const]),
				...keys,
			];
		}
		case 'text':
			return [
				...questionLines(prompt, attempt),
				{text: `${prompt.typed}_`, mark: 'focus', tone: 'heading'},
				...(prompt.setting.problem === undefined ? [] : [{text: prompt.setting.problem, mark: 'problem'} as const]),
				...keys,
			];
		case 'pace':
			return [
				{text: 'How do you want to go on?', tone: 'heading'},
				...choiceLines(paceChoices, {focus: prompt.focus, at: prompt.focus, most: 3, columns}),
				...keys,
			];
		case 'terminal':
			return [{text: ''}, {text: prompt.question.why, tone: 'heading'}, ...keys];
		case 'confirm':
			return [
				{text: ''},
				{text: `Change this host? Type ${prompt.word}:`, tone: 'heading'},
				{text: `${prompt.typed}_`, mark: 'focus', tone: 'heading'},
				...keys,
			];
		case 'keep':
			return [{text: ''}, {text: keepQuestion(prompt.untilMs - nowMs), tone: 'heading'}, ...keys];
		case 'step':
		case 'end':
			return [{text: ''}, ...keys];
	}
};

const questionLines = ({setting}: Extract<Prompt, {is: 'choice' | 'text'}>, {help}: Attempt): readonly Line[] => [
	{text: ''},
	{text: setting.question, tone: 'heading'},
	...(help === 'shown' && setting.help !== '' && !setting.help.includes('\n')
		? [{text: setting.help, indent: 2, tone: 'quiet'} as const]
		: []),
];

type Choice = {readonly label: string; readonly hint?: string};

/** A window of the choices round the one that has the focus. */
const choiceLines = (
	choices: readonly Choice[],
	{focus, at, most, columns}: {focus: number | undefined; at: number; most: number; columns: number},
): readonly Line[] => {
	const first = Math.max(0, Math.min(at - Math.floor(most / 2), choices.length - most));
	const shown = choices.slice(first, first + most);
	const left = choices.length - shown.length;
	return [
		...shown.map(({label, hint}, index): Line => {
			const isFocused = first + index === focus;
			// Hints of the others would take a row each on a narrow screen.
			const words = hint === undefined || (columns < 60 && !isFocused) ? label : `${label} · ${hint}`;
			return isFocused ? {text: words, mark: 'focus', tone: 'heading'} : {text: words, indent: 2};
		}),
		...(left > 0 ? [{text: `${at + 1} of ${choices.length}`, indent: 2, tone: 'quiet'} as const] : []),
	];
};
