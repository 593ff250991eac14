import {closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {systemWords} from '../engine/system-words.ts';
import {formOf, type ReportForm, written} from '../report/form.ts';
import type {Report} from '../report/report.ts';
import {UsageError} from './usage-error.ts';

/** A file that a report is written to. */
export type ReportFile = {readonly path: string; readonly form: ReportForm};

/** Takes the names of `--report` or `--to`; throws for one that can't be written, before anything is looked at. */
export const prepareReportFiles = (names: readonly string[], flag: string): readonly ReportFile[] =>
	names.map((path, index) => {
		const problem = (words: string): UsageError => new UsageError(`${flag} ${JSON.stringify(path)}: ${words}`);
		const form = formOf(path);
		if (form === undefined) throw problem('must end in .md, .json, .html or .xml (JUnit)');
		if (names.indexOf(path) !== index) throw problem('is named twice');
		try {
			if (statSync(path, {throwIfNoEntry: false})?.isDirectory()) throw problem('is a folder');
			const trial = besides(path);
			closeSync(openSync(trial, 'wx', 0o600));
			rmSync(trial);
		} catch (error) {
			throw error instanceof UsageError ? error : problem(`can’t be written (${systemWords(error)})`);
		}

		return {path, form};
	});

/** Writes a report whole or not at all, readable for its owner only. Why it could not: a sentence. */
export const writeReport = (report: Report, {path, form}: ReportFile): string | undefined => {
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
		return `The report ${JSON.stringify(path)} could not be written (${systemWords(error)}).`;
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
