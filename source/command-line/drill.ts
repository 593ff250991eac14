import {type Command, Option} from 'commander';
import {wholeNumber} from '../engine/reading.ts';
import {settings} from '../engine/settings.ts';
import {say} from '../engine/words.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';
import {addEnding} from './help/ending.ts';

const mostSeed = 4_294_967_295;

/** `slb-wizard drill`. */
export const declareDrill = (program: Command, finish: Finish): void => {
	addEnding(
		addFaceOptions(
			program.command('drill').description(
				say({
					en: 'a practice backend with a fault that you find yourself, with hints and points',
					zh: '带故障的练习后端，由你自己找出原因，有提示和得分',
				}),
			),
		)
			.argument(
				'[fault]',
				say({en: 'which fault (see --list); a random one by default', zh: '哪个故障（见 --list）；默认随机'}),
			)
			.option('--list', say({en: 'list the faults', zh: '列出故障'}))
			.option('--seed <n>', say({en: 'the drill of this number again', zh: '重做这个编号的练习'}))
			.option(
				'--port <n>',
				say({
					en: 'the port of the practice backend (80 in a network of its own, else a free one)',
					zh: '练习后端的端口（在自己的网络中为 80，否则为空闲端口）',
				}),
			)
			.option('--plain', say({en: 'line by line, without redraws', zh: '逐行输出，不重绘屏幕'}))
			.addOption(new Option('--part <name>').hideHelp()),
		{
			examples: ['slb-wizard drill', 'slb-wizard drill --seed 7'],
			exit: say({
				en: '0 found, 1 not found, 2 bad usage, 130 interrupted.',
				zh: '0 已找出，1 未找出，2 用法错误，130 被中断。',
			}),
			note: say({
				en: 'On Linux (as root, or where users may have namespaces of their own) the practice backend has its own network, and the load balancer checks it from 100.64.0.0/10: filters and routes can be wrong too. Elsewhere only the service can, on loopback. Nothing of this machine’s own network is changed, and everything goes when the drill ends, however it ends.',
				zh: '在 Linux 上（以 root 运行，或允许普通用户创建命名空间时），练习后端有自己的网络，负载均衡从 100.64.0.0/10 检查它：过滤规则和路由也可能有故障。在其他系统上只有回环地址上的服务可能有故障。本机自己的网络不会改变；练习无论怎样结束，一切都会清除。',
			}),
		},
	).action(async (fault: string | undefined, given: Given) => {
		if (typeof given.part === 'string') {
			const {drillPart} = await import('../run/drill-part.ts');
			return drillPart(given.part);
		}

		const seed = readGiven('--seed', given, wholeNumber(0, mostSeed));
		const port = readGiven('--port', given, settings.port.read);
		heedFaceOptions(given);
		const {drill, listDrills} = await import('../run/drill.ts');
		finish(
			given.list === true
				? listDrills()
				: await drill({fault, seed, port, wanted: given.plain === true ? 'plain' : 'any'}),
		);
	});
};
