import {Argument, type Command} from 'commander';
import {say, speak, type Words} from '../engine/words.ts';
import {argumentOfThese} from './choices.ts';
import type {Finish} from './finish.ts';
import {addEnding} from './help/ending.ts';
import {declareAll} from './program.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** What `slb-wizard completion` does. */
export const completionDoes: Words = {
	en: 'print a script that lets a shell complete commands, options and values',
	zh: '输出脚本，让 shell 补全命令、选项和值',
};

/** `slb-wizard completion <shell>`, what its scripts ask at each TAB, and the manual page: all made of the other commands. */
export const declareCompletion = (program: Command, finish: Finish): void => {
	addEnding(
		program
			.command('completion')
			.description(say(completionDoes))
			.addArgument(argumentOfThese(new Argument('<shell>', say({en: 'the shell', zh: '哪种 shell'})), shells)),
		{
			examples: [
				say({
					en: 'bash (in ~/.bashrc):  source <(slb-wizard completion bash)',
					zh: 'bash（写入 ~/.bashrc）：source <(slb-wizard completion bash)',
				}),
				say({
					en: 'zsh (in ~/.zshrc):    source <(slb-wizard completion zsh)  # after compinit',
					zh: 'zsh（写入 ~/.zshrc，在 compinit 之后）：source <(slb-wizard completion zsh)',
				}),
				say({
					en: 'fish:  slb-wizard completion fish >~/.config/fish/completions/slb-wizard.fish',
					zh: 'fish：slb-wizard completion fish >~/.config/fish/completions/slb-wizard.fish',
				}),
			],
		},
	).action(async (word: string) => {
		const shell = shells.find(name => name === word) ?? 'bash';
		const {completionScript} = await import('../completion/script.ts');
		process.stdout.write(completionScript(shell));
		finish(0);
	});
	program
		.command('complete', {hidden: true})
		.argument('[words...]')
		.allowUnknownOption()
		.action(async (words: readonly string[]) => {
			const {complete} = await import('../completion/complete.ts');
			complete(words);
			finish(0);
		});
	// `npm run man` writes the page that the package ships.
	program.command('manual', {hidden: true}).action(async () => {
		const {manualPage} = await import('./manual.ts');
		// Declared anew: the page is English, whatever the locale is.
		speak('en');
		const declared = declareAll(() => {});
		declareCompletion(declared, () => {});
		process.stdout.write(manualPage(declared));
		finish(0);
	});
};
