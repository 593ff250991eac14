import {type Command, Option} from 'commander';
import {prepareColour} from '../face/colour.ts';
import {UsageError} from '../run/usage-error.ts';
import type {Given} from './given.ts';

/** Gives a command the options of how it speaks. */
export const addFaceOptions = (command: Command): Command =>
	command
		.addOption(new Option('--lang <language>', 'en or zh-CN').choices(['en', 'zh-CN']))
		.option('--no-color', 'no colours (also: NO_COLOR)');

/** Heeds these options, before anything that colours is loaded. */
export const heedFaceOptions = ({lang, color}: Given): void => {
	prepareColour(process.env, color === false ? 'no-color' : 'default');
	if (lang === 'zh-CN')
		process.stderr.write('slb-wizard: --lang zh-CN: Chinese is not there yet; going on in English.\n');
};

/** The report's option, which is taken later. */
export const reportOption = (): Option => new Option('--report <file>', 'also write the report').hideHelp();

/** Reports aren't written yet: saying so is better than writing none. */
export const refuseReport = ({report}: Given): void => {
	if (report !== undefined)
		throw new UsageError('--report: reports are not written yet; use check --json, and redirect its output');
};
