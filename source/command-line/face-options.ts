import {type Command, Option} from 'commander';
import {languages, speak} from '../engine/words.ts';
import {prepareColour} from '../face/colour.ts';
import {aside} from '../run/aside.ts';
import {oneOfThese} from './choices.ts';
import type {Given} from './given.ts';
import {languageOf} from './language.ts';

/** Gives a command the options of how it speaks. */
export const addFaceOptions = (command: Command): Command =>
	command
		.addOption(oneOfThese(new Option('--lang <language>', 'en or zh-CN'), languages))
		.option('--no-color', 'no colours (also: NO_COLOR)')
		.option('--ascii', 'no signs beyond ASCII (by itself where the locale is not UTF-8, and on the Linux console)');

/**
 * Heeds these options, before anything that colours is loaded. A command that has its words in both languages speaks the
 * wanted one from then on.
 */
export const heedFaceOptions = (
	{lang, color, ticket}: Given,
	words: 'in English' | 'in both languages' = 'in English',
): void => {
	prepareColour(process.env, color === false ? 'no-color' : 'default');
	if (words === 'in both languages')
		speak(languageOf(lang, process.env, Intl.DateTimeFormat().resolvedOptions().locale));
	// A ticket is there in Chinese already.
	else if (lang === 'zh-CN' && ticket !== true) aside('--lang zh-CN: Chinese is not there yet; going on in English.');
};
