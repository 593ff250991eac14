import type {Command} from 'commander';
import {say} from '../engine/words.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import type {Given} from './given.ts';

/** `slb-wizard demo`. */
export const declareDemo = (program: Command, finish: Finish): void => {
	addFaceOptions(
		program.command('demo').description(
			say({
				en: 'a small backend with a known fault on this machine, and the wizard on it',
				zh: '在本机启动一个带已知故障的小型后端，并用向导排查',
			}),
		),
	)
		.argument('[fault]', say({en: 'which fault (see --list)', zh: '哪个故障（见 --list）'}))
		.option('--list', say({en: 'list the faults', zh: '列出故障'}))
		.option('--plain', say({en: 'line by line, without redraws', zh: '逐行输出，不重绘屏幕'}))
		.action(async (fault: string | undefined, given: Given) => {
			heedFaceOptions(given);
			const {demo, listFaults} = await import('../run/demo.ts');
			finish(given.list === true ? listFaults() : await demo(fault, given.plain === true ? 'plain' : 'any'));
		});
};
