import {type Command, Option} from 'commander';
import {say} from '../engine/words.ts';
import {UsageError} from '../run/usage-error.ts';
import type {Given} from './given.ts';

/** Gives a command the option that keeps what was seen. */
export const addRecordOption = (command: Command): Command =>
	command.addOption(
		new Option(
			'--record <folder>',
			say({
				en: 'also write everything that is seen, without secrets, to a new folder; --host replay:<folder> judges it again, anywhere',
				zh: '同时把看到的一切（不含机密）写入新目录；之后可在任何机器上用 --host replay:<folder> 重新判断',
			}),
		),
	);

/** The folder to record to; undefined: nothing is recorded. */
export const readRecord = ({record}: Given): string | undefined => {
	if (record === '')
		throw new UsageError({en: '--record "": must be the name of a folder', zh: '--record ""：必须是目录名'});
	return typeof record === 'string' ? record : undefined;
};
