import {closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {systemWords} from '../engine/system-words.ts';
import type {Words} from '../engine/words.ts';
import {formOf, type ReportForm, written} from '../report/form.ts';
import type {Report} from '../report/report.ts';
import {UsageError} from './usage-error.ts';

/** A file that a report is written to. */
export type ReportFile = {readonly path: string; readonly form: ReportForm};

/** Takes the names of `--report` or `--to`; throws for one that can't be written, before anything is looked at. */
export const prepareReportFiles = (names: readonly string[], flag: string): readonly ReportFile[] =>
	names.map((path, index) => {
		const name = `${flag} ${JSON.stringify(path)}`;
		const problem = ({en, zh}: Words): UsageError => new UsageError({en: `${name}: ${en}`, zh: `${name}：${zh}`});
		const form = formOf(path);
		if (form === undefined)
			throw problem({
				en: 'must end in .md, .json, .html or .xml (JUnit)',
				zh: '必须以 .md、.json、.html 或 .xml（JUnit）结尾',
			});
		if (names.indexOf(path) !== index) throw problem({en: 'is named twice', zh: '重复出现'});
		try {
			if (statSync(path, {throwIfNoEntry: false})?.isDirectory()) throw problem({en: 'is a folder', zh: '是一个目录'});
			const trial = besides(path);
			closeSync(openSync(trial, 'wx', 0o600));
			rmSync(trial);
		} catch (error) {
			const why = systemWords(error);
			throw error instanceof UsageError
				? error
				: problem({en: `can’t be written (${why.en})`, zh: `无法写入（${why.zh}）`});
		}

		return {path, form};
	});

/** Writes a report whole or not at all, readable for its owner only. Why it could not: a sentence. */
export const writeReport = (report: Report, {path, form}: ReportFile): Words | undefined => {
	try {
		const place = besides(path);
		try {
			const file = openSync(place, 'wx', 0o600);
			try {
				writeFileSync(file, written(report, form));
				fsyncSync(file);
			} finally {
				closeSync(file);
			}

			renameSync(place, target(path));
		} finally {
			rmSync(place, {force: true});
		}

		return undefined;
	} catch (error) {
		const [name, why] = [JSON.stringify(path), systemWords(error)];
		return {
			en: `The report ${name} could not be written (${why.en}).`,
			zh: `无法写入报告 ${name}（${why.zh}）。`,
		};
	}
};

/** The file that a link leads to is replaced, not the link. */
const target = (path: string): string => {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
};

const besides = (path: string): string => {
	const real = target(path);
	return join(dirname(real), `.${basename(real)}.${process.pid}.part`);
};
