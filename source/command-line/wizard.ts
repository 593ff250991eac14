import type {Command} from 'commander';
import {UsageError} from '../run/usage-error.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import type {Given} from './given.ts';
import {addRecordOption, readRecord} from './record-option.ts';
import {addReportOptions, readReports} from './report-options.ts';
import {addTargetOptions, readSettings} from './target-options.ts';
import {addWitnessOption, readWitness} from './witness-option.ts';

/** `slb-wizard` without a command: the wizard. */
export const declareWizard = (program: Command, finish: Finish): void => {
	addFaceOptions(addReportOptions(addRecordOption(addWitnessOption(addTargetOptions(program)))))
		.option('--plain', 'line by line, without redraws: for screen readers, serial consoles and dumb terminals')
		.addHelpText(
			'after',
			'\nExamples:\n  slb-wizard\n  slb-wizard check --port 80\n  slb-wizard check --json --port 8080 --protocol http --path /health.html\n  slb-wizard demo\n',
		)
		.allowExcessArguments()
		.action(async (given: Given, {args: [word]}: Command) => {
			if (word !== undefined)
				throw new UsageError(
					`${JSON.stringify(word)} is no command: there are check, watch, fix, undo, keep, demo, explain, report and schema (see --help)`,
				);
			const read = readSettings(given);
			const witnessS = readWitness(given);
			const reports = readReports(given);
			heedFaceOptions(given);
			const {wizard} = await import('../run/wizard.ts');
			finish(
				await wizard(
					{given: read, witnessS, record: readRecord(given), reports},
					given.plain === true ? 'plain' : 'any',
				),
			);
		});
};
