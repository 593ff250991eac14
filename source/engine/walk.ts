import {Book} from './book.ts';
import type {CauseCode} from './cause-code.ts';
import {conclude, type Record as StepRecord, type Wording} from './conclude.ts';
import {inWords, type Knowledge, statusOf} from './diagnose.ts';
import type {Answer, Conclusion, Event, Face, Pace, StepCard, StepReport} from './event.ts';
import type {Finding} from './finding.ts';
import type {Host} from './host.ts';
import type {Interrupt} from './interrupt.ts';
import type {Known} from './known.ts';
import type {AnyStep, StepId} from './step.ts';
import type {Target} from './target.ts';

export type WalkOptions = {
	/** The document, in its order. */
	readonly guide: readonly AnyStep[];
	readonly target: Target;
	readonly host: Host;
	readonly knowledge: Knowledge;
	readonly pace: Pace;
	readonly interrupt: Interrupt;
	readonly wording: Wording;
	/** The clock, for the time at which the run began. */
	readonly now: () => Date;
};

/** A walk: it yields what happens, takes an answer to each question, and returns its conclusion. */
export type Walk = AsyncGenerator<Event, Conclusion, Answer | undefined>;

/** Walks the document step by step. Whatever happens on the host is a finding; it throws only for a bug. */
export async function* walk(options: WalkOptions): Walk {
	const {guide, target, knowledge, interrupt, wording} = options;
	const startedAt = options.now();
	const began = performance.now();
	const news = new News();
	const book = new Book({
		host: options.host,
		target,
		signal: () => interrupt.workSignal,
		tell: event => news.tell(event),
	});
	const cards = guide.map(step => cardOf(step, target));
	const records = new Map<StepId, StepRecord>();
	let {pace} = options;
	let shown: StepReport | undefined;
	let index = 0;
	let asksFirst = pace === 'guided';
	let quit = false;
	// A symptom of a cause that was stopped at is no reason to stop once more.
	const stoppedAt = new Set<CauseCode>();

	yield {type: 'started', at: startedAt.toISOString(), target, steps: cards, pace};
	for (;;) {
		if (pace === 'all') lookUpAll(book, guide, target);
		while (index < guide.length && !quit && !interrupt.walkSignal.aborted) {
			const [step, card] = [guide[index], cards[index]];
			if (step === undefined || card === undefined) break;
			if (asksFirst && card.skipWhy === undefined) {
				lookUpAll(book, [step], target);
				const after = shown === undefined ? {} : {after: shown};
				const answer = yield {
					type: 'question',
					question: {ask: 'step', card, number: index + 1, of: guide.length, ...after},
				};
				const move = moveFor(answer, index, guide, records);
				if (answer?.do === 'pace') pace = answer.pace;
				if (answer?.do === 'skip') records.set(step.id, skipped('skipped by you'));
				if (move === 'quit') quit = true;
				else index = move.index;
				// A step that is chosen to be shown again is run at once; after going back the person decides.
				asksFirst = move === 'quit' ? false : move.asks;
				if (answer?.do === 'again') {
					book.forget();
					for (const {code} of shown?.causes ?? []) stoppedAt.delete(code);
				}

				if (answer?.do === 'pace' && pace === 'all') lookUpAll(book, guide, target);
				continue;
			}

			yield {type: 'step-started', step: step.id, number: index + 1, of: guide.length};
			interrupt.beginWork();
			const record = yield* news.until(examine(step, book, target, knowledge));
			interrupt.endWork();
			records.set(step.id, record);
			const report = reportOf(step.id, record, target, knowledge);
			yield {type: 'step-ended', report};
			if (card.skipWhy === undefined) shown = report;
			index++;
			const isNews = needsAttention(report, stoppedAt);
			for (const {code} of report.causes) stoppedAt.add(code);
			asksFirst = pace === 'guided' || (pace === 'problems' && isNews && index < guide.length);
		}

		const interrupted = interrupt.walkSignal.aborted;
		for (const {id} of guide) if (!records.has(id)) records.set(id, skipped('not reached'));
		const conclusion = conclude({
			guide,
			records,
			target,
			knowledge,
			wording,
			startedAt,
			durationMs: Math.round(performance.now() - began),
			interrupted,
		});
		yield {type: 'concluded', conclusion};
		if (options.pace === 'all' || quit || interrupted) return conclusion;
		const answer = yield {type: 'question', question: {ask: 'end'}};
		if (answer?.do !== 'again') return conclusion;
		book.forget();
		records.clear();
		stoppedAt.clear();
		shown = undefined;
		index = 0;
		pace = 'problems';
		asksFirst = false;
	}
}

/** Shows each event of a walk on a face and gives the face's answers back. */
export const run = async (walk: Walk, face: Face): Promise<Conclusion> => {
	let next = await walk.next();
	while (next.done !== true) {
		const event = next.value;
		face.show(event);
		if (event.type === 'question') {
			const answer = await face.ask(event.question);
			face.show({type: 'answered', answer});
			next = await walk.next(answer);
		} else {
			next = await walk.next();
		}
	}

	await face.close();
	return next.value;
};

