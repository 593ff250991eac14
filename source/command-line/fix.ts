import {type Command, Option} from 'commander';
import {isCauseCode} from '../engine/cause-code.ts';
import type {Reading} from '../engine/settings.ts';
import {UsageError} from '../run/usage-error.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';
import {addEnding} from './help/ending.ts';
import {addTargetName, readWithFile} from './settings-file.ts';
import {addTargetOptions} from './target-options.ts';
import {addWitnessOption, readWitness} from './witness-option.ts';

const wholeNumber =
	(most: number, unit: string) =>
	(text: string): Reading<number> => {
		const number = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
		return number >= 1 && number <= most
			? {value: number}
			: {problem: `must be a whole number from 1 to ${most}${unit}`};
	};

/** Long enough to look again and to think, short enough to wait for. */
const usualLimitS = 120;

/** `slb-wizard fix`. */
export const declareFix = (program: Command, finish: Finish): void => {
	const command = program
		.command('fix')
		.description('finds a cause, makes the smallest change that mends it, proves that it helps, and takes it back')
		.argument('<code>', 'the cause’s code, as check prints it')
		.addOption(new Option('--plan', 'only say what would be done').conflicts(['keep', 'yesChangeThisHost']))
		.option('--yes-change-this-host', 'do it: without --keep it goes back after the time limit')
		.option('--keep', 'keep the change if it is proven to help')
		.option('--time-limit <s>', `the host takes it back after so many seconds (default: ${usualLimitS})`)
		.option('--remedy <n>', 'which of the cause’s remedies (default: the first one that slb-wizard can make itself)')
		.option('--json', 'print one JSON document');
	addEnding(addFaceOptions(addWitnessOption(addTargetName(addTargetOptions(command)))), {
		examples: [
			'slb-wizard fix firewall-drops-probes --port 80 --plan',
			'slb-wizard fix firewall-drops-probes --port 80 --yes-change-this-host --keep',
		],
		exit: 'that of check, for what is seen after the change; 3 when it was not made, 130 interrupted and put back.',
	}).action(async (code: string, given: Given) => {
		if (!isCauseCode(code)) throw new UsageError(await unknownCode(code));
		const {settings: read, suppressions} = await readWithFile(given);
		const witnessS = readWitness(given);
		const limitS = readGiven('--time-limit', given, wholeNumber(86_400, ' (seconds)')) ?? usualLimitS;
		const remedy = readGiven('--remedy', given, wholeNumber(99, ''));
		if (given.plan !== true && given.yesChangeThisHost !== true)
			throw new UsageError(
				'fix changes the host: say --plan to see what it would do, or --yes-change-this-host to do it',
			);
		heedFaceOptions(given);
		const {fix} = await import('../run/fix.ts');
		const mode = given.plan === true ? 'plan' : given.keep === true ? 'keep' : 'try';
		const form = given.json === true ? 'json' : 'text';
		finish(await fix({given: read, witnessS, suppressions, code, remedy, mode, limitS, form}));
	});
};

const unknownCode = async (word: string): Promise<string> => {
	// All that is known of every cause: not for a start that doesn't need it.
	const {nearestCodes} = await import('../cause/nearest-code.ts');
	const near = nearestCodes(word);
	const meant = near.length === 0 ? '' : ` (${near.join(', ')}?)`;
	return `${JSON.stringify(word)} is no cause’s code${meant}; slb-wizard explain lists them`;
};
