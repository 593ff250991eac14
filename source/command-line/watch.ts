import {type Command, Option} from 'commander';
import {type Reading, settings} from '../engine/settings.ts';
import {UsageError} from '../run/usage-error.ts';
import {oneOfThese} from './choices.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';
import {addEnding} from './help/ending.ts';
import {addTargetName, readWithFile} from './settings-file.ts';
import {addTargetOptions} from './target-options.ts';

const untils = ['healthy', 'unhealthy', 'change'] as const;
const mostS = 86_400;

const readLimit = (text: string): Reading<number> => {
	const number = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
	return number >= 1 && number <= mostS
		? {value: number}
		: {problem: `must be a whole number from 1 to ${mostS} (seconds)`};
};

/** `slb-wizard watch`. */
export const declareWatch = (program: Command, finish: Finish): void => {
	const command = program
		.command('watch')
		.description('the check repeated as the load balancer does it: the verdict as it changes, and when it will');
	addEnding(
		addFaceOptions(addTargetName(addTargetOptions(command, {timeout: '--check-timeout'})))
			.addOption(
				oneOfThese(new Option('--until <verdict>', 'end when it is healthy or unhealthy, or at a change'), untils),
			)
			.option('--timeout <s>', 'with --until: for how long to wait (the check’s own timeout is --check-timeout here)')
			.addOption(new Option('--json', 'print one JSON line for each event, as it happens').conflicts('plain'))
			.option('--plain', 'a line for each probe, without redraws'),
		{
			examples: ['slb-wizard watch --port 80', 'slb-wizard watch --port 80 --until healthy --timeout 120 --json'],
			exit: '0 what was waited for has come (without --until: it is healthy at the end), 1 it has not, 2 bad usage, 3 it can’t be told, 130 interrupted.',
			note: 'Nothing on the host is changed. What is suppressed in slb-wizard.json is shown as suppressed; the verdict and the exit status are still the load balancer’s.',
		},
	).action(async (given: Given) => {
		readGiven('--check-timeout', given, settings.timeoutS.read);
		const {settings: read, suppressions} = await readWithFile({...given, timeout: given.checkTimeout});
		const until = untils.find(word => word === given.until);
		const limitS = readGiven('--timeout', given, readLimit);
		if (limitS !== undefined && until === undefined)
			throw new UsageError(
				'--timeout goes with --until here: for how long to wait for it. The check’s own response timeout is --check-timeout',
			);
		heedFaceOptions(given);
		const {watchHost} = await import('../run/watch.ts');
		const form = given.json === true ? 'json' : given.plain === true ? 'plain' : 'any';
		finish(await watchHost({given: read, suppressions, until, limitS, form}));
	});
};
