import type {Command} from 'commander';
import type {Reading} from '../engine/settings.ts';
import {UsageError} from '../run/usage-error.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';

const units = new Map([
	['h', 3_600_000],
	['d', 86_400_000],
	['w', 604_800_000],
]);

const readAge = (text: string): Reading<number> => {
	const [, number, unit = ''] = /^(\d{1,4})([hdw])$/.exec(text.trim()) ?? [];
	const unitMs = units.get(unit);
	return number === undefined || unitMs === undefined
		? {problem: 'must be a number of hours, days or weeks, such as 12h, 30d or 4w'}
		: {value: Number(number) * unitMs};
};

/** `slb-wizard sessions` and `sessions rm`. */
export const declareSessions = (program: Command, finish: Finish): void => {
	const sessions = program
		.command('sessions')
		.description('the runs of the wizard that are kept on this machine: list or remove them')
		.option('--json', 'print one JSON document')
		.helpCommand(false)
		.action(async (given: Given) => {
			const {printSessions} = await import('../run/sessions.ts');
			finish(printSessions(given.json === true ? 'json' : 'text'));
		});
	sessions
		.command('rm')
		.description('removes sessions; one that is still going on stays')
		.argument('[id...]', 'which ones; the beginning of an id is enough')
		.option('--all', 'all of them')
		.option('--older-than <age>', 'those that nothing was added to for so long, such as 12h, 30d or 4w')
		.action(async (ids: readonly string[], given: Given) => {
			const olderThanMs = readGiven('--older-than', given, readAge);
			const ways = [ids.length > 0, given.all === true, olderThanMs !== undefined].filter(Boolean).length;
			if (ways !== 1) throw new UsageError('sessions rm takes either ids, or --all, or --older-than <age>');
			const {removeSessions} = await import('../run/sessions.ts');
			finish(removeSessions(given.all === true ? 'all' : olderThanMs === undefined ? {ids} : {olderThanMs}));
		});
};
