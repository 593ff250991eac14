import type {Twin} from '../compare/twin.ts';
import {AddressMask} from '../engine/address-mask.ts';
import type {Clock} from '../engine/clock.ts';
import type {Conclusion, Event, Face} from '../engine/event.ts';
import type {Answer, Question} from '../engine/question.ts';
import {composed, type Words} from '../engine/words.ts';
import {afterNews, type Changes, noChanges} from '../report/made-change.ts';
import {makeReport, type Report} from '../report/report.ts';
import type {timeLineOf} from '../report/time-line.ts';
import {afterEvent, type Told} from '../report/told.ts';
import {aside} from './aside.ts';
import type {ReportFile, writeReport} from './report-files.ts';
import type {ReportRequest} from './run-request.ts';
import {ownTimeZone} from './time-zone.ts';

/** The files to write, and what writes them. */
type Files = {readonly files: readonly ReportFile[]; readonly write: typeof writeReport; readonly timeLine: TimeLine};

/** Puts a run's time line in words. It is loaded where a report is wanted: it knows the catalogue's headings. */
type TimeLine = typeof timeLineOf;

/** Prepares the reports that are asked for. Their forms are loaded only where there are some; throws for a file that can't be written. */
export const prepareReporting = async (
	{files, mask}: ReportRequest = {files: []},
	flag: '--report' | '--to' = '--report',
): Promise<Reporting> => {
	if (files.length === 0) return new Reporting(undefined, mask);
	const [{prepareReportFiles, writeReport}, {timeLineOf: timeLine}] = await Promise.all([
		import('./report-files.ts'),
		import('../report/time-line.ts'),
	]);
	return new Reporting({files: prepareReportFiles(files, flag), write: writeReport, timeLine}, mask);
};

/** What stands between a run and its face: hides addresses where that is wanted, and writes the reports. */
export class Reporting {
	readonly #files: Files | undefined;
	readonly #mask: AddressMask | undefined;
	#told: readonly Told[] = [];
	readonly #said: Words[] = [];
	#changes: Changes = noChanges;
	#twin: Twin | undefined;
	/** The last conclusion that isn't in the files as it should be: something was changed since. */
	#last: Conclusion | undefined;
	#isStale = false;
	#now: () => Date = () => new Date();
	#hasFailed = false;

	constructor(files: Files | undefined, mask: ReportRequest['mask']) {
		this.#files = files;
		this.#mask = mask === undefined ? undefined : new AddressMask();
	}

	/** Whether a report has to be written, also when nothing could be looked at. */
	get isWanted(): boolean {
		return this.#files !== undefined;
	}

	/** Whether a report could not be written. */
	get hasFailed(): boolean {
		return this.#hasFailed;
	}

	/** Tells time by the host's clock, which is that of then for a recording. */
	keepTimeOf({clock}: {readonly clock?: Pick<Clock, 'date'> | undefined}): void {
		if (clock !== undefined) this.#now = () => clock.date();
	}

	/** Hides the name of a host, wherever it stands, where addresses are hidden. */
	hide(where: string): void {
		this.#mask?.hideNameOf(where);
	}

	/** A sentence that may be shown. */
	words(sentence: Words, where?: string): Words {
		const mask = this.#mask;
		if (where !== undefined) mask?.hideNameOf(where);
		return composed(pick => mask?.text(pick(sentence)) ?? pick(sentence));
	}

	/** Plain data that may be shown. */
	masked<T>(data: T): T {
		return data === undefined ? data : (this.#mask?.data(data) ?? data);
	}

	/** Writes the reports anew, with the host beside it: the first of them was there when its own run had ended. */
	compared(twin: Twin): void {
		this.#twin = twin;
		if (this.#last !== undefined) this.#write(this.#last, 'problems');
	}

	/** The face as the run sees it. `tells`: whether a report that was written is worth a line at the end. */
	around(face: Face, tells: 'all' | 'problems'): Face {
		return {
			show: event => {
				const shown = this.#masked(event);
				this.#told = afterEvent(this.#told, shown, this.#now());
				face.show(shown);
				if (shown.type === 'change') {
					this.#changes = afterNews(this.#changes, shown.news, this.#now());
					this.#isStale = true;
				}

				if (shown.type === 'concluded') {
					this.#last = shown.conclusion;
					this.#write(shown.conclusion, tells);
				}
			},
			ask: async question => this.#meant(await face.ask(this.#maskedQuestion(question))),
			close: async () => {
				if (this.#isStale && this.#last !== undefined) this.#write(this.#last, tells);
				await face.close();
				for (const sentence of this.#said) aside(sentence);
			},
		};
	}

	/** The report of a run, as far as it has come. */
	reportOf(conclusion: Conclusion, inWords: TimeLine): Report {
		const timeLine = inWords(this.#told);
		return makeReport({
			conclusion: this.masked(conclusion),
			changes: this.#changes.made,
			timeLine: this.masked(timeLine),
			twin: this.masked(this.#twin),
			timeZone: ownTimeZone(),
		});
	}

	#write(conclusion: Conclusion, tells: 'all' | 'problems'): void {
		if (this.#files === undefined) return;
		this.#isStale = false;
		const report = this.reportOf(conclusion, this.#files.timeLine);
		// Looking again at everything writes them anew; what is said is about the last time.
		this.#said.length = 0;
		const {files, write} = this.#files;
		for (const file of files) {
			const problem = write(report, file);
			this.#hasFailed ||= problem !== undefined;
			if (problem !== undefined) this.#said.push(problem);
			else if (tells === 'all') this.#said.push(writtenTo(JSON.stringify(file.path)));
		}
	}

	#masked(event: Event): Event {
		const mask = this.#mask;
		if (mask === undefined) return event;
		if (event.type === 'host-opened') mask.hideNameOf(event.where);
		if (event.type === 'started') mask.hideNameOf(event.target.host);
		// The report of a result begins with its end.
		if (event.type === 'concluded') mask.hideNameOf(event.conclusion.result.target.host);
		return mask.data(event);
	}

	#maskedQuestion(question: Question): Question {
		return this.masked(question);
	}

	/** An answer that repeats what was suggested means the address, not its token. */
	#meant(answer: Answer): Answer {
		const mask = this.#mask;
		if (mask === undefined || answer.do !== 'set') return answer;
		const value = mask.original(answer.value);
		mask.hideNameOf(value);
		return {...answer, value};
	}
}

const writtenTo = (name: string): Words => ({en: `The report is in ${name}.`, zh: `报告已写入 ${name}。`});
