import type {Book} from './book.ts';
import {causeCodes} from './cause-code.ts';
import type {StepRecord} from './conclude.ts';
import {inWords, type Knowledge, statusOf} from './diagnose.ts';
import {type Exhibit, latencyIn} from './exhibit.ts';
import type {Finding} from './finding.ts';
import {type Known, withoutStop} from './known.ts';
import {said} from './said.ts';
import type {AnyStep, StepId} from './step.ts';
import type {StepCard, StepReport} from './step-report.ts';
import type {Target} from './target.ts';
import {say, type Words} from './words.ts';

/** What a face needs to present a step before it runs. */
export const cardOf = (step: AnyStep, target: Target, {causes}: Knowledge): StepCard => {
	const {command, but} = step.document(target);
	const skipWhy = step.skipWhy?.(target);
	const leadsTo = causeCodes.flatMap(code => {
		const {title, severity, step: place} = causes[code];
		return place === step.id ? [{code, title: say(title), severity}] : [];
	});
	return {
		id: step.id,
		title: say(step.title),
		why: say(step.why),
		passage: say(step.passage),
		documentCommand: say(command),
		...(but === undefined ? {} : {documentBut: say(but)}),
		...(skipWhy === undefined ? {} : {skipWhy: say(skipWhy)}),
		...(leadsTo.length === 0 ? {} : {leadsTo}),
	};
};

/** Starts to look up what these steps need; nobody waits for it here. */
export const lookUpAll = (book: Book, steps: readonly AnyStep[], target: Target): void => {
	for (const step of steps) {
		if (step.skipWhy?.(target) !== undefined) continue;
		for (const fact of Object.values(step.needs)) void book.know(fact);
	}
};

/** A step that was not looked at: not checked, which is never ok. */
export const skipped = (reason: Words): StepRecord => ({
	isNotChecked: true,
	reason,
	findings: [],
	observations: [],
});

/** A step that says nothing about this target. */
export const notNeeded = (why: Words): StepRecord => ({
	reason: why,
	findings: [{is: 'not-applicable', why}],
	observations: [],
});

/** Looks up what the step needs and judges it. A judgement that breaks is unknown, not a crash and not green. */
export const examine = async (step: AnyStep, book: Book, target: Target, knowledge: Knowledge): Promise<StepRecord> => {
	const skipWhy = step.skipWhy?.(target);
	if (skipWhy !== undefined) return notNeeded(skipWhy);
	const looked = await Promise.all(
		Object.entries(step.needs).map(async ([name, fact]) => [name, await book.know(fact)] as const),
	);
	const facts: Readonly<Record<string, Known<unknown>>> = Object.fromEntries(looked);
	const observations = [...new Set(Object.values(facts).flatMap(({from}) => from))];
	const judged = judge(step, facts, target);
	const findings = [...judged, ...blindSpots(Object.values(facts), judged)];
	const reason = reasonFor(findings, knowledge);
	const exhibits = show(step, facts, target);
	return {
		findings,
		observations,
		...(reason === undefined ? {} : {reason}),
		...(exhibits.length === 0 ? {} : {exhibits}),
	};
};

/** What the facts' ways of looking couldn't show is said, where the judgement doesn't say it already. */
const blindSpots = (facts: readonly Known<unknown>[], judged: readonly Finding[]): readonly Finding[] => {
	const known = new Set(judged.flatMap(finding => (finding.is === 'unknown' ? [finding.why.en] : [])));
	const spots = facts.flatMap(fact => (fact.known && fact.blindTo !== undefined ? [withoutStop(fact.blindTo)] : []));
	const distinct = new Map(spots.filter(({en}) => !known.has(en)).map(spot => [spot.en, spot]));
	return [...distinct.values()].map(spot => ({is: 'note', say: spot}));
};

const judge = (step: AnyStep, facts: Readonly<Record<string, Known<unknown>>>, target: Target): readonly Finding[] => {
	try {
		return step.judge(facts, target);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		return [
			{
				is: 'unknown',
				why: {
					en: `this step could not be judged (${why}); please report it`,
					zh: `此步骤无法判断 (${why})；请反馈此问题`,
				},
				matters: true,
			},
		];
	}
};

/** A picture that can't be drawn is left out: what was found stands in words. */
const show = (
	step: AnyStep,
	facts: Readonly<Record<string, Known<unknown>>>,
	target: Target,
): readonly Exhibit<Words>[] => {
	try {
		return step.exhibits?.(facts, target) ?? [];
	} catch {
		return [];
	}
};

const reasonFor = (findings: readonly Finding[], knowledge: Knowledge): Words | undefined => {
	const status = statusOf(findings, knowledge);
	for (const finding of findings) {
		if (status === 'unknown' && finding.is === 'unknown') return finding.why;
		if (status === 'skipped' && finding.is === 'not-applicable') return finding.why;
	}

	return undefined;
};

const latencyOf = ({exhibits = []}: StepRecord): Pick<StepReport, 'latency'> => {
	const latency = exhibits.find(exhibit => exhibit.is === 'latency');
	return latency === undefined ? {} : {latency: latencyIn(latency, say)};
};

/** What a record comes to, in words. */
export const reportOf = (id: StepId, record: StepRecord, target: Target, knowledge: Knowledge): StepReport => ({
	...latencyOf(record),
	step: id,
	status: statusOf(record.findings, knowledge),
	...(record.reason === undefined ? {} : {reason: say(record.reason)}),
	findings: record.findings.map(said),
	causes: record.findings.flatMap(finding =>
		finding.is === 'cause' ? [inWords({...finding, foundBy: [id]}, target, knowledge)] : [],
	),
	observations: record.observations,
});
