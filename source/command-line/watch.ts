import {type Command, Option} from 'commander';
import {wholeNumber} from '../engine/reading.ts';
import {settings} from '../engine/settings.ts';
import {say} from '../engine/words.ts';
import {UsageError} from '../run/usage-error.ts';
import {oneOfThese} from './choices.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';
import {addEnding} from './help/ending.ts';
import {eventLines} from './json-words.ts';
import {addTargetName, readWithFile} from './settings-file.ts';
import {addTargetOptions} from './target-options.ts';

const untils = ['healthy', 'unhealthy', 'change'] as const;
const mostS = 86_400;

/** `slb-wizard watch`. */
export const declareWatch = (program: Command, finish: Finish): void => {
	const command = program.command('watch').description(
		say({
			en: 'the check repeated as the load balancer does it: the verdict as it changes, and when it will',
			zh: '像负载均衡一样反复检查：显示结论的变化，并预测何时变化',
		}),
	);
	addEnding(
		addFaceOptions(addTargetName(addTargetOptions(command, {timeout: '--check-timeout'})))
			.addOption(
				oneOfThese(
					new Option(
						'--until <verdict>',
						say({
							en: 'end when it is healthy or unhealthy, or at a change',
							zh: '变为正常、变为异常或发生变化时结束',
						}),
					),
					untils,
				),
			)
			.option(
				'--timeout <s>',
				say({
					en: 'with --until: for how long to wait (the check’s own timeout is --check-timeout here)',
					zh: '与 --until 同用：最多等待多久（健康检查的超时在这里是 --check-timeout）',
				}),
			)
			.addOption(new Option('--json', say(eventLines)).conflicts('plain'))
			.option('--plain', say({en: 'a line for each probe, without redraws', zh: '每次探测一行，不重绘屏幕'})),
		{
			examples: ['slb-wizard watch --port 80', 'slb-wizard watch --port 80 --until healthy --timeout 120 --json'],
			exit: say({
				en: '0 what was waited for has come (without --until: it is healthy at the end), 1 it has not, 2 bad usage, 3 it can’t be told, 130 interrupted.',
				zh: '0 等到了所等的结果（没有 --until 时：结束时健康），1 没有等到，2 用法错误，3 无法判断，130 被中断。',
			}),
			note: say({
				en: 'Nothing on the host is changed. What is suppressed in slb-wizard.json is shown as suppressed; the verdict and the exit status are still the load balancer’s.',
				zh: '不改变主机上的任何东西。slb-wizard.json 中屏蔽的原因显示为已屏蔽；结论和退出码仍以负载均衡的判断为准。',
			}),
		},
	).action(async (given: Given) => {
		readGiven('--check-timeout', given, settings.timeoutS.read);
		const {settings: read, suppressions} = await readWithFile({...given, timeout: given.checkTimeout});
		const until = untils.find(word => word === given.until);
		const limitS = readGiven('--timeout', given, wholeNumber(1, mostS, 'seconds'));
		if (limitS !== undefined && until === undefined)
			throw new UsageError({
				en: '--timeout goes with --until here: for how long to wait for it. The check’s own response timeout is --check-timeout',
				zh: '--timeout 在这里要与 --until 同用：最多等待多久。健康检查的响应超时是 --check-timeout',
			});
		heedFaceOptions(given);
		const {watchHost} = await import('../run/watch.ts');
		const form = given.json === true ? 'json' : given.plain === true ? 'plain' : 'any';
		finish(await watchHost({given: read, suppressions, until, limitS, form}));
	});
};
