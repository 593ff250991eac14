import {type Command, Option} from 'commander';
import {type Reading, settings} from '../engine/settings.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';
import {addEnding} from './help/ending.ts';

const mostSeed = 4_294_967_295;

const readSeed = (text: string): Reading<number> => {
	const number = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
	return number <= mostSeed ? {value: number} : {problem: `must be a whole number from 0 to ${mostSeed}`};
};

/** `slb-wizard drill`. */
export const declareDrill = (program: Command, finish: Finish): void => {
	addEnding(
		addFaceOptions(
			program
				.command('drill')
				.description('a practice backend with a fault that you find yourself, with hints and points'),
		)
			.argument('[fault]', 'which fault (see --list); a random one by default')
			.option('--list', 'list the faults')
			.option('--seed <n>', 'the drill of this number again')
			.option('--port <n>', 'the port of the practice backend (80 in a network of its own, else a free one)')
			.option('--plain', 'line by line, without redraws')
			.addOption(new Option('--part <name>').hideHelp()),
		{
			examples: ['slb-wizard drill', 'slb-wizard drill --seed 7'],
			exit: '0 found, 1 not found, 2 bad usage, 130 interrupted.',
			note: 'On Linux (as root, or where users may have namespaces of their own) the practice backend has its own network, and the load balancer checks it from 100.64.0.0/10: filters and routes can be wrong too. Elsewhere only the service can, on loopback. Nothing of this machine’s own network is changed, and everything goes when the drill ends, however it ends.',
		},
	).action(async (fault: string | undefined, given: Given) => {
		if (typeof given.part === 'string') {
			const {drillPart} = await import('../run/drill-part.ts');
			return drillPart(given.part);
		}

		const seed = readGiven('--seed', given, readSeed);
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
