import {type Command, Option} from 'commander';
import {paces} from '../engine/event.ts';
import type {Settings} from '../engine/settings.ts';
import type {Found} from '../run/resume.ts';
import {UsageError} from '../run/usage-error.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import type {Given} from './given.ts';
import {addPlanOption} from './plan-option.ts';
import {addRecordOption, readRecord} from './record-option.ts';
import {addReportOptions, readReports} from './report-options.ts';
import {addTargetName, readWithFile} from './settings-file.ts';
import {addTargetOptions} from './target-options.ts';
import {addWitnessOption, readWitness} from './witness-option.ts';

/** `slb-wizard` without a command: the wizard. */
export const declareWizard = (program: Command, finish: Finish): void => {
	addPlanOption(
		addFaceOptions(addReportOptions(addRecordOption(addWitnessOption(addTargetName(addTargetOptions(program)))))),
	)
		.option('--plain', 'line by line, without redraws: for screen readers, serial consoles and dumb terminals')
		.addOption(
			new Option(
				'--pace <name>',
				'guided: every step waits; problems: only a problem does; all: nothing does (key: p)',
			).choices(paces),
		)
		.option(
			'--resume [id]',
			'go on with a session that came to no end (default: the last one; see slb-wizard sessions)',
		)
		.option('--json', 'with --plan: as one JSON document')
		.addHelpText(
			'after',
			'\nExamples:\n  slb-wizard\n  slb-wizard check --port 80\n  slb-wizard check --json --port 8080 --protocol http --path /health.html\n  slb-wizard demo\n',
		)
		.allowExcessArguments()
		.action(async (given: Given, {args: [word]}: Command) => {
			if (word !== undefined)
				throw new UsageError(
					`${JSON.stringify(word)} is no command: there are check, watch, fix, undo, keep, diff, sessions, demo, explain, report and schema (see --help)`,
				);
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
