import root from '@bomb.sh/tab';
import {bashScript} from './bash.ts';
import {zshScript} from './zsh.ts';

const name = 'slb-wizard';

/** The script that a shell loads. At each TAB it calls `slb-wizard complete -- <words>`. */
export const completionScript = (shell: 'bash' | 'zsh' | 'fish'): string => {
	if (shell === 'bash') return bashScript(name);
	if (shell === 'zsh') return zshScript(name);
	const printed: string[] = [];
	const {log} = console;
	try {
		// The library prints its script.
		console.log = (text: string) => printed.push(`${text}\n`);
		root.setup(name, name, shell);
	} finally {
		console.log = log;
	}

	return printed.join('');
};
