import root, {type Complete} from '@bomb.sh/tab';
import tab from '@bomb.sh/tab/commander';
import {completionDoes} from '../command-line/completion.ts';
import {declareAll} from '../command-line/program.ts';
import {say} from '../engine/words.ts';
import {argumentValues, optionValues, type Values} from './values.ts';

/** Files are what fits here: the shell itself completes them. */
class FilesFit extends Error {}

/**
 * Prints what could stand in the place of the last word, a line each, and at the end what the shell is to do (`:0` it
 * completes files, `:4` it doesn't). The commands and options are those of the program itself.
 */
export const complete = (words: readonly string[]): void => {
	const last = words.at(-1) ?? '';
	const begun = /^--[\w-]+=(.*)$/s.exec(last)?.[1] ?? last;
	tab(
		declareAll(() => {}),
		{completionCommandName: 'completion'},
	);
	const own = root.commands.get('completion');
	if (own !== undefined) own.description = say(completionDoes);
	const offer = (values: Values) => (add: Complete) => {
		const fitting = values.offers().filter(({value}) => value.startsWith(begun));
		if (fitting.length === 0 && values.orFiles === true) throw new FilesFit();
		for (const {value, words: about = ''} of fitting) add(value, about);
	};
	for (const [name, command] of [['', root] as const, ...root.commands]) {
		for (const option of command.options.values()) {
			const values = optionValues(name, option.value);
			if (values !== undefined) option.handler = offer(values);
		}

		for (const argument of command.arguments.values()) {
			const values = argumentValues(name, argument.name);
			if (values !== undefined) argument.handler = offer(values);
		}
	}

	try {
		root.parse([...words]);
	} catch (error) {
		if (!(error instanceof FilesFit)) throw error;
		process.stdout.write(':0\n');
	}
};
