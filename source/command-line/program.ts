import {Command} from 'commander';
import {version} from '../version.ts';
import {declareCheck} from './check.ts';
import {declareDemo} from './demo.ts';
import {declareDiff} from './diff.ts';
import {declareExplain} from './explain.ts';
import type {Finish} from './finish.ts';
import {declareFix} from './fix.ts';
import {declareReport} from './report.ts';
import {declareSchema} from './schema.ts';
import {declareSessions} from './sessions.ts';
import {declareUndo} from './undo.ts';
import {declareWatch} from './watch.ts';
import {declareWizard} from './wizard.ts';

/** All commands but those of completion, which is made from them. */
export const declareAll = (finish: Finish): Command => {
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
		.configureOutput({writeErr: words => process.stderr.write(words.replace(/^error: /, 'slb-wizard: '))})
		.enablePositionalOptions();
	declareWizard(program, finish);
	const all = [
		...[declareCheck, declareWatch, declareFix, declareUndo, declareDemo, declareDiff],
		...[declareExplain, declareReport, declareSchema, declareSessions],
	];
	for (const declare of all) declare(program, finish);
	return program;
};
