import type {Command} from 'commander';
import type {Finish} from './finish.ts';

/** `slb-wizard schema`. */
export const declareSchema = (program: Command, finish: Finish): void => {
	program
		.command('schema')
		.description('print the JSON schema of the result (check --json)')
		.action(async () => {
			const {resultSchemaText} = await import('../report/result-schema.ts');
			process.stdout.write(resultSchemaText());
			finish(0);
		});
};
