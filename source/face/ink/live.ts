import type {Pace} from '../../engine/question.ts';
import {say, type Words} from '../../engine/words.ts';
import {jumpList, jumpWarning} from '../jump-list.ts';
import {layout, type Page, type Row} from '../layout.ts';
import type {Signs} from '../signs.ts';
import {keepQuestion} from '../words/change.ts';
import {after, blank, type Line} from '../words/line.ts';
import {voidLines} from '../words/void.ts';
import {whereLine} from '../words/where.ts';
import {keyHelp} from './key-help.ts';
import {pathRows} from './path-rows.ts';
import {paceChoices} from './press-pace.ts';
import type {Prompt} from './prompt.ts';
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
	const setting = prompt?.is === 'choice' || prompt?.is === 'text' ? prompt.setting : undefined;
	const where = whereLine(screen.transcript.session, {columns: size.columns, setting});
	const place = where === undefined ? [] : [where];
	const path = pathRows(screen, page);
	/** The path stands above, where there is room for it. */
	const withPath = (rows: readonly Row[]): readonly Row[] => {
		const below = path.length > 0 && rows[0]?.text === '' ? rows.slice(1) : rows;
		return path.length > 0 && path.length + below.length <= most ? [...path, ...below] : rows;
	};
	if (prompt === undefined) {
		const waiting = waitingLines(screen, nowMs, size.signs);
		if (waiting.length === 0) return [];
		const rows = layout(after(screen.history.at(-1), [blank, ...place, ...waiting]), page);
		return withPath(rows.slice(0, most));
	}

	let rows: readonly Row[] = [];
	for (const attempt of attempts) {
		rows = layout(
			after(screen.history.at(-1), [blank, ...place, ...promptLines(prompt, {attempt, ...page, pace, nowMs})]),
			page,
		);
		if (rows.length <= most) return withPath(rows);
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
	{attempt, columns, signs, pace, nowMs}: {attempt: Attempt; columns: number; signs: Signs; pace: Pace; nowMs: number},
): readonly Line[] => {
	const keys = keyHelp(prompt, {help: attempt.help, pace, columns, signs}).map((text): Line => ({text, tone: 'quiet'}));
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
				{text: say({en: 'How do you want to go on?', zh: '接下来如何进行？'}), tone: 'heading'},
				...choiceLines(paceChoices.map(saidChoice), {focus: prompt.focus, at: prompt.focus, most: 3, columns}),
				...keys,
			];
		case 'jump': {
			const {from, focus} = prompt;
			const choices = jumpList(from.session);
			const to = choices[focus]?.number ?? 1;
			const warning = from.is === 'step' ? jumpWarning(from.session, from.question.number, to) : undefined;
			return [
				{text: say({en: 'Which step do you want to go to?', zh: '要转到哪一步？'}), tone: 'heading'},
				...choiceLines(choices, {focus, at: focus, most: attempt.choices, columns}),
				...(warning === undefined ? [] : [{text: warning, mark: 'skipped'} as const]),
				...keys,
			];
		}
		case 'terminal':
			return [{text: prompt.question.why, tone: 'heading'}, ...keys];
		case 'confirm':
			return [
				{
					text: say({en: `Change this host? Type ${prompt.word}:`, zh: `要改动这台主机吗？请输入 ${prompt.word}：`}),
					tone: 'heading',
				},
				{text: `${prompt.typed}_`, mark: 'focus', tone: 'heading'},
				...keys,
			];
		case 'keep':
			return [{text: keepQuestion(prompt.untilMs - nowMs), tone: 'heading'}, ...keys];
		case 'step':
		case 'end':
			return keys;
	}
};

const questionLines = ({setting}: Extract<Prompt, {is: 'choice' | 'text'}>, {help}: Attempt): readonly Line[] => [
	{text: setting.question, tone: 'heading'},
	...(help === 'shown' && setting.help !== '' && !setting.help.includes('\n')
		? [{text: setting.help, indent: 2, tone: 'quiet'} as const]
		: []),
	...voidLines(setting),
];

type Choice = {readonly label: string; readonly hint?: string};

const saidChoice = ({label, hint}: {readonly label: Words; readonly hint: Words}): Choice => ({
	label: say(label),
	hint: say(hint),
});

const placeAmong = (number: number, of: number): Words => ({
	en: `${number} of ${of}`,
	zh: `第 ${number} 项，共 ${of} 项`,
});

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
		...(left > 0 ? [{text: say(placeAmong(at + 1, choices.length)), indent: 2, tone: 'quiet'} as const] : []),
	];
};
