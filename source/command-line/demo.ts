import type {Command} from 'commander';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import type {Given} from './given.ts';

/** `slb-wizard demo`. */
export const declareDemo = (program: Command, finish: Finish): void => {
	addFaceOptions(
		program.command('demo').description('a small backend with a known fault on this machine, and the wizard on it'),
	)
		.argument('[fault]', 'which fault (see --list)')
		.option('--list', 'list the faults')
		.option('--plain', 'line by line, without redraws')
		.action(async (fault: string | undefined, given: Given) => {
			heedFaceOptions(given);
			const {demo, listFaults} = await import('../run/demo.ts');
			finish(given.list === true ? listFaults() : await demo(fault, given.plain === true ? 'plain' : 'any'));
		});
};
