import {Command, CommanderError} from 'commander';
import {declareCheck} from './command-line/check.ts';
import {declareDemo} from './command-line/demo.ts';
import {declareDiff} from './command-line/diff.ts';
import {declareDrill} from './command-line/drill.ts';
import {declareExplain} from './command-line/explain.ts';
import type {Finish} from './command-line/finish.ts';
import {declareFix} from './command-line/fix.ts';
import {declareReport} from './command-line/report.ts';
import {declareSchema} from './command-line/schema.ts';
import {declareSessions} from './command-line/sessions.ts';
import {declareUndo} from './command-line/undo.ts';
import {declareWatch} from './command-line/watch.ts';
import {declareWizard} from './command-line/wizard.ts';
import {ownSigns} from './run/own-signs.ts';
import {say} from './run/say.ts';
import {UsageError} from './run/usage-error.ts';
import {version} from './version.ts';

const makeProgram = (finish: Finish): Command => {
	const program = new Command('slb-wizard')
		.description(
			'Finds out, step by step, why an Alibaba Cloud load balancer (SLB: CLB, ALB, NLB) calls this backend server unhealthy.',
		)
		.version(version, '-V, --version', 'print the version')
		.helpOption('-h, --help', 'print this help')
		.helpCommand(false)
		.showSuggestionAfterError()
		.allowExcessArguments(false)
		.exitOverride()
		.configureOutput({
			writeOut: words => process.stdout.write(ownSigns().words(words)),
			writeErr: words => process.stderr.write(ownSigns().words(words.replace(/^error: /, 'slb-wizard: '))),
		})
		.enablePositionalOptions();
	declareWizard(program, finish);
	const all = [
		...[declareCheck, declareWatch, declareFix, declareUndo, declareDemo, declareDrill],
		...[declareDiff, declareExplain, declareReport, declareSchema, declareSessions],
	];
	for (const declare of all) declare(program, finish);
	return program;
};

/** Ends the program when everything is written: probes and commands that were given up must not keep it alive. */
const exit = (status: number): void => {
	process.exitCode = status;
	process.stdout.write('', () => process.stderr.write('', () => process.exit(status)));
};

// The reader of a pipe may leave at any time (`| head`): that is no error.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(process.exitCode ?? 0));

try {
	let status = 0;
	await makeProgram(given => {
		status = given;
	}).parseAsync();
	exit(status);
} catch (error) {
	if (error instanceof CommanderError) exit(error.exitCode === 0 ? 0 : 2);
	else if (error instanceof UsageError) {
		say(error.message);
		exit(2);
	} else {
		const words = error instanceof Error ? error.message : String(error);
		say(`internal error: ${words}\nThis is a bug. Please report it, with the output of SLB_WIZARD_DEBUG=1.`);
		if (process.env.SLB_WIZARD_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
		exit(70);
	}
}