/** News that come while the walk waits for something. */
class News {
	#events: Event[] = [];
	#wake: () => void = () => {};

	tell(event: Event): void {
		this.#events.push(event);
		this.#wake();
	}

	/** Yields the news until the work is done, and returns what came of it. */
	async *until<T>(work: Promise<T>): AsyncGenerator<Event, T, Answer | undefined> {
		let isDone = false;
		const done = work.finally(() => {
			isDone = true;
			this.#wake();
		});
		for (;;) {
			const events = this.#events;
			this.#events = [];
			yield* events;
			if (isDone && this.#events.length === 0) return done;
			if (this.#events.length > 0) continue;
			await new Promise<void>(resolve => {
				this.#wake = resolve;
				if (isDone || this.#events.length > 0) resolve();
			});
		}
	}
}

const cardOf = (step: AnyStep, target: Target): StepCard => {
	const {command, but} = step.document(target);
	const skipWhy = step.skipWhy?.(target);
	return {
		id: step.id,
		title: step.title,
		why: step.why,
		passage: step.passage,
		documentCommand: command,
		...(but === undefined ? {} : {documentBut: but}),
		...(skipWhy === undefined ? {} : {skipWhy}),
	};
};

/** Starts to look up what these steps need; nobody waits for it here. */
const lookUpAll = (book: Book, steps: readonly AnyStep[], target: Target): void => {
	for (const step of steps) {
		if (step.skipWhy?.(target) !== undefined) continue;
		for (const fact of Object.values(step.needs)) void book.know(fact);
	}
};

const skipped = (reason: string): StepRecord => ({isNotChecked: true, reason, findings: [], observations: []});

/** Looks up what the step needs and judges it. A judgement that breaks is unknown, not a crash and not green. */
const examine = async (step: AnyStep, book: Book, target: Target, knowledge: Knowledge): Promise<StepRecord> => {
	const skipWhy = step.skipWhy?.(target);
	if (skipWhy !== undefined)
		return {reason: skipWhy, findings: [{is: 'not-applicable', why: skipWhy}], observations: []};
	const looked = await Promise.all(
		Object.entries(step.needs).map(async ([name, fact]) => [name, await book.know(fact)] as const),
	);
	const facts: Readonly<Record<string, Known<unknown>>> = Object.fromEntries(looked);
	const observations = [...new Set(Object.values(facts).flatMap(({from}) => from))];
	const findings = judge(step, facts, target);
	const reason = reasonFor(findings, knowledge);
	return {findings, observations, ...(reason === undefined ? {} : {reason})};
};

const judge = (step: AnyStep, facts: Readonly<Record<string, Known<unknown>>>, target: Target): readonly Finding[] => {
	try {
		return step.judge(facts, target);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		return [{is: 'unknown', why: `this step could not be judged (${why}); please report it`, matters: true}];
	}
};

const reasonFor = (findings: readonly Finding[], knowledge: Knowledge): string | undefined => {
	const status = statusOf(findings, knowledge);
	for (const finding of findings) {
		if (status === 'unknown' && finding.is === 'unknown') return finding.why;
		if (status === 'skipped' && finding.is === 'not-applicable') return finding.why;
	}

	return undefined;
};

const reportOf = (id: StepId, record: StepRecord, target: Target, knowledge: Knowledge): StepReport => ({
	step: id,
	status: statusOf(record.findings, knowledge),
	...(record.reason === undefined ? {} : {reason: record.reason}),
	findings: record.findings,
	causes: record.findings.flatMap(finding =>
		finding.is === 'cause' ? [inWords({...finding, foundBy: [id]}, target, knowledge)] : [],
	),
	observations: record.observations,
});

const needsAttention = ({status, causes}: StepReport, known: ReadonlySet<CauseCode>): boolean =>
	status === 'unknown' || causes.some(({code}) => !known.has(code));

/** Where an answer leads: to which step, and whether that one asks before it runs. */
const moveFor = (
	answer: Answer | undefined,
	index: number,
	guide: readonly AnyStep[],
	records: ReadonlyMap<StepId, StepRecord>,
): 'quit' | {readonly index: number; readonly asks: boolean} => {
	// The step that was really run last before this one.
	const previous = (): number => {
		for (let at = index - 1; at >= 0; at--) {
			const step = guide[at];
			const record = step === undefined ? undefined : records.get(step.id);
			if (record !== undefined && !record.findings.some(({is}) => is === 'not-applicable')) return at;
		}

		return index;
	};

	switch (answer?.do) {
		case undefined:
		case 'quit':
			return 'quit';
		case 'skip':
			return {index: index + 1, asks: true};
		case 'back':
			return {index: previous(), asks: true};
		case 'again':
			return {index: previous(), asks: previous() === index};
		default:
			return {index, asks: false};
	}
};
