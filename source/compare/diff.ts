import type {CauseCode} from '../engine/cause-code.ts';
import type {ResultCause, StepStatus, Verdict} from '../engine/result.ts';
import type {StepId} from '../engine/step.ts';
import {type Difference, factDifferences} from './differences.ts';
import type {Run} from './run.ts';

type Change = {readonly code: CauseCode; readonly step: StepId; readonly summary: string};

type StepChange = {readonly step: StepId; readonly before: StepStatus; readonly after: StepStatus};

type Weight = Pick<ResultCause, 'certainty' | 'severity'>;

/** What is there in both runs, and is not the same. */
export type Otherwise =
	| {readonly is: 'cause'; readonly code: CauseCode; readonly before: Weight; readonly after: Weight}
	| ({readonly is: 'step'} & StepChange);

/** What became of a backend between two runs. Codes are compared, never prose. */
export type Diff = {
	readonly verdict: {readonly before: Verdict; readonly after: Verdict};
	/** Causes that are gone, where the later run looked. */
	readonly fixed: readonly Change[];
	/** Causes that are new, or that have become a failure. */
	readonly broke: readonly Change[];
	/** What was seen before and can't be seen any more: that is no improvement. */
	readonly lost: readonly StepChange[];
	readonly gained: readonly StepChange[];
	/** Causes that are still there in another way, and steps that came to something else. */
	readonly changed: readonly Otherwise[];
	/** What commands show now and didn't before; empty where a run is only a result. */
	readonly facts: readonly Difference[];
	/** Another version judged: what changed may be the judge. */
	readonly tools?: {readonly before: string; readonly after: string};
};

const isSeen = (status: StepStatus | undefined): boolean =>
	status === 'ok' || status === 'problem' || status === 'risk';

/** Compares an earlier and a later run of the same target. */
export const diff = (before: Run, after: Run): Diff => {
	const statusAfter = new Map(after.result.steps.map(({id, status}) => [id, status]));
	const causesAfter = new Map(after.result.causes.map(cause => [cause.code, cause]));
	const causesBefore = new Map(before.result.causes.map(cause => [cause.code, cause]));
	const gone = before.result.causes.filter(({code}) => !causesAfter.has(code));
	const changes = before.result.steps.flatMap(({id, status}): readonly StepChange[] => {
		const now = statusAfter.get(id) ?? 'skipped';
		return now === status ? [] : [{step: id, before: status, after: now}];
	});
	const lost = changes.filter(change => isSeen(change.before) && !isSeen(change.after));
	const stays = before.result.causes.flatMap(cause => {
		const now = causesAfter.get(cause.code);
		return now === undefined ? [] : [{cause, now}];
	});
	const hasGrown = ({cause, now}: (typeof stays)[number]): boolean => weight(now) > weight(cause);
	const versions = {before: before.result.tool.version, after: after.result.tool.version};
	return {
		verdict: {before: before.result.verdict, after: after.result.verdict},
		fixed: gone.filter(({step}) => !lost.some(change => change.step === step)).map(short),
		broke: [
			...after.result.causes.filter(({code}) => !causesBefore.has(code)),
			...stays.filter(hasGrown).map(({now}) => now),
		].map(short),
		lost,
		gained: changes.filter(change => !isSeen(change.before) && isSeen(change.after)),
		changed: [
			...stays
				.filter(pair => !hasGrown(pair) && codes(pair.cause) !== codes(pair.now))
				.map(({cause, now}) => ({is: 'cause', code: cause.code, before: weighed(cause), after: weighed(now)}) as const),
			...changes
				.filter(change => isSeen(change.before) && isSeen(change.after))
				.map(change => ({is: 'step', ...change}) as const),
		],
		facts: factDifferences(before, after)
			.filter(({where}) => where !== 'far')
			.toSorted((one, other) => other.nearness - one.nearness),
		...(versions.before === versions.after ? {} : {tools: versions}),
	};
};

const short = ({code, step, summary}: ResultCause): Change => ({code, step, summary});

/** A failure that is certain weighs most; what is only possible weighs less than any risk. */
const weight = ({severity, certainty}: Weight): number =>
	certainty === 'possible' ? 0 : severity === 'failure' ? 2 : 1;

const weighed = ({certainty, severity}: ResultCause): Weight => ({certainty, severity});

const codes = ({certainty, severity}: Weight): string => `${certainty} ${severity}`;

/** The same as it stands in the JSON document, in codes. */
export const changedDocument = (
	one: Otherwise,
): {readonly what: string; readonly before: string; readonly after: string} =>
	one.is === 'step'
		? {what: `step ${one.step}`, before: one.before, after: one.after}
		: {what: one.code, before: codes(one.before), after: codes(one.after)};

/** Whether something broke, or is not seen any more. */
export const isWorse = ({broke, lost, verdict}: Diff): boolean =>
	broke.length > 0 || lost.length > 0 || (verdict.before === 'healthy' && verdict.after !== 'healthy');
