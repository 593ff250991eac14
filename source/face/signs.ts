import {type Language, say} from '../engine/words.ts';
import type {Mark} from './words/line.ts';

/** The signs that bars are drawn with, the lowest first; and those of probes that failed, or weren't told. */
export type Bars = {readonly levels: readonly string[]; readonly fail: string; readonly unknown: string};

/** Every sign that a face draws with, and what it does with the words of others. Chosen once, before a face is made. */
export type Signs = {
	/** One column wide each, unless they are words. */
	readonly marks: Readonly<Record<Mark, string>>;
	/** Whether a line that can be drawn is; words are for who hears it. */
	readonly lines: 'drawn' | 'words';
	/** Between two stations, one column wide. */
	readonly arrow: string;
	readonly spinner: readonly string[];
	readonly bars: Bars;
	/** Whether Chinese can be read on it. */
	readonly chinese: 'shown' | 'not-shown';
	/** Words as the terminal can show them. */
	readonly words: (text: string) => string;
	/** The same for a command: it stays the command that it is, or is seen to be another one. */
	readonly command: (text: string) => string;
};

const asItIs = (text: string): string => text;

/** For a terminal that reads UTF-8 and has the signs. */
export const unicodeSigns: Signs = {
	marks: {
		ok: '✔',
		problem: '✖',
		risk: '!',
		unknown: '?',
		skipped: '–',
		note: '·',
		item: '·',
		ran: '$',
		focus: '❯',
	},
	lines: 'drawn',
	arrow: '→',
	spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
	bars: {levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'], fail: '✖', unknown: '?'},
	chinese: 'shown',
	words: asItIs,
	command: asItIs,
};

/** What stands in the words of slb-wizard, and its twin in ASCII. */
const twins: ReadonlyArray<readonly [string, string]> = [
	['↑↓', 'Up/Down'],
	['→', '->'],
	['←', '<-'],
	['↑', '^'],
	['↓', 'v'],
	['’', "'"],
	['‘', "'"],
	['“', '"'],
	['”', '"'],
	['…', '...'],
	['·', '|'],
	['›', '>'],
	['–', '-'],
	['—', '--'],
	['−', '-'],
	['×', 'x'],
	['✔', '+'],
	['✓', '+'],
	['✖', 'x'],
	['✗', 'x'],
	['❯', '>'],
	['\u00A0', ' '],
];

const twinOf = new Map(twins);
const anyTwin = new RegExp(twins.map(([sign]) => sign).join('|'), 'gu');

const withTwins = (text: string): string => text.replace(anyTwin, sign => twinOf.get(sign) ?? sign);

/** What has no twin is written as its number in Unicode: a name stays the same name, and nothing is mistaken for another. */
const escaped = (text: string): string =>
	text.replace(/[^\u0000-\u007E]/gu, character => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);

/** For a terminal in a locale that isn't UTF-8: no byte above 0x7E. */
export const asciiSigns: Signs = {
	marks: {ok: '+', problem: 'x', risk: '!', unknown: '?', skipped: '-', note: '.', item: '*', ran: '$', focus: '>'},
	lines: 'drawn',
	arrow: '>',
	spinner: ['|', '/', '-', '\\'],
	bars: {levels: ['_', '.', '-', '~', '=', '+', '*', '#'], fail: 'x', unknown: '?'},
	chinese: 'not-shown',
	words: text => escaped(withTwins(text)),
	command: escaped,
};

/** Where the signs may be missing in the font (the consoles of Linux and of older Windows), and letters are shown. */
const letteredSigns: Signs = {...asciiSigns, words: withTwins, command: asItIs};

/** The same signs for who hears the screen: the marks are words, and nothing is drawn. */
export const spoken = (signs: Signs): Signs => ({
	...signs,
	marks: {
		ok: say({en: 'OK:', zh: 'OK：'}),
		problem: say({en: 'PROBLEM:', zh: '问题：'}),
		risk: say({en: 'RISK:', zh: '风险：'}),
		unknown: say({en: 'UNKNOWN:', zh: '未知：'}),
		skipped: say({en: 'SKIPPED:', zh: '跳过：'}),
		note: say({en: 'NOTE:', zh: '说明：'}),
		item: '-',
		ran: say({en: 'RAN:', zh: '已运行：'}),
		focus: '>',
	},
	lines: 'words',
});

/**
 * The signs that the terminal can show. The locale says whether it reads UTF-8 (POSIX, Environment Variables: LC_ALL
 * before LC_CTYPE before LANG; none of them set is the locale C); Windows has no such variables, its consoles show
 * letters, and only its newer terminals have the signs.
 */
export const chooseSigns = ({
	env,
	platform,
	language,
	wanted,
}: {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly platform: NodeJS.Platform;
	/** Who is spoken to in Chinese reads it: there letters stay. */
	readonly language: Language;
	/** --ascii */
	readonly wanted: 'ascii' | 'any';
}): Signs => {
	const ascii: Signs = language === 'zh-CN' ? {...letteredSigns, chinese: 'shown'} : asciiSigns;
	if (wanted === 'ascii') return ascii;
	if (platform === 'win32')
		return [env.WT_SESSION, env.TERM_PROGRAM, env.TERM].some(Boolean) ? unicodeSigns : letteredSigns;
	if (!/utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '')) return ascii;
	return env.TERM === 'linux' ? letteredSigns : unicodeSigns;
};
