import {type Command, Option} from 'commander';
import {languages, say} from '../engine/words.ts';
import {prepareColour} from '../face/colour.ts';
import {oneOfThese} from './choices.ts';
import type {Given} from './given.ts';

/** Gives a command the options of how it speaks. */
export const addFaceOptions = (command: Command): Command =>
	command
		.addOption(oneOfThese(new Option('--lang <language>', say({en: 'en or zh-CN', zh: 'en 或 zh-CN'})), languages))
		.option('--no-color', say({en: 'no colours (also: NO_COLOR)', zh: '不用颜色（同 NO_COLOR）'}))
		.option(
			'--ascii',
			say({
				en: 'no signs beyond ASCII (by itself where the locale is not UTF-8, and on the Linux console)',
				zh: '不用 ASCII 以外的符号（locale 不是 UTF-8 时和在 Linux 控制台上自动如此）',
			}),
		);

/**
 * Heeds the colour, before anything that colours is loaded. The others are looked for among the arguments: what is wrong
 * with these is to be said in the wanted language and signs too.
 */
export const heedFaceOptions = ({color}: Given): void =>
	prepareColour(process.env, color === false ? 'no-color' : 'default');
