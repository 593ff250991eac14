import {type Command, Option} from 'commander';
import {settings} from '../engine/settings.ts';
import {say} from '../engine/words.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';
import {addEnding} from './help/ending.ts';
import {eventLines, oneDocument} from './json-words.ts';
import {addPlanOption} from './plan-option.ts';
import {addRecordOption, readRecord} from './record-option.ts';
import {addReportOptions, addShortOptions, readReports, readShort} from './report-options.ts';
import {addTargetName, readWithFile} from './settings-file.ts';
import {addTargetOptions} from './target-options.ts';
import {addWitnessOption, readWitness} from './witness-option.ts';

/** `slb-wizard check`. */
export const declareCheck = (program: Command, finish: Finish): void => {
	const command = program.command('check').description(
		say({
			en: 'the same guide without questions: prints the verdict, the causes and their remedies',
			zh: '同样的排查步骤，但不提问：输出结论、原因和修复方法',
		}),
	);
	const target = addReportOptions(addRecordOption(addWitnessOption(addTargetName(addTargetOptions(command)))));
	addEnding(
		addPlanOption(addFaceOptions(addShortOptions(target, ['json', 'events'])))
			.addOption(new Option('--json', say(oneDocument)).conflicts('events'))
			.option(
				'--from-seat',
				say({
					en: 'also send the check from an address of the sources, in a network namespace that is made on the host for a moment (needs root; with --compare, on the first of the two)',
					zh: '再用来源地址发送健康检查，在主机上临时创建的网络命名空间里进行（需要 root；与 --compare 同用时在第一台主机上）',
				}),
			)
			.option('--events', say(eventLines))
			.addOption(
				new Option(
					'--compare <where>',
					say({
						en: 'also look at a host that should be the same, and rank the differences',
						zh: '同时查看另一台本应相同的主机，并按重要程度列出差异',
					}),
				).conflicts(['events', 'record', 'short', 'ticket']),
			),
		{
			examples: ['slb-wizard check --port 80', 'slb-wizard check --port 80 --host ssh://web-3 --json'],
			exit: say({
				en: '0 the health check passes, 1 it fails, 2 bad usage, 3 inconclusive, 130 interrupted.',
				zh: '0 健康检查通过，1 失败，2 用法错误，3 无法判断，130 被中断。',
			}),
			note: say({
				en: 'Nothing on the host is changed; with --from-seat, nothing lasting.',
				zh: '不改变主机上的任何东西；用 --from-seat 时不留下任何东西。',
			}),
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
