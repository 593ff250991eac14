import type {Command} from 'commander';
import type {Reading} from '../engine/reading.ts';
import {say} from '../engine/words.ts';
import {UsageError} from '../run/usage-error.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';
import {oneDocument} from './json-words.ts';

const units = new Map([
	['h', 3_600_000],
	['d', 86_400_000],
	['w', 604_800_000],
]);

const readAge = (text: string): Reading<number> => {
	const [, number, unit = ''] = /^(\d{1,4})([hdw])$/.exec(text.trim()) ?? [];
	const unitMs = units.get(unit);
	return number === undefined || unitMs === undefined
		? {
				problem: {
					en: 'must be a number of hours, days or weeks, such as 12h, 30d or 4w',
					zh: '必须是小时、天或周数，例如 12h、30d 或 4w',
				},
			}
		: {value: Number(number) * unitMs};
};

/** `slb-wizard sessions` and `sessions rm`. */
export const declareSessions = (program: Command, finish: Finish): void => {
	const sessions = program
		.command('sessions')
		.description(
			say({
				en: 'the runs of the wizard that are kept on this machine: list or remove them',
				zh: '保存在本机的向导会话：列出或删除',
			}),
		)
		.option('--json', say(oneDocument))
		.helpCommand(false);
	addFaceOptions(sessions).action(async (given: Given) => {
		heedFaceOptions(given);
		const {printSessions} = await import('../run/sessions.ts');
		finish(printSessions(given.json === true ? 'json' : 'text'));
	});
	const rm = sessions
		.command('rm')
		.description(say({en: 'removes sessions; one that is still going on stays', zh: '删除会话；仍在进行的会话会保留'}))
		.argument(
			'[id...]',
			say({en: 'which ones; the beginning of an id is enough', zh: '要删除的会话；ID 的开头部分即可'}),
		)
		.option('--all', say({en: 'all of them', zh: '全部'}))
		.option(
			'--older-than <age>',
			say({
				en: 'those that nothing was added to for so long, such as 12h, 30d or 4w',
				zh: '这么久没有新内容的会话，例如 12h、30d 或 4w',
			}),
		);
	addFaceOptions(rm).action(async (ids: readonly string[], given: Given) => {
		heedFaceOptions(given);
		const olderThanMs = readGiven('--older-than', given, readAge);
		const ways = [ids.length > 0, given.all === true, olderThanMs !== undefined].filter(Boolean).length;
		if (ways !== 1)
			throw new UsageError({
				en: 'sessions rm takes either ids, or --all, or --older-than <age>',
				zh: 'sessions rm 需要会话 ID、--all 或 --older-than <age> 之一',
			});
		const {removeSessions} = await import('../run/sessions.ts');
		finish(removeSessions(given.all === true ? 'all' : olderThanMs === undefined ? {ids} : {olderThanMs}));
	});
};
