import {type Command, Option} from 'commander';
import {wholeNumber} from '../engine/reading.ts';
import {say} from '../engine/words.ts';
import {type Given, readGiven} from './given.ts';

const mostS = 600;

/** Gives a command the option of how long it watches for the load balancer's own probes. */
export const addWitnessOption = (command: Command): Command =>
	command.addOption(
		new Option(
			'--witness <s>',
			say({
				en: "watch for the load balancer's own probes for so many seconds (default: only as long as something else takes)",
				zh: '用这么多秒观察负载均衡自己的探测（默认：只在其他检查进行期间观察）',
			}),
		),
	);

/** For how long to watch, in seconds; undefined: only as long as something else takes. */
export const readWitness = (given: Given): number | undefined =>
	readGiven('--witness', given, wholeNumber(0, mostS, 'seconds'));
