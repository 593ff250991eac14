import type {Command} from 'commander';
import {settings} from '../engine/settings.ts';
import {UsageError} from '../run/usage-error.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';
import {addEnding} from './help/ending.ts';

/** `slb-wizard undo` and `slb-wizard keep`. */
export const declareUndo = (program: Command, finish: Finish): void => {
	for (const does of ['undo', 'keep'] as const) {
		const command = program
			.command(does)
			.description(
				does === 'undo'
					? 'lists the changes that are open on a host, and takes them back'
					: 'keeps a change that would go back by itself',
			)
			.argument('[id]', does === 'undo' ? 'one of them, also one that was kept' : 'one of them')
			.option('--all', 'all that are open')
			.option('--yes-change-this-host', 'do it without a question')
			.option('--host <where>', 'the host: local, or ssh://[user@]name[:port] (default: local)')
			.option('--json', 'print one JSON document');
		addEnding(addFaceOptions(command), {
			examples: [`slb-wizard ${does} --host ssh://web-3`],
			exit: '0 nothing is left open, 1 something is, 2 bad usage, 3 it can’t be told.',
		}).action(async (id: string | undefined, given: Given) => {
			const isSure = given.yesChangeThisHost === true;
			if (id !== undefined && given.all === true) throw new UsageError(`${does} takes an id or --all, not both`);
			if (isSure && id === undefined && given.all !== true)
				throw new UsageError(`${does} --yes-change-this-host: say which change, or --all`);
			const where = readGiven('--host', given, settings.host.read);
			heedFaceOptions(given);
			const {undo} = await import('../run/undo.ts');
			const form = given.json === true ? 'json' : 'text';
			finish(await undo({does, where, id, mode: isSure ? 'do' : form === 'json' ? 'list' : 'ask', form}));
		});
	}
};
