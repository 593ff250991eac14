import {say, type Words} from '../engine/words.ts';
import {ownSigns} from './own-signs.ts';

/**
 * Asks for a word on the terminal, by inquirer; anything else, and a bare Enter, is no. What was typed or pasted before
 * the question is thrown away. Without a terminal the answer is no.
 */
export const confirmByWord = async (word: string, question: Words): Promise<boolean> => {
	const {stdin} = process;
	if (stdin.isTTY !== true) return false;
	await throwAwayInput(stdin);
	const {default: inquirer} = await import('inquirer');
	try {
		const {words, marks} = ownSigns();
		const theme = {prefix: {idle: marks.unknown, done: marks.ok}};
		const {answer} = await inquirer.prompt([{type: 'input', name: 'answer', message: words(say(question)), theme}]);
		return String(answer).trim() === word;
	} catch {
		// Ctrl+C.
		return false;
	}
};

const quietMs = 150;

/** Reads until nothing more comes. */
const throwAwayInput = async (stdin: NodeJS.ReadStream): Promise<void> => {
	stdin.setRawMode(true);
	stdin.resume();
	await new Promise<void>(resolve => {
		const listen = (): void => {
			timer.refresh();
		};
		const timer = setTimeout(() => {
			stdin.off('data', listen);
			resolve();
		}, quietMs);
		stdin.on('data', listen);
	});
	stdin.pause();
	stdin.setRawMode(false);
};
