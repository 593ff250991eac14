import {Command} from 'commander';
import {ownSigns} from '../run/own-signs.ts';
import {version} from '../version.ts';
import {declareCheck} from './check.ts';
import {declareDemo} from './demo.ts';
import {declareDiff} from './diff.ts';
import {declareDrill} from './drill.ts';
import {declareExplain} from './explain.ts';
import type {Finish} from './finish.ts';
import {declareFix} from './fix.ts';
import {briefHelp} from './help/brief.ts';
import {wholeHelp} from './help/whole.ts';
import {declareReport} from './report.ts';
import {declareSchema} from './schema.ts';
import {declareSessions} from './sessions.ts';
import {declareUndo} from './undo.ts';
import {declareWatch} from './watch.ts';
import {declareWizard} from './wizard.ts';

/** `--help --all` prints all that there is to say. */
export const helpWanted = (words: readonly string[]): 'brief' | 'whole' =>
	words.includes('--all') ? 'whole' : 'brief';

/** All commands but those of completion, which is made from them. */
export const declareAll = (finish: Finish, help: 'brief' | 'whole' = 'brief'): Command => {
	const program = new Command('slb-wizard')
		.description(
			'Finds out, step by step, why an Alibaba Cloud load balancer (SLB: CLB, ALB, NLB) calls this backend server unhealthy.',
		)
		.summary('Finds out why an Alibaba Cloud load balancer calls a backend server unhealthy.')
		.version(version, '-V, --version', 'print the version')
		.helpOption('-h, --help', 'print this help; --help --all prints all of it')
		.helpCommand(false)
		.showSuggestionAfterError()
		.configureHelp({
			formatHelp: (command, helper) => (help === 'whole' ? wholeHelp : briefHelp)(command, helper),
			minWidthToWrap: 20,
		})
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
	// The wizard itself says which commands there are. Set only now: commands take over what is set when they are made.
	return program.allowExcessArguments();
};
