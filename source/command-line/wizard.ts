import {type Command, Option} from 'commander';
import {didYouMean} from '../engine/did-you-mean.ts';
import {paces} from '../engine/event.ts';
import type {Settings} from '../engine/settings.ts';
import type {Found} from '../run/resume.ts';
import {UsageError} from '../run/usage-error.ts';
import {oneOfThese} from './choices.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import type {Given} from './given.ts';
import {addEnding} from './help/ending.ts';
import {addPlanOption} from './plan-option.ts';
import {addRecordOption, readRecord} from './record-option.ts';
import {addReportOptions, readReports} from './report-options.ts';
import {addTargetName, readWithFile} from './settings-file.ts';
import {addTargetOptions} from './target-options.ts';
import {addWitnessOption, readWitness} from './witness-option.ts';

/** `slb-wizard` without a command: the wizard. */
export const declareWizard = (program: Command, finish: Finish): void => {
	addEnding(
		addPlanOption(
			addFaceOptions(addReportOptions(addRecordOption(addWitnessOption(addTargetName(addTargetOptions(program)))))),
		)
			.option('--plain', 'line by line, without redraws: for screen readers, serial consoles and dumb terminals')
			.addOption(
				oneOfThese(
					new Option(
						'--pace <name>',
						'guided: every step waits; problems: only a problem does; all: nothing does (key: p)',
					),
					paces,
				),
			)
			.option(
				'--resume [id]',
				'go on with a session that came to no end (default: the last one; see slb-wizard sessions)',
			)
			.option('--json', 'with --plan: as one JSON document'),
		{
			examples: [
				'slb-wizard --host ssh://web-3 --port 80',
				'slb-wizard',
				'slb-wizard check --port 80',
				'slb-wizard check --json --port 8080 --protocol http --path /health.html',
				'slb-wizard demo',
			],
		},
	).action(async (given: Given, {args: [word]}: Command) => {
		if (word !== undefined) {
			const names = program
				.createHelp()
				.visibleCommands(program)
				.map(command => command.name());
			throw new UsageError(
				`${JSON.stringify(word)} is no command${didYouMean(word, names)}: there are ${names.join(', ')} (see --help)`,
			);
		}

		const {settings: read, suppressions} = await readWithFile(given);
		const witnessS = readWitness(given);
		const reports = readReports(given);
		heedFaceOptions(given);
		if (given.plan === true) {
			if (given.resume !== undefined) throw new UsageError('--plan and --resume: a plan is made for a target');
			const {printPlan} = await import('../run/plan.ts');
			finish(await printPlan({given: read, witnessS}, 'wizard', given.json === true ? 'json' : 'text'));
			return;
		}

		if (given.json === true)
			throw new UsageError('--json goes with --plan here; the result as JSON is what slb-wizard check --json prints');
		const found = await readResume(given, read, witnessS);
		const {wizard} = await import('../run/wizard.ts');
		const pace = paces.find(name => name === given.pace);
		const request = {given: read, witnessS, record: readRecord(given), suppressions, reports, pace};
		finish(await wizard(request, given.plain === true ? 'plain' : 'any', found));
	});
};

/** The session to go on with; it brings its target along. */
const readResume = async (
	{resume}: Given,
	given: Settings,
	witnessS: number | undefined,
): Promise<Found | undefined> => {
	if (resume === undefined || resume === false) return undefined;
	if (Object.keys(given).length > 0 || witnessS !== undefined)
		throw new UsageError('--resume: the session brings its target along; leave the target’s options out');
	const {findSession} = await import('../run/resume.ts');
	return findSession(typeof resume === 'string' ? resume : undefined);
};
