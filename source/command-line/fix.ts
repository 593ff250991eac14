import {type Command, Option} from 'commander';
import {isCauseCode} from '../engine/cause-code.ts';
import {wholeNumber} from '../engine/reading.ts';
import {say, type Words} from '../engine/words.ts';
import {UsageError} from '../run/usage-error.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';
import {addEnding} from './help/ending.ts';
import {oneDocument} from './json-words.ts';
import {addTargetName, readWithFile} from './settings-file.ts';
import {addTargetOptions} from './target-options.ts';
import {addWitnessOption, readWitness} from './witness-option.ts';

/** Long enough to look again and to think, short enough to wait for. */
const usualLimitS = 120;

/** `slb-wizard fix`. */
export const declareFix = (program: Command, finish: Finish): void => {
	const command = program
		.command('fix')
		.description(
			say({
				en: 'finds a cause, makes the smallest change that mends it, proves that it helps, and takes it back',
				zh: '找到原因，做最小的改动来修复，证明有效，然后撤销',
			}),
		)
		.argument('<code>', say({en: 'the cause’s code, as check prints it', zh: '原因的代码，即 check 输出的代码'}))
		.addOption(
			new Option('--plan', say({en: 'only say what would be done', zh: '只说明将要做什么'})).conflicts([
				'keep',
				'yesChangeThisHost',
			]),
		)
		.option(
			'--yes-change-this-host',
			say({
				en: 'do it: without --keep it goes back after the time limit',
				zh: '执行改动：没有 --keep 时，到时间自动撤销',
			}),
		)
		.option('--keep', say({en: 'keep the change if it is proven to help', zh: '证明有效后保留改动'}))
		.option(
			'--time-limit <s>',
			say({
				en: `the host takes it back after so many seconds (default: ${usualLimitS})`,
				zh: `多少秒后由主机自动撤销（默认：${usualLimitS}）`,
			}),
		)
		.option(
			'--remedy <n>',
			say({
				en: 'which of the cause’s remedies (default: the first one that slb-wizard can make itself)',
				zh: '该原因的第几个修复方法（默认：slb-wizard 能自己执行的第一个）',
			}),
		)
		.option('--json', say(oneDocument));
	addEnding(addFaceOptions(addWitnessOption(addTargetName(addTargetOptions(command)))), {
		examples: [
			'slb-wizard fix firewall-drops-probes --port 80 --plan',
			'slb-wizard fix firewall-drops-probes --port 80 --yes-change-this-host --keep',
		],
		exit: say({
			en: 'that of check, for what is seen after the change; 3 when it was not made, 130 interrupted and put back.',
			zh: '与 check 相同，以改动之后看到的为准；3 没有做改动，130 被中断并已撤销。',
		}),
	}).action(async (code: string, given: Given) => {
		if (!isCauseCode(code)) throw new UsageError(await unknownCode(code));
		const {settings: read, suppressions} = await readWithFile(given);
		const witnessS = readWitness(given);
		const limitS = readGiven('--time-limit', given, wholeNumber(1, 86_400, 'seconds')) ?? usualLimitS;
		const remedy = readGiven('--remedy', given, wholeNumber(1, 99));
		if (given.plan !== true && given.yesChangeThisHost !== true)
			throw new UsageError({
				en: 'fix changes the host: say --plan to see what it would do, or --yes-change-this-host to do it',
				zh: 'fix 会改变主机：用 --plan 查看将要做什么，或用 --yes-change-this-host 执行',
			});
		heedFaceOptions(given);
		const {fix} = await import('../run/fix.ts');
		const mode = given.plan === true ? 'plan' : given.keep === true ? 'keep' : 'try';
		const form = given.json === true ? 'json' : 'text';
		finish(await fix({given: read, witnessS, suppressions, code, remedy, mode, limitS, form}));
	});
};

const unknownCode = async (word: string): Promise<Words> => {
	// All that is known of every cause: not for a start that doesn't need it.
	const {nearestCodes} = await import('../cause/nearest-code.ts');
	const near = nearestCodes(word).join(', ');
	const quoted = JSON.stringify(word);
	return {
		en: `${quoted} is no cause’s code${near && ` (${near}?)`}; slb-wizard explain lists them`,
		zh: `${quoted} 不是原因的代码${near && `（是不是 ${near}？）`}；slb-wizard explain 列出全部代码`,
	};
};
