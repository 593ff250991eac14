import {say, type Words} from '../engine/words.ts';
import {safeLine} from '../face/words/safe.ts';
import type {Elevatable} from '../host/shell/rights.ts';
import {ownSigns} from './own-signs.ts';

const goesOn: Words = {
	en: 'Going on without it: what only root sees stays unknown.',
	zh: '不使用密码继续：只有 root 能看到的内容保持未知。',
};

/** Asks for the password that sudo wants. Three tries, as everywhere. Ctrl+C is the end of all questions. */
export const askPassword = async (host: Elevatable): Promise<'granted' | 'refused' | 'quit'> => {
	const {default: inquirer} = await import('inquirer');
	const {marks} = ownSigns();
	for (let tries = 0; tries < 3; tries++) {
		const said = await inquirer
			.prompt([
				{
					type: 'password',
					name: 'password',
					message: say({en: 'Password for sudo:', zh: 'sudo 密码：'}),
					toggleMask: false,
					theme: {prefix: {idle: marks.unknown, done: marks.ok}},
				},
			])
			.catch((error: unknown) => {
				if (error instanceof Error && error.name === 'ExitPromptError') return undefined;
				throw error;
			});
		if (said === undefined) return 'quit';
		const answer = await host.elevate(String(said.password));
		if (answer === 'granted') return 'granted';
		process.stdout.write(ownSigns().words(`sudo: ${safeLine(answer.refused)}\n`));
		// Anything else than a wrong password stays as it is, however often it is typed.
		if (!/try again/i.test(answer.refused)) break;
	}

	process.stdout.write(`${say(goesOn)}\n`);
	return 'refused';
};
