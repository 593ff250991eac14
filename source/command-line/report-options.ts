import {type Command, Option} from 'commander';
import type {ReportRequest} from '../run/run-request.ts';
import {UsageError} from '../run/usage-error.ts';
import {type Given, several} from './given.ts';

/** Gives a command the option that hides addresses. */
export const addMaskOption = (command: Command): Command =>
	command.addOption(
		new Option(
			'--mask <what>',
			'addresses: tokens in the place of addresses and of ssh’s host names, in everything that is written',
		).choices(['addresses']),
	);

/** Gives a command the options of what is written besides the answer. */
export const addReportOptions = (command: Command): Command =>
	addMaskOption(
		command.addOption(
			new Option(
				'--report <file>',
				'also write the report: .md, .json, .html or .xml (JUnit) by the name’s ending; may be repeated',
			).argParser(several),
		),
	);

/** The same for `slb-wizard report`, where the file is the answer. */
export const addReportToOptions = (command: Command): Command =>
	addMaskOption(
		command.addOption(
			new Option(
				'--to <file>',
				'write the report: .md, .json, .html or .xml (JUnit) by the name’s ending; may be repeated',
			).argParser(several),
		),
	);

/** Gives a command the options of the short forms. */
export const addShortOptions = (command: Command, others: readonly string[]): Command =>
	command
		.addOption(new Option('--short', 'at most 15 lines, for a chat').conflicts(['ticket', ...others]))
		.addOption(
			new Option('--ticket', 'what Alibaba Cloud’s support asks for; in Chinese with --lang zh-CN').conflicts([
				...others,
			]),
		);

/** Which short form is wanted; undefined: none. */
export const readShort = ({short, ticket, lang}: Given): 'short' | 'ticket' | 'ticket-zh' | undefined => {
	if (short === true) return 'short';
	if (ticket !== true) return undefined;
	return lang === 'zh-CN' ? 'ticket-zh' : 'ticket';
};

/** Reads the options of reports. */
export const readReports = (given: Given, flag: '--report' | '--to' = '--report'): ReportRequest => {
	const files = given[flag.slice(2)];
	const masks = given.mask === 'addresses';
	if (masks && given.record !== undefined)
		throw new UsageError(
			'--mask and --record: a recording without addresses could not be judged again; make a masked report of it instead: slb-wizard report <recording> --mask addresses',
		);
	return {files: Array.isArray(files) ? files : [], ...(masks ? {mask: 'addresses'} : {})};
};
