import {type Command, Option} from 'commander';
import {didYouMean} from '../engine/did-you-mean.ts';
import {paces} from '../engine/question.ts';
import type {Settings} from '../engine/settings.ts';
import {say} from '../engine/words.ts';
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
			.option(
				'--plain',
				say({
					en: 'line by line, without redraws: for screen readers, serial consoles and dumb terminals',
					zh: '逐行输出，不重绘屏幕：用于读屏软件、串口控制台和简易终端',
				}),
			)
			.addOption(
				oneOfThese(
					new Option(
						'--pace <name>',
						say({
							en: 'guided: every step waits; problems: only a problem does; all: nothing does (key: p)',
							zh: 'guided：每一步都停下；problems：只在有问题时停下；all：不停（按键：p）',
						}),
					),
					paces,
				),
			)
			.option(
				'--resume [id]',
				say({
					en: 'go on with a session that came to no end (default: the last one; see slb-wizard sessions)',
					zh: '继续一个没有结束的会话（默认：最近一个；见 slb-wizard sessions）',
				}),
			)
			.option('--json', say({en: 'with --plan: as one JSON document', zh: '与 --plan 同用：输出一个 JSON 文档'})),
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
			const [quoted, meant] = [JSON.stringify(word), didYouMean(word, names)];
			throw new UsageError({
				en: `${quoted} is no command${meant.en}: there are ${names.join(', ')} (see --help)`,
				zh: `${quoted} 不是命令${meant.zh}：可用的命令有 ${names.join('、')}（见 --help）`,
			});
		}

		const {settings: read, suppressions} = await readWithFile(given);
		const witnessS = readWitness(given);
		const reports = readReports(given);
		heedFaceOptions(given);
		if (given.plan === true) {
			if (given.resume !== undefined)
				throw new UsageError({
					en: '--plan and --resume: a plan is made for a target',
					zh: '--plan 和 --resume：计划是为目标制定的，不能用于会话',
				});
			const {printPlan} = await import('../run/plan.ts');
			finish(await printPlan({given: read, witnessS}, 'wizard', given.json === true ? 'json' : 'text'));
			return;
		}

		if (given.json === true)
			throw new UsageError({
				en: '--json goes with --plan here; the result as JSON is what slb-wizard check --json prints',
				zh: '--json 在这里要与 --plan 同用；要以 JSON 输出结果，请用 slb-wizard check --json',
			});
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
		throw new UsageError({
			en: '--resume: the session brings its target along; leave the target’s options out',
			zh: '--resume：会话自带目标；请去掉目标的选项',
		});
	const {findSession} = await import('../run/resume.ts');
	return findSession(typeof resume === 'string' ? resume : undefined);
};
