import {type Command, Option} from 'commander';
import {UsageError} from '../run/usage-error.ts';
import type {Given} from './given.ts';

/** Gives a command the option that keeps what was seen. */
export const addRecordOption = (command: Command): Command =>
	command.addOption(
		new Option(
			'--record <folder>',
			'also write everything that is seen, without secrets, to a new folder; --host replay:<folder> judges it again, anywhere',
		),
	);

/** The folder to record to; undefined: nothing is recorded. */
export const readRecord = ({record}: Given): string | undefined => {
	if (record === '') throw new UsageError('--record "": must be the name of a folder');
	return typeof record === 'string' ? record : undefined;
};
