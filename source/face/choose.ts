import type {Words} from '../engine/words.ts';

/** What is known of the terminal before any face is loaded. */
export type Surroundings = {
	readonly stdinIsTty: boolean;
	readonly stdoutIsTty: boolean;
	/** Whether an input that is no terminal can hold answers: a pipe or a file can, /dev/null and a closed input can't. */
	readonly stdinHolds: 'answers' | 'nothing';
	/** 0 where the terminal doesn't say. */
	readonly columns: number;
	readonly rows: number;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** --plain */
	readonly wanted: 'plain' | 'any';
};

export type Chosen =
	| {readonly face: 'ink'}
	/** `because` is for developers: nobody is told. */
	| {readonly face: 'plain'; readonly because: string}
	/** Nobody can answer: bad usage. */
	| {readonly face: 'none'; readonly problem: Words};

/** Which face the wizard wears. It is decided before Ink is imported, which fails or prints rubbish in these cases. */
export const chooseFace = (surroundings: Surroundings): Chosen => {
	const {stdinIsTty, stdoutIsTty, stdinHolds, columns, rows, env, wanted} = surroundings;
	if (!stdinIsTty && stdinHolds === 'nothing')
		return {
			face: 'none',
			problem: {
				en: 'The wizard asks questions, and there is no terminal to answer them. Without questions: slb-wizard check --port <n>',
				zh: '向导会提问，但没有终端可以回答。不提问：slb-wizard check --port <n>',
			},
		};
	const reason = reasons.find(([applies]) => applies(env))?.[1];
	if (wanted === 'plain') return {face: 'plain', because: '--plain'};
	if (!stdinIsTty) return {face: 'plain', because: 'the answers do not come from a terminal'};
	if (!stdoutIsTty) return {face: 'plain', because: 'the output is not a terminal'};
	if (reason !== undefined) return {face: 'plain', because: reason};
	if (columns < leastColumns || rows < leastRows)
		return {face: 'plain', because: `the terminal is smaller than ${leastColumns}x${leastRows}`};
	return {face: 'ink'};
};

// Below these a frame is as tall as the screen, and Ink wipes the scrollback at each one.
const leastColumns = 24;
const leastRows = 10;

const isSet = (value: string | undefined): boolean =>
	value !== undefined && value !== '' && value !== '0' && value !== 'false';

const reasons: ReadonlyArray<readonly [(env: Surroundings['env']) => boolean, string]> = [
	[({TERM}) => TERM === 'dumb', 'TERM=dumb'],
	[({ACCESSIBLE}) => isSet(ACCESSIBLE), 'ACCESSIBLE is set'],
	[({INK_SCREEN_READER}) => isSet(INK_SCREEN_READER), 'INK_SCREEN_READER is set'],
	// Ink draws nothing until its end where it believes to be in a CI job.
	[({CI, CONTINUOUS_INTEGRATION}) => isSet(CI) || isSet(CONTINUOUS_INTEGRATION), 'CI is set'],
];
