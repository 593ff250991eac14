import {type Command, Option} from 'commander';
import {say} from '../engine/words.ts';

/** Gives a command the option that shows what could run, without running it. */
export const addPlanOption = (command: Command): Command =>
	command.addOption(
		new Option(
			'--plan',
			say({
				en: 'print every command that could run, with its rights, and run none',
				zh: '列出可能运行的每条命令及其权限，一条也不运行',
			}),
		).conflicts(['events', 'record', 'report', 'compare', 'short', 'ticket']),
	);
