import {spawn, spawnSync} from 'node:child_process';
import {say} from '../engine/words.ts';

/**
 * Opens the person's shell behind a command, on this terminal, and waits until they leave it. In another process namespace
 * a shell can't give the terminal back, so a shell of job control stands between; and one that is killed leaves the
 * terminal as it likes it, so its settings are put back.
 */
export const openShell = async ({
	file,
	args,
}: {
	readonly file: string;
	readonly args: readonly string[];
}): Promise<void> => {
	const {stdout} = spawnSync('stty', ['-g'], {stdio: ['inherit', 'pipe', 'ignore'], encoding: 'utf8'});
	const settings = stdout?.trim() ?? '';
	await new Promise<void>(resolve => {
		const shell = process.env.SHELL || 'sh';
		const child = spawn('sh', ['-m', '-c', '"$@"; exit', 'sh', file, ...args, shell], {
			stdio: 'inherit',
			env: {...process.env, PS1: say({en: 'practice backend \\$ ', zh: '练习后端 \\$ '})},
		});
		child.once('error', () => resolve());
		child.once('close', () => resolve());
	});
	if (settings !== '') spawnSync('stty', [settings], {stdio: ['inherit', 'ignore', 'ignore']});
};
