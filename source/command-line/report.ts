import type {Command} from 'commander';
import {say} from '../engine/words.ts';
import {UsageError} from '../run/usage-error.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import type {Given} from './given.ts';
import {addEnding} from './help/ending.ts';
import {addReportToOptions, addShortOptions, readReports, readShort} from './report-options.ts';

/** `slb-wizard report`. */
export const declareReport = (program: Command, finish: Finish): void => {
	const command = program.command('report').description(
		say({
			en: 'the report of a run that is over: of a session, a recording, or a result that check --json printed',
			zh: '为已结束的运行写报告：可来自会话、录制，或 check --json 的输出',
		}),
	);
	addEnding(
		addFaceOptions(addShortOptions(addReportToOptions(command), [])).argument(
			'<from>',
			say({
				en: 'a session (see slb-wizard sessions), the folder of a recording, or the output of check --json',
				zh: '一个会话（见 slb-wizard sessions）、录制的目录，或 check --json 的输出',
			}),
		),
		{
			examples: [
				'slb-wizard report ./recording --to incident.html --to incident.md',
				'slb-wizard report 20261122-080000-k3f9x2 --to incident.html',
				'slb-wizard report result.json --short',
				'slb-wizard report ./recording --ticket --lang zh-CN --mask addresses',
			],
			exit: say({
				en: '0 it is written, 2 bad usage, or a file that can’t be read or written.',
				zh: '0 已写出，2 用法错误，或文件无法读取或写入。',
			}),
		},
	).action(async (from: string, given: Given) => {
		const request = readReports(given, '--to');
		const short = readShort(given);
		if (request.files.length === 0 && short === undefined)
			throw new UsageError({
				en: 'report: say what to make of it: --to <file>, --short or --ticket',
				zh: 'report：请说明要生成什么：--to <file>、--short 或 --ticket',
			});
		heedFaceOptions(given);
		const {report} = await import('../run/report.ts');
		finish(await report(from, request, short));
	});
};
