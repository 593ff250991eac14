import {PassThrough, Writable} from 'node:stream';
import {cleanLine} from '../../engine/clean.ts';
import type {Lines} from './lines.ts';

export type LinePrompt = {
	/** One line: what to type. */
	readonly message: string;
	/** What a bare Enter answers. */
	readonly suggestion?: string;
	/** Why a line can't be taken; undefined when it can. */
	readonly problem: (line: string) => string | undefined;
};

/**
 * Asks for one line with inquirer, and gives undefined when the input has ended. inquirer redraws its prompt at every
 * key with cursor movements, which a screen reader reads out and a serial console prints as rubbish. So it gets whole
 * lines from a stream of its own, and of what it draws only new words are written.
 */
export const askLine = async (
	{message, suggestion, problem}: LinePrompt,
	{
		lines,
		write,
		isEchoed,
	}: {readonly lines: Lines; readonly write: (words: string) => void; readonly isEchoed: boolean},
): Promise<string | undefined> => {
	const {default: inquirer} = await import('inquirer');
	const input = new PassThrough();
	const end = new AbortController();
	let isDrawn = false;
	let drawn: () => void = () => {};
	const isReady = new Promise<void>(resolve => {
		drawn = resolve;
	});
	const output = new Writable({
		write(chunk, _encoding, done) {
			const words = cleanLine(String(chunk));
			if (!isDrawn && words !== '') {
				isDrawn = true;
				write(`${words} `);
				drawn();
			}

			done();
		},
	});
	const feed = async (): Promise<void> => {
		const line = await lines.next();
		if (line === undefined) {
			end.abort();
			return;
		}

		const typed = cleanLine(line);
		if (!isEchoed) write(`${typed}\n`);
		input.write(`${typed}\n`);
	};

	const prompt = inquirer.createPromptModule({input, output, signal: end.signal});
	const asked = prompt([
		{
			type: 'input',
			name: 'line',
			message,
			...(suggestion === undefined ? {} : {default: suggestion}),
			theme: {
				prefix: {idle: '', done: ''},
				validationFailureMode: 'clear',
				style: {message: (words: string) => words, defaultAnswer: (words: string) => `[${words}]:`},
			},
			validate: (line: string) => {
				const why = problem(line.trim());
				if (why === undefined) return true;
				// A new drawing of the same prompt, below what is wrong.
				isDrawn = false;
				write(`${why}\n`);
				void feed();
				return why;
			},
		},
	]).then(
		({line}) => line.trim(),
		// The only ways out without an answer: the input has ended, or the person wants out.
		() => undefined,
	);
	await Promise.race([isReady, asked]);
	await feed();
	const answer = await asked;
	if (answer === undefined) write('\n');
	input.destroy();
	return answer;
};
