import type {Command, Help, Option} from 'commander';
import {say} from '../../engine/words.ts';
import {endingOf, exitWords} from './ending.ts';

/** What a screen holds, with a line for the prompt. */
const mostRows = 23;

/** Options that are left out first where a screen is too small for all of them, the least needed last. */
const seldom = [
	...['--no-color', '--ascii', '--mask', '--ticket', '--unhealthy', '--healthy', '--interval', '--events', '--witness'],
	...['--timeout', '--check-timeout', '--short', '--from-seat', '--record', '--method', '--codes', '--domain'],
	...['--check-port', '--lang', '--compare', '--json', '--version', '--source', '--resume', '--pace', '--plain'],
	...['--report', '--target', '--backend', '--product', '--path', '--protocol', '--remedy', '--time-limit', '--plan'],
];

/** A command's help on one screen: its most needed options, each on one line, and examples. */
export const briefHelp = (command: Command, helper: Help): string => {
	const width = Math.min(helper.helpWidth ?? 80, 100);
	const options = [...helper.visibleOptions(command)];
	const left = seldom.flatMap(flag => options.find(({long}) => long === flag) ?? []);
	const rows = (shown: readonly Option[], examples?: number): readonly string[] =>
		screen(command, {helper, width, shown, more: options.length - shown.length, examples});
	let shown: readonly Option[] = options;
	for (const option of left) {
		if (rows(shown).length <= mostRows) break;
		shown = shown.filter(other => other !== option);
	}

	// A screen with all commands on it has room for one example.
	const whole = rows(shown);
	return `${(whole.length <= mostRows ? whole : rows(shown, 1)).join('\n')}\n`;
};

const screen = (
	command: Command,
	{
		helper,
		width,
		shown,
		more,
		examples: most,
	}: {
		readonly helper: Help;
		readonly width: number;
		readonly shown: readonly Option[];
		readonly more: number;
		readonly examples: number | undefined;
	},
): readonly string[] => {
	const wrapped = (text: string): readonly string[] => helper.boxWrap(text, width).split('\n');
	const {examples: all = [], exit, note} = endingOf(command);
	const examples = all.slice(0, most);
	const commands = helper.visibleCommands(command);
	const usage = helper.commandUsage(command);
	const whole = `${nameOf(command)} --help --all`;
	const items = [
		...helper
			.visibleArguments(command)
			.map(one => [helper.argumentTerm(one), helper.argumentDescription(one)] as const),
		...shown.map(option => [helper.optionTerm(option), option.description] as const),
	];
	const column = Math.max(...items.map(([term]) => term.length), ...commands.map(one => one.name().length)) + 4;
	const item = (term: string, words: string): string =>
		`  ${term.padEnd(column - 2)}${inBrief(words, width - column, helper)}`;
	return [
		...wrapped(say({en: `Usage: ${usage}`, zh: `用法：${usage}`})),
		...wrapped(command.summary() || helper.commandDescription(command)),
		'',
		...(commands.length === 0 ? [] : commands.map(one => item(one.name(), helper.subcommandDescription(one)))),
		...(commands.length === 0 ? [] : ['']),
		...items.map(([term, words]) => item(term, words)),
		...(more === 0
			? []
			: wrapped(
					say({
						en: `${more} more options, and more about these: ${whole}`,
						zh: `另有 ${more} 个选项，更多说明见：${whole}`,
					}),
				)),
		...(examples.length === 0 && exit === undefined && note === undefined ? [] : ['']),
		...(examples.length === 1 ? [say({en: `Example: ${examples[0]}`, zh: `示例：${examples[0]}`})] : []),
		...(examples.length > 1 ? [say({en: 'Examples:', zh: '示例：'}), ...examples.map(example => `  ${example}`)] : []),
		...(exit === undefined ? [] : wrapped(say(exitWords(exit)))),
		...(note === undefined ? [] : wrapped(note)),
	];
};

/** `slb-wizard sessions rm` */
export const nameOf = (command: Command): string =>
	command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;

/** As much of a description as fits on a line, cut where a thought ends. */
export const inBrief = (words: string, width: number, {displayWidth}: Pick<Help, 'displayWidth'>): string => {
	if (displayWidth(words) <= width) return words;
	const before = (breaks: RegExp, most: number): readonly string[] =>
		[...words.matchAll(breaks)].map(({index}) => words.slice(0, index)).filter(part => displayWidth(part) <= most);
	const thought = before(/ \(|[,;:] |[（，；：]/g, width)
		.filter(isClosed)
		.at(-1);
	return thought ?? `${before(/ |(?<=\p{Script=Han})(?=\p{Script=Han})/gu, width - 2).at(-1) ?? ''} …`;
};

const isClosed = (text: string): boolean => text.split(/[(（]/).length === text.split(/[)）]/).length;
