import {type Command, Option} from 'commander';
import type {Reading} from '../engine/settings.ts';
import {type Given, readGiven} from './given.ts';

const mostS = 600;

const readSeconds = (text: string): Reading<number> => {
	const number = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
	return number >= 0 && number <= mostS
		? {value: number}
		: {problem: `must be a whole number from 0 to ${mostS} (seconds)`};
};

/** Gives a command the option of how long it watches for the load balancer's own probes. */
export const addWitnessOption = (command: Command): Command =>
	command.addOption(
		new Option(
			'--witness <s>',
			"watch for the load balancer's own probes for so many seconds (default: only as long as something else takes)",
		),
	);

/** For how long to watch, in seconds; undefined: only as long as something else takes. */
export const readWitness = (given: Given): number | undefined => readGiven('--witness', given, readSeconds);
