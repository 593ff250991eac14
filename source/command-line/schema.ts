import type {Command} from 'commander';
import {say} from '../engine/words.ts';
import type {Finish} from './finish.ts';

/** `slb-wizard schema`. */
export const declareSchema = (program: Command, finish: Finish): void => {
	program
		.command('schema')
		.description(
			say({en: 'print the JSON schema of the result (check --json)', zh: '输出结果 (check --json) 的 JSON schema'}),
		)
		.action(async () => {
			const {publishedSchema} = await import('../run/published-schema.ts');
			process.stdout.write(publishedSchema());
			finish(0);
		});
};
