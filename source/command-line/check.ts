import {type Command, Option} from 'commander';
import {addFaceOptions, heedFaceOptions, refuseReport, reportOption} from './face-options.ts';
import type {Finish} from './finish.ts';
import type {Given} from './given.ts';
import {addRecordOption, readRecord} from './record-option.ts';
import {addTargetOptions, readSettings} from './target-options.ts';
import {addWitnessOption, readWitness} from './witness-option.ts';

/** `slb-wizard check`. */
export const declareCheck = (program: Command, finish: Finish): void => {
	const command = program
		.command('check')
		.description('the same guide without questions: prints the verdict, the causes and their remedies');
	addFaceOptions(addRecordOption(addWitnessOption(addTargetOptions(command))))
		.addOption(new Option('--json', 'print one JSON document').conflicts('events'))
		.option('--events', 'print one JSON line for each event, as it happens')
		.addOption(reportOption())
		.addHelpText(
			'after',
			'\nExit status: 0 the health check passes, 1 it fails, 2 bad usage, 3 inconclusive, 130 interrupted.\nNothing on the host is changed.\n',
		)
		.action(async (given: Given) => {
			const read = readSettings(given);
			const witnessS = readWitness(given);
			refuseReport(given);
			heedFaceOptions(given);
			const {check} = await import('../run/check.ts');
			const form = given.json === true ? 'json' : given.events === true ? 'events' : 'text';
			finish(await check({given: read, witnessS, record: readRecord(given)}, form));
		});
};
