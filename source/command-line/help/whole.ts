import {type Command, Help} from 'commander';
import {endingOf} from './ending.ts';

/** All that there is to say about a command. */
export const wholeHelp = (command: Command, helper: Help): string => {
	const width = Math.min(helper.helpWidth ?? 80, 100);
	const {examples = [], exit, note} = endingOf(command);
	const wrapped = (text: string): string => `\n${helper.boxWrap(text, width)}\n`;
	return [
		Help.prototype.formatHelp.call(helper, command, helper),
		...(examples.length === 0 ? [] : [`\nExamples:\n${examples.map(example => `  ${example}\n`).join('')}`]),
		...(exit === undefined ? [] : [wrapped(`Exit status: ${exit}`)]),
		...(note === undefined ? [] : [wrapped(note)]),
	].join('');
};
