import type {Command} from 'commander';
import {UsageError} from '../run/usage-error.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import type {Given} from './given.ts';
import {addEnding} from './help/ending.ts';
import {addReportToOptions, addShortOptions, readReports, readShort} from './report-options.ts';

/** `slb-wizard report`. */
export const declareReport = (program: Command, finish: Finish): void => {
	const command = program
		.command('report')
		.description('the report of a run that is over: of a session, a recording, or a result that check --json printed');
	addEnding(
		addFaceOptions(addShortOptions(addReportToOptions(command), [])).argument(
			'<from>',
			'a session (see slb-wizard sessions), the folder of a recording, or the output of check --json',
		),
		{
			examples: [
				'slb-wizard report ./recording --to incident.html --to incident.md',
				'slb-wizard report 20261122-080000-k3f9x2 --to incident.html',
				'slb-wizard report result.json --short',
				'slb-wizard report ./recording --ticket --lang zh-CN --mask addresses',
			],
			exit: '0 it is written, 2 bad usage, or a file that can’t be read or written.',
		},
	).action(async (from: string, given: Given) => {
		const request = readReports(given, '--to');
		const short = readShort(given);
		if (request.files.length === 0 && short === undefined)
			throw new UsageError('report: say what to make of it: --to <file>, --short or --ticket');
		heedFaceOptions(given);
		const {report} = await import('../run/report.ts');
		finish(await report(from, request, short));
	});
};
