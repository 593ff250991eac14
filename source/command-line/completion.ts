import {Argument, type Command} from 'commander';
import type {Finish} from './finish.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** `slb-wizard completion <shell>`, and what its scripts ask at each TAB. */
export const declareCompletion = (program: Command, finish: Finish): void => {
	program
		.command('completion')
		.description('print a script that lets a shell complete commands, options and values')
		.addArgument(new Argument('<shell>', 'the shell').choices(shells))
		.addHelpText(
			'after',
			`
Examples:
  bash:  slb-wizard completion bash >~/.local/share/bash-completion/completions/slb-wizard
         (or in ~/.bashrc: source <(slb-wizard completion bash))
  zsh:   slb-wizard completion zsh >"\${fpath[1]}/_slb-wizard"
         (or in ~/.zshrc, after compinit: source <(slb-wizard completion zsh))
  fish:  slb-wizard completion fish >~/.config/fish/completions/slb-wizard.fish
`,
		)
		.action(async (word: string) => {
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
};
