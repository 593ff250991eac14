import {type Command, Help} from 'commander';
import {say} from '../../engine/words.ts';
import {endingOf, exitWords} from './ending.ts';

/** All that there is to say about a command. */
export const wholeHelp = (command: Command, helper: Help): string => {
	const width = Math.min(helper.helpWidth ?? 80, 100);
	const {examples = [], exit, note} = endingOf(command);
	const wrapped = (text: string): string => `\n${helper.boxWrap(text, width)}\n`;
	return [
		// A full-width colon has its blank within.
		Help.prototype.formatHelp.call(helper, command, helper).replace('： ', '：'),
		...(examples.length === 0
			? []
			: [`\n${say({en: 'Examples:', zh: '示例：'})}\n${examples.map(example => `  ${example}\n`).join('')}`]),
		...(exit === undefined ? [] : [wrapped(say(exitWords(exit)))]),
		...(note === undefined ? [] : [wrapped(note)]),
	].join('');
};
