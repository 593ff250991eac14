import {type Command, Option} from 'commander';
import {settings} from '../engine/settings.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';
import {addEnding} from './help/ending.ts';
import {addPlanOption} from './plan-option.ts';
import {addRecordOption, readRecord} from './record-option.ts';
import {addReportOptions, addShortOptions, readReports, readShort} from './report-options.ts';
import {addTargetName, readWithFile} from './settings-file.ts';
import {addTargetOptions} from './target-options.ts';
import {addWitnessOption, readWitness} from './witness-option.ts';

/** `slb-wizard check`. */
export const declareCheck = (program: Command, finish: Finish): void => {
	const command = program
		.command('check')
		.description('the same guide without questions: prints the verdict, the causes and their remedies');
	const target = addReportOptions(addRecordOption(addWitnessOption(addTargetName(addTargetOptions(command)))));
	addEnding(
		addPlanOption(addFaceOptions(addShortOptions(target, ['json', 'events'])))
			.addOption(new Option('--json', 'print one JSON document').conflicts('events'))
			.option(
				'--from-seat',
				'also send the check from an address of the sources, in a network namespace that is made on the host for a moment (needs root; with --compare, on the first of the two)',
			)
			.option('--events', 'print one JSON line for each event, as it happens')
			.addOption(
				new Option(
					'--compare <where>',
					'also look at a host that should be the same, and rank the differences',
				).conflicts(['events', 'record', 'report', 'short', 'ticket']),
			),
		{
			examples: ['slb-wizard check --port 80', 'slb-wizard check --port 80 --host ssh://web-3 --json'],
			exit: '0 the health check passes, 1 it fails, 2 bad usage, 3 inconclusive, 130 interrupted.',
			note: 'Nothing on the host is changed; with --from-seat, nothing lasting.',
		},
	).action(async (given: Given) => {
		const {settings: read, suppressions} = await readWithFile(given);
		const witnessS = readWitness(given);
		const reports = readReports(given);
		heedFaceOptions(given);
		const fromSeat = given.fromSeat === true;
		if (given.plan === true) {
			const {printPlan} = await import('../run/plan.ts');
			finish(await printPlan({given: read, witnessS, fromSeat}, 'check', given.json === true ? 'json' : 'text'));
			return;
		}

		const {check} = await import('../run/check.ts');
		const compare = readGiven('--compare', given, settings.host.read);
		if (compare !== undefined) {
			const {checkWithTwin} = await import('../run/twin.ts');
			finish(
				await checkWithTwin(
					{given: read, witnessS, fromSeat, suppressions, reports},
					compare,
					given.json === true ? 'json' : 'text',
				),
			);
			return;
		}

		const form = given.json === true ? 'json' : given.events === true ? 'events' : 'text';
		const request = {given: read, witnessS, fromSeat, record: readRecord(given), suppressions, reports};
		finish(await check(request, form, readShort(given)));
	});
};
