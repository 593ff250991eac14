import type {Command} from 'commander';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import type {Given} from './given.ts';
import {addEnding} from './help/ending.ts';
import {addMaskOption} from './report-options.ts';

/** `slb-wizard diff`. */
export const declareDiff = (program: Command, finish: Finish): void => {
	const command = program
		.command('diff')
		.description('what became of a backend between two runs: fixed, broke, not seen any more');
	addEnding(
		addFaceOptions(addMaskOption(command))
			.argument('<before>', 'the output of check --json, the folder of a recording, or a session')
			.argument('<after>', 'the same of the later run')
			.option('--anyway', 'also when they are of different hosts or different checks')
			.option('--json', 'print one JSON document'),
		{
			examples: ['slb-wizard diff before.json after.json'],
			exit: '0 the same or better, 1 something broke or is not seen any more, 2 bad usage.',
		},
	).action(async (before: string, after: string, given: Given) => {
		heedFaceOptions(given);
		const {diff} = await import('../run/diff.ts');
		const form = given.json === true ? 'json' : 'text';
		const masks = given.mask === 'addresses';
		finish(await diff([before, after], {form, anyway: given.anyway === true, masks}));
	});
};
