import {type Command, Option} from 'commander';
import {prepareColour} from '../face/colour.ts';
import type {Given} from './given.ts';

/** Gives a command the options of how it speaks. */
export const addFaceOptions = (command: Command): Command =>
	command
		.addOption(new Option('--lang <language>', 'en or zh-CN').choices(['en', 'zh-CN']))
		.option('--no-color', 'no colours (also: NO_COLOR)');

/** Heeds these options, before anything that colours is loaded. */
export const heedFaceOptions = ({lang, color, ticket}: Given): void => {
	prepareColour(process.env, color === false ? 'no-color' : 'default');
	// A ticket is there in Chinese already.
	if (lang === 'zh-CN' && ticket !== true)
		process.stderr.write('slb-wizard: --lang zh-CN: Chinese is not there yet; going on in English.\n');
};
