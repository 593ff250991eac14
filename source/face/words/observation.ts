import {commandLine, type Failure, type Observation} from '../../engine/command.ts';
import {say, type Words} from '../../engine/words.ts';
import {moreRows} from './cause.ts';
import {duration} from './duration.ts';
import type {Line} from './line.ts';
import {safeLine, safeRows} from './safe.ts';

const failures: Readonly<Record<Failure, Words>> = {
	'not-found': {en: 'not on this host', zh: '这台主机上没有'},
	timeout: {en: 'stopped at its time limit', zh: '到达时限，已停止'},
	unreachable: {en: 'the host could not be reached', zh: '无法连接主机'},
	denied: {en: 'not permitted', zh: '权限不足'},
	'too-much-output': {en: 'more output than can be read', zh: '输出过多，无法读取'},
	cancelled: {en: 'cancelled', zh: '已取消'},
	'would-load-module': {en: 'not run: it would load a kernel module', zh: '未运行：会加载内核模块'},
	'not-recorded': {en: 'was not recorded', zh: '没有录制'},
};

/** How a command ended, in a few words: `12 ms`, `exit 1, 12 ms`, `not on this host`. */
export const ending = ({failure, exitCode, durationMs}: Observation): string => {
	if (failure === 'not-found') return say(failures[failure]);
	const took = duration(durationMs);
	if (failure === undefined && exitCode === 0) return took;
	const code = exitCode ?? '?';
	const how = failure === undefined ? {en: `exit ${code}`, zh: `退出码 ${code}`} : failures[failure];
	return say({en: `${how.en}, ${took}`, zh: `${how.zh}，${took}`});
};

// Enough of a line to recognise it; the whole is one key away.
const mostCharacters = 200;

const shortened = (line: string): string => {
	const characters = [...line];
	return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join('')} …` : line;
};

/** What a command wrote; its errors where there is nothing else. */
const outputRows = ({stdout, stderr}: Observation): readonly string[] =>
	safeRows(stdout.trim() === '' ? stderr : stdout);

// A step's result in a few lines: more commands get one row each.
const mostCommands = 4;

/**
 * The commands that a step ran, each with how it ended, and the first few rows of what came. Those that the reader was
 * shown in other steps are only counted, unless there are no others.
 */
export const observationLines = (
	observations: readonly Observation[],
	shownBefore: readonly string[] = [],
): readonly Line[] => {
	const fresh = observations.filter(({command}) => !shownBefore.includes(commandLine(command)));
	const shown = (fresh.length > 0 ? fresh : observations.slice(0, 1)).slice(0, mostCommands);
	const rows = shown.length > 2 ? 1 : 3;
	const left = observations.length - shown.length;
	return [
		...shown.flatMap(observation => oneCommand(observation, rows)),
		...(left > 0
			? [
					{
						text: say({
							en: `and ${left} more ${left === 1 ? 'command' : 'commands'}`,
							zh: `还有 ${left} 条命令`,
						}),
						mark: 'note',
						tone: 'quiet',
					} as const,
				]
			: []),
	];
};

const oneCommand = (observation: Observation, rows: number): readonly Line[] => {
	const [line, end] = [shortened(safeLine(commandLine(observation.command))), ending(observation)];
	const output = outputRows(observation);
	const rest = output.length - rows;
	return [
		{text: say({en: `${line}  (${end})`, zh: `${line} （${end}）`}), mark: 'ran'},
		...output.slice(0, rows).map(row => ({text: shortened(row), indent: 2, tone: 'output'}) as const),
		...(rest > 0 ? [{text: moreRows(rest), indent: 2, tone: 'quiet'} as const] : []),
	];
};

// What one look at a screen's scrollback can take; the whole is in the report and in --events.
const mostRows = 300;

/** The whole output of each command, capped at 300 rows each. */
export const wholeOutput = (observations: readonly Observation[]): readonly Line[] =>
	observations.length === 0
		? [{text: say({en: 'No command ran in this step.', zh: '这一步没有运行命令。'}), tone: 'quiet'}]
		: observations.flatMap(observation => {
				const [output, end] = [outputRows(observation), ending(observation)];
				const rest = output.length - mostRows;
				return [
					{text: safeLine(commandLine(observation.command)), mark: 'ran', tone: 'command'},
					...output.slice(0, mostRows).map(row => ({text: row, indent: 2, tone: 'output'}) as const),
					...(rest > 0 ? [{text: say(tooManyRows(rest)), indent: 2} as const] : []),
					...(output.length === 0
						? [{text: say({en: 'no output', zh: '没有输出'}), indent: 2, tone: 'quiet'} as const]
						: []),
					{text: say({en: `(${end})`, zh: `（${end}）`}), indent: 2, tone: 'quiet'},
				] satisfies readonly Line[];
			});

const tooManyRows = (rest: number): Words => ({
	en: `… ${rest} more rows; run the command above to see them`,
	zh: `… 还有 ${rest} 行；运行上面的命令可查看`,
});
