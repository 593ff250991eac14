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

type Terminal = {
	readonly lines: Lines;
	readonly write: (words: string) => void;
	/** no: the answers come from a pipe, and are written out so that what is left reads like a conversation. */
	readonly echoes: 'yes' | 'no';
};

/** Asks for one line until it can be taken; undefined when the input has ended. */
export const askLine = async (prompt: LinePrompt, terminal: Terminal): Promise<string | undefined> => {
	for (;;) {
		const line = await askOnce(prompt, terminal);
		const why = line === undefined ? undefined : prompt.problem(line);
		if (why === undefined) return line;
		terminal.write(`${why}\n`);
	}
};

/**
 * One prompt of inquirer. It redraws itself at every key with cursor movements, which a screen reader reads out and a
 * serial console prints as rubbish. So it gets whole lines from a stream of its own, and only what it draws first is
 * written.
 */
const askOnce = async (
	{message, suggestion}: LinePrompt,
	{lines, write, echoes}: Terminal,
): Promise<string | undefined> => {
	const {default: inquirer} = await import('inquirer');
	const input = new PassThrough();
	const end = new AbortController();
	let onDrawn: () => void = () => {};
	const drawn = new Promise<void>(resolve => {
		onDrawn = resolve;
	});
	let words = '';
	const output = new Writable({
		write(chunk, _encoding, done) {
			if (words === '') {
				words = cleanLine(String(chunk));
				if (words !== '') {
					write(`${words} `);
					onDrawn();
				}
			}

			done();
		},
	});
	const asked = inquirer
		.createPromptModule({input, output, signal: end.signal})([
			{
				type: 'input',
				name: 'line',
				message,
				...(suggestion === undefined ? {} : {default: suggestion}),
				theme: {
					prefix: {idle: '', done: ''},
					style: {message: (text: string) => text, defaultAnswer: (text: string) => `[${text}]:`},
				},
			},
		])
		.then(
			({line}) => line.trim(),
			// Without an answer there is only one way out: the input has ended, or the person wants out.
			() => undefined,
		);
	await Promise.race([drawn, asked]);
	const line = await lines.next();
	if (line === undefined) {
		end.abort();
		write('\n');
	} else {
		const typed = cleanLine(line);
		if (echoes === 'no') write(`${typed}\n`);
		input.write(`${typed}\n`);
	}

	const answer = await asked;
	input.destroy();
	return answer;
};
