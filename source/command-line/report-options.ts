import {type Command, Option} from 'commander';
import {say} from '../engine/words.ts';
import type {ReportRequest} from '../run/run-request.ts';
import {UsageError} from '../run/usage-error.ts';
import {oneOfThese} from './choices.ts';
import {type Given, several} from './given.ts';

/** Gives a command the option that hides addresses. */
export const addMaskOption = (command: Command): Command =>
	command.addOption(
		oneOfThese(
			new Option(
				'--mask <what>',
				say({
					en: 'addresses: tokens in the place of addresses and of ssh’s host names, in everything that is written',
					zh: 'addresses：在输出的所有内容中，用记号代替地址和 ssh 主机名',
				}),
			),
			['addresses'],
		),
	);

/** Gives a command the options of what is written besides the answer. */
export const addReportOptions = (command: Command): Command =>
	addMaskOption(
		command.addOption(
			new Option(
				'--report <file>',
				say({
					en: 'also write the report: .md, .json, .html or .xml (JUnit) by the name’s ending; may be repeated',
					zh: '同时写报告：按文件名后缀为 .md、.json、.html 或 .xml (JUnit)；可重复',
				}),
			).argParser(several),
		),
	);

/** The same for `slb-wizard report`, where the file is the answer. */
export const addReportToOptions = (command: Command): Command =>
	addMaskOption(
		command.addOption(
			new Option(
				'--to <file>',
				say({
					en: 'write the report: .md, .json, .html or .xml (JUnit) by the name’s ending; may be repeated',
					zh: '写报告：按文件名后缀为 .md、.json、.html 或 .xml (JUnit)；可重复',
				}),
			).argParser(several),
		),
	);

/** Gives a command the options of the short forms. */
export const addShortOptions = (command: Command, others: readonly string[]): Command =>
	command
		.addOption(
			new Option('--short', say({en: 'at most 15 lines, for a chat', zh: '最多 15 行的摘要，用于发到群里'})).conflicts([
				'ticket',
				...others,
			]),
		)
		.addOption(
			new Option(
				'--ticket',
				say({
					en: 'what Alibaba Cloud’s support asks for; in Chinese with --lang zh-CN',
					zh: '提交工单时阿里云技术支持需要的信息',
				}),
			).conflicts([...others]),
		);

/** Which short form is wanted; undefined: none. */
export const readShort = ({short, ticket}: Given): 'short' | 'ticket' | undefined => {
	if (short === true) return 'short';
	return ticket === true ? 'ticket' : undefined;
};

/** Reads the options of reports. */
export const readReports = (given: Given, flag: '--report' | '--to' = '--report'): ReportRequest => {
	const files = given[flag.slice(2)];
	const masks = given.mask === 'addresses';
	if (masks && given.record !== undefined)
		throw new UsageError({
			en: '--mask and --record: a recording without addresses could not be judged again; make a masked report of it instead: slb-wizard report <recording> --mask addresses',
			zh: '--mask 和 --record：没有地址的录制无法重新判断；请为录制写一份隐去地址的报告：slb-wizard report <recording> --mask addresses',
		});
	return {files: Array.isArray(files) ? files : [], ...(masks ? {mask: 'addresses'} : {})};
};
