import {spawnSync} from 'node:child_process';
import type {Language} from '../../source/engine/words.ts';
import {program} from '../lab/harness/program.ts';

const locales = {en: 'C.UTF-8', 'zh-CN': 'zh_CN.UTF-8'} as const satisfies Record<Language, string>;

/** Runs the built program in the locale of a language, whatever the tests' own is. */
export const runIn = (language: Language, ...words: readonly string[]) => {
	const env = {...process.env, LC_ALL: locales[language], TERM: 'xterm-256color', NO_COLOR: '1'};
	const {status, stdout, stderr} = spawnSync(process.execPath, [program, ...words], {encoding: 'utf8', env});
	return {status, stdout, stderr};
};

/** Words that no command, option or code of the program has by itself: where one stands, there is English prose. */
export const englishProse =
	/(?<![-\w<[/.’])(?:the|a|an|is|are|was|of|and|or|that|which|what|with|this|not|it|its|when|where|only|must)(?![-\w.])/i;
