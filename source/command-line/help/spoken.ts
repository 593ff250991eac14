import {type Argument, Help, type Option} from 'commander';
import {say, spoken, type Words} from '../../engine/words.ts';

/** commander's own titles. */
const titles: ReadonlyMap<string, Words> = new Map([
	['Usage:', {en: 'Usage:', zh: '用法：'}],
	['Arguments:', {en: 'Arguments:', zh: '参数：'}],
	['Options:', {en: 'Options:', zh: '选项：'}],
	['Commands:', {en: 'Commands:', zh: '命令：'}],
]);

const inChinese = (usage: string): string => usage.replace('[options]', '[选项]').replace('[command]', '[命令]');

const described = ({description, argChoices}: Argument | Option): string =>
	argChoices === undefined ? description : `${description}（可选值：${argChoices.join('、')}）`;

/** How commander's help is worded in the language that is spoken; in English as it does by itself. */
export const spokenHelp: Partial<Help> = {
	styleTitle(title) {
		const words = titles.get(title);
		return words === undefined ? title : say(words);
	},
	commandUsage(command) {
		const usage = Help.prototype.commandUsage.call(this, command);
		return spoken() === 'zh-CN' ? inChinese(usage) : usage;
	},
	subcommandTerm(command) {
		const term = Help.prototype.subcommandTerm.call(this, command);
		return spoken() === 'zh-CN' ? inChinese(term) : term;
	},
	optionDescription(option) {
		return spoken() === 'zh-CN' ? described(option) : Help.prototype.optionDescription.call(this, option);
	},
	argumentDescription(argument) {
		return spoken() === 'zh-CN' ? described(argument) : Help.prototype.argumentDescription.call(this, argument);
	},
};
