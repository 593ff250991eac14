import {spoken} from '../engine/words.ts';

/** What commander says of arguments that it can't take (14.0.3, lib/command.js), and the same in Chinese. */
const sentences: ReadonlyArray<readonly [RegExp, (...named: readonly string[]) => string]> = [
	[/^missing required argument '(.*)'$/s, (name = '') => `缺少参数 <${name}>`],
	[/^option '(.*)' argument missing$/s, (flags = '') => `选项 ${flags} 缺少值`],
	[
		/^option '(.*?)' argument '(.*)' is invalid\. (.*)$/s,
		(flags = '', value = '', why = '') => `选项 ${flags} 的值“${value}”无效。${why}`,
	],
	[
		/^command-argument value '(.*)' is invalid for argument '(.*?)'\. (.*)$/s,
		(value = '', name = '', why = '') => `参数 <${name}> 的值“${value}”无效。${why}`,
	],
	[
		/^option '(.*)' cannot be used with option '(.*)'$/s,
		(one = '', other = '') => `选项 ${one} 不能与选项 ${other} 同用`,
	],
	[
		/^unknown option '(.*)'\n\(Did you mean (?:one of )?(.*)\?\)$/s,
		(flag = '', meant = '') => `未知选项 ${flag}（是不是 ${meant.replaceAll(', ', ' 或 ')}？）`,
	],
	[/^unknown option '(.*)'$/s, (flag = '') => `未知选项 ${flag}`],
	[
		/^too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+)\.$/s,
		(command = '', most = '', given = '') =>
			`${command === '' ? '' : `${command} 的`}参数过多：最多 ${most} 个，给了 ${given} 个。`,
	],
];

/** commander's complaint after the program's name, in the language that is spoken. One that isn't known stays English. */
export const parseErrorWords = (complaint: string): string => {
	const text = complaint.replace(/^error: /, '').trimEnd();
	for (const [sentence, inChinese] of spoken() === 'zh-CN' ? sentences : []) {
		const named = sentence.exec(text);
		if (named !== null) return `slb-wizard: ${inChinese(...named.slice(1))}\n`;
	}

	return complaint.replace(/^error: /, 'slb-wizard: ');
};
