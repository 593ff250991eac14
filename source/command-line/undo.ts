import type {Command} from 'commander';
import {settings} from '../engine/settings.ts';
import {say} from '../engine/words.ts';
import {UsageError} from '../run/usage-error.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven} from './given.ts';
import {addEnding} from './help/ending.ts';
import {oneDocument} from './json-words.ts';
import {addTargetName, readWithFile} from './settings-file.ts';

/** `slb-wizard undo` and `slb-wizard keep`. */
export const declareUndo = (program: Command, finish: Finish): void => {
	for (const does of ['undo', 'keep'] as const) {
		const command = program
			.command(does)
			.description(
				does === 'undo'
					? say({
							en: 'lists the changes that are open on a host, and takes them back',
							zh: '列出主机上尚未结束的改动，并撤销',
						})
					: say({en: 'keeps a change that would go back by itself', zh: '保留一个会自动撤销的改动'}),
			)
			.argument(
				'[id]',
				does === 'undo'
					? say({en: 'one of them, also one that was kept', zh: '其中一个改动，也可以是已保留的'})
					: say({en: 'one of them', zh: '其中一个改动'}),
			)
			.option('--all', say({en: 'all that are open', zh: '所有尚未结束的改动'}))
			.option('--yes-change-this-host', say({en: 'do it without a question', zh: '不提问，直接执行'}))
			.option(
				'--host <where>',
				say({
					en: 'the host: local, or ssh://[user@]name[:port] (default: local)',
					zh: '主机：local 或 ssh://[user@]name[:port]（默认：local）',
				}),
			)
			.option('--json', say(oneDocument));
		addEnding(addFaceOptions(addTargetName(command)), {
			examples: [`slb-wizard ${does} --host ssh://web-3`],
			exit: say({
				en: '0 nothing is left open, 1 something is, 2 bad usage, 3 it can’t be told.',
				zh: '0 没有尚未结束的改动，1 还有，2 用法错误，3 无法判断。',
			}),
		}).action(async (id: string | undefined, given: Given) => {
			const isSure = given.yesChangeThisHost === true;
			if (id !== undefined && given.all === true)
				throw new UsageError({en: `${does} takes an id or --all, not both`, zh: `${does} 只能带 ID 或 --all 之一`});
			if (isSure && id === undefined && given.all !== true)
				throw new UsageError({
					en: `${does} --yes-change-this-host: say which change, or --all`,
					zh: `${does} --yes-change-this-host：请指明哪个改动，或用 --all`,
				});
			// A file that is wrong somewhere must not stand in the way of taking a change back.
			const where =
				given.target === undefined
					? readGiven('--host', given, settings.host.read)
					: (await readWithFile(given)).settings.host;
			heedFaceOptions(given);
			const {undo} = await import('../run/undo.ts');
			const form = given.json === true ? 'json' : 'text';
			finish(await undo({does, where, id, mode: isSure ? 'do' : form === 'json' ? 'list' : 'ask', form}));
		});
	}
};
