import {Argument, type Command} from 'commander';
import type {Finish} from './finish.ts';
import {addEnding} from './help/ending.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** `slb-wizard completion <shell>`, what its scripts ask at each TAB, and the manual page: all made of the other commands. */
export const declareCompletion = (program: Command, finish: Finish): void => {
	addEnding(
		program
			.command('completion')
			.description('print a script that lets a shell complete commands, options and values')
			.addArgument(new Argument('<shell>', 'the shell').choices(shells)),
		{
			examples: [
				'bash (in ~/.bashrc):  source <(slb-wizard completion bash)',
				'zsh (in ~/.zshrc):    source <(slb-wizard completion zsh)  # after compinit',
				'fish:  slb-wizard completion fish >~/.config/fish/completions/slb-wizard.fish',
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
		process.stdout.write(manualPage(program));
		finish(0);
	});
};
