import {Command, type Help} from 'commander';
import {say} from '../engine/words.ts';
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
import {spokenHelp} from './help/spoken.ts';
import {wholeHelp} from './help/whole.ts';
import {parseErrorWords} from './parse-error-words.ts';
import {declareReport} from './report.ts';
import {declareSchema} from './schema.ts';
import {declareSessions} from './sessions.ts';
import {declareUndo} from './undo.ts';
import {declareWatch} from './watch.ts';
import {declareWizard} from './wizard.ts';

/** `--help --all` prints all that there is to say. */
export const helpWanted = (words: readonly string[]): 'brief' | 'whole' =>
	words.includes('--all') ? 'whole' : 'brief';

/**
 * All commands but those of completion, which is made from them, described in the language that is spoken now. `columns`
 * measures and wraps their help, where one character isn't one column.
 */
export const declareAll = (
	finish: Finish,
	help: 'brief' | 'whole' = 'brief',
	columns: Partial<Pick<Help, 'displayWidth' | 'boxWrap'>> = {},
): Command => {
	const program = new Command('slb-wizard')
		.description(
			say({
				en: 'Finds out, step by step, why an Alibaba Cloud load balancer (SLB: CLB, ALB, NLB) calls this backend server unhealthy.',
				zh: '一步一步找出阿里云负载均衡（SLB：CLB、ALB、NLB）为什么认为这台后端服务器异常。',
			}),
		)
		.summary(
			say({
				en: 'Finds out why an Alibaba Cloud load balancer calls a backend server unhealthy.',
				zh: '找出阿里云负载均衡为什么认为一台后端服务器异常。',
			}),
		)
		.version(version, '-V, --version', say({en: 'print the version', zh: '输出版本号'}))
		.helpOption(
			'-h, --help',
			say({en: 'print this help; --help --all prints all of it', zh: '输出本帮助；--help --all 输出全部内容'}),
		)
		.helpCommand(false)
		.showSuggestionAfterError()
		.configureHelp({
			...spokenHelp,
			...columns,
			formatHelp: (command, helper) => (help === 'whole' ? wholeHelp : briefHelp)(command, helper),
			minWidthToWrap: 20,
		})
		.allowExcessArguments(false)
		.exitOverride()
		.configureOutput({
			writeOut: words => process.stdout.write(ownSigns().words(words)),
			writeErr: words => process.stderr.write(ownSigns().words(words)),
			outputError: (complaint, write) => write(parseErrorWords(complaint)),
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
