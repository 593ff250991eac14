import {type Command, Option} from 'commander';

/** Gives a command the option that shows what could run, without running it. */
export const addPlanOption = (command: Command): Command =>
	command.addOption(
		new Option('--plan', 'print every command that could run, with its rights, and run none').conflicts([
			'events',
			'record',
			'report',
			'compare',
			'short',
			'ticket',
		]),
	);
