import {Book} from './book.ts';
import type {CauseCode} from './cause-code.ts';
import {systemClock} from './clock.ts';
import {conclude} from './conclude.ts';
import type {Conclusion, Event} from './event.ts';
import {cardOf, examine, lookUpAll, reportOf, skipped} from './examine.ts';
import {lookAnew} from './look-anew.ts';
import {offer} from './mend.ts';
import {moveFor, passedOver} from './move.ts';
import {News} from './news.ts';
import {notLooked} from './not-looked.ts';
import type {Answer} from './question.ts';
import {recordsOf} from './resume.ts';
import {Rewording} from './rewording.ts';
import type {StepCard, StepReport} from './step-report.ts';
import {type AfterEnd, askAtEnd} from './walk-end.ts';
import type {WalkOptions} from './walk-options.ts';
import {hearing} from './words.ts';

/** A walk: it yields what happens, takes an answer to each question, and returns its conclusion. */
export type Walk = AsyncGenerator<Event, Conclusion, Answer | undefined>;

/** Walks the document step by step. Whatever happens on the host is a finding; it throws only for a bug. */
export async function* walk(options: WalkOptions): Walk {
	const {guide, target, knowledge, interrupt, wording, resume} = options;
	const startedAt = options.now();
	const {now} = options.host.clock ?? systemClock;
	const began = now();
	const news = new News();
	const book = new Book({
		host: options.host,
		target,
		signal: () => interrupt.workSignal,
		tell: event => news.tell(event),
		witnessS: options.witnessS,
		fromSeat: options.fromSeat,
	});
	options.host.hear?.(event => news.tell({type: 'host-news', news: event}));
	let cards: readonly StepCard[] = guide.map(step => cardOf(step, target, knowledge));
	const records = recordsOf(resume);
	const rewording = new Rewording({guide, target, knowledge, records});
	let {pace} = options;
	let shown = resume?.resumed.kept.at(-1)?.report;
	let index = 0;
	// What comes before this step was asked about in the earlier walk.
	let asksFrom = resume?.at ?? 0;
	let asksFirst = pace === 'guided' || (resume !== undefined && pace !== 'all');
	let quit = false;
	// A symptom of a cause that was stopped at is no reason to stop once more.
	const stoppedAt = new Set<CauseCode>(resume?.resumed.kept.flatMap(({report}) => report.causes.map(({code}) => code)));

	yield {type: 'started', at: startedAt.toISOString(), target, steps: cards, pace};
	if (resume !== undefined) yield {type: 'resumed', resumed: resume.resumed};
	for (;;) {
		if (pace === 'all') lookUpAll(book, guide, target);
		while (index < guide.length && !quit && !interrupt.walkSignal.aborted) {
			const anew = rewording.due();
			if (anew !== undefined) {
				yield anew;
				cards = anew.steps;
				shown = shown && {...shown, ...anew.reports.find(({step}) => step === shown?.step)};
			}

			const [step, card] = [guide[index], cards[index]];
			if (step === undefined || card === undefined) break;
			const isPast = index < asksFrom;
			if (isPast && records.has(step.id)) {
				index++;
				continue;
			}

			if (asksFirst && !isPast && card.skipWhy === undefined) {
				asksFrom = 0;
				lookUpAll(book, [step], target);
				const after = shown === undefined ? {} : {after: shown};
				const answer = yield {
					type: 'question',
					question: {ask: 'step', card, number: index + 1, of: guide.length, ...after, ...offer(options.mend, shown)},
				};
				if (answer?.do === 'language') continue;
				if (answer?.do === 'mend' && options.mend !== undefined && shown !== undefined) {
					const {step: mended, causes} = shown;
					const outcome = yield* options.mend({causes});
					if (outcome === 'quit') quit = true;
					if (outcome !== 'tried') continue;
					if ((yield* lookAnew(book, options.host)) === 'quit') quit = true;
					for (const {code} of causes) stoppedAt.delete(code);
					index = guide.findIndex(({id}) => id === mended);
					asksFirst = false;
					continue;
				}

				const move = moveFor(answer, index, guide, records, shown?.step);
				if (answer?.do === 'jump' && move !== 'quit')
					for (const [id, record] of passedOver(guide.slice(index, move.index), target, records))
						records.set(id, record);
				if (answer?.do === 'pace') pace = answer.pace;
				if (answer?.do === 'skip') records.set(step.id, skipped(notLooked.skipped));
				if (move === 'quit') quit = true;
				else index = move.index;
				// A step that is chosen to be shown again is run at once; after going back the person decides.
				asksFirst = move === 'quit' ? false : move.asks;
				if (answer?.do === 'again') {
					if ((yield* lookAnew(book, options.host)) === 'quit') quit = true;
					for (const {code} of shown?.causes ?? []) stoppedAt.delete(code);
				}

				if (answer?.do === 'pace' && pace === 'all') lookUpAll(book, guide, target);
				continue;
			}

			yield {type: 'step-started', step: step.id, number: index + 1, of: guide.length};
			interrupt.beginWork();
			const examined = examine(step, book, target, knowledge);
			const record = yield* news.until(hearing(() => news.tell(rewording.event()), examined));
			interrupt.endWork();
			records.set(step.id, record);
			const report = reportOf(step.id, record, target, knowledge);
			yield {type: 'step-ended', report};
			if (card.skipWhy === undefined) shown = report;
			index++;
			const isNews = needsAttention(report, stoppedAt);
			for (const {code} of report.causes) stoppedAt.add(code);
			if (!isPast) asksFirst = pace === 'guided' || (pace === 'problems' && isNews && index < guide.length);
		}

		await book.settled();
		const interrupted = interrupt.walkSignal.aborted;
		for (const {id} of guide) if (!records.has(id)) records.set(id, skipped(notLooked.notReached));
		const {suppressions} = options;
		const [durationMs, server] = [Math.round(now() - began), await options.server];
		let conclusion: Conclusion;
		let next: AfterEnd;
		do {
			const anew = rewording.due();
			if (anew !== undefined) yield anew;
			const ended = {startedAt, durationMs, interrupted, suppressions, server};
			conclusion = conclude({guide, records, target, knowledge, wording, ...ended});
			yield {type: 'concluded', conclusion};
			if (options.pace === 'all' || quit || interrupted) return conclusion;
			next = yield* askAtEnd({conclusion, book, host: options.host, mend: options.mend});
		} while (next === 'reworded');

		if (next === 'done' || (yield* lookAnew(book, options.host)) === 'quit') return conclusion;
		stoppedAt.clear();
		asksFrom = 0;
		pace = 'problems';
		asksFirst = next !== 'again';
		if (next === 'again') {
			records.clear();
			shown = undefined;
			index = 0;
		} else {
			index = guide.findIndex(({id}) => id === next.jump);
		}
	}
}

const needsAttention = ({status, causes}: StepReport, known: ReadonlySet<CauseCode>): boolean =>
	status === 'unknown' || causes.some(({code}) => !known.has(code));
