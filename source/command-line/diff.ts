import type {Command} from 'commander';
import {say} from '../engine/words.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import type {Given} from './given.ts';
import {addEnding} from './help/ending.ts';
import {oneDocument} from './json-words.ts';
import {addMaskOption} from './report-options.ts';

/** `slb-wizard diff`. */
export const declareDiff = (program: Command, finish: Finish): void => {
	const command = program.command('diff').description(
		say({
			en: 'what became of a backend between two runs: fixed, broke, not seen any more',
			zh: '一台后端服务器在两次运行之间的变化：已修复、新故障、不再看到',
		}),
	);
	addEnding(
		addFaceOptions(addMaskOption(command))
			.argument(
				'<before>',
				say({
					en: 'the output of check --json, the folder of a recording, or a session',
					zh: 'check --json 的输出、录制的目录，或一个会话',
				}),
			)
			.argument('<after>', say({en: 'the same of the later run', zh: '较晚一次运行的同类内容'}))
			.option(
				'--anyway',
				say({en: 'also when they are of different hosts or different checks', zh: '即使主机或健康检查不同也比较'}),
			)
			.option('--json', say(oneDocument)),
		{
			examples: ['slb-wizard diff before.json after.json'],
			exit: say({
				en: '0 the same or better, 1 something broke or is not seen any more, 2 bad usage.',
				zh: '0 相同或更好，1 有新故障或有内容不再看到，2 用法错误。',
			}),
		},
	).action(async (before: string, after: string, given: Given) => {
		heedFaceOptions(given);
		const {diff} = await import('../run/diff.ts');
		const form = given.json === true ? 'json' : 'text';
		const masks = given.mask === 'addresses';
		finish(await diff([before, after], {form, anyway: given.anyway === true, masks}));
	});
};
