import type {CauseCode} from './cause-code.ts';
import {verdictOf} from './diagnose.ts';
import type {Finding} from './finding.ts';
import type {ResultCause, SuppressedUntil, Verdict} from './result.ts';

/** A known finding that somebody has decided to live with, until a day. */
export type Suppression = {
	readonly code: CauseCode;
	readonly reason: string;
	/** The last day on which it counts, in UTC: 2027-01-31. */
	readonly until: string;
};

/** The causes with the suppressed ones marked; what still counts, and suppressions that are over but were met. */
export type Suppressed = {
	readonly causes: readonly ResultCause[];
	/** The verdict without what is suppressed; absent where nothing is. The verdict itself stays what the balancer sees. */
	readonly counts?: Verdict;
	readonly expired?: readonly Suppression[];
};

/** Marks the causes that are suppressed on this day. They stay visible. */
export const suppress = (
	causes: readonly ResultCause[],
	{
		suppressions = [],
		findings,
		now,
	}: {
		readonly suppressions?: readonly Suppression[] | undefined;
		readonly findings: readonly Finding[];
		readonly now: Date;
	},
): Suppressed => {
	const today = dayOf(now);
	const marked = causes.map((cause): ResultCause => {
		const suppressed = suppressedUntil(cause.code, suppressions, now);
		return suppressed === undefined ? cause : {...cause, suppressed};
	});
	const left = marked.filter(({suppressed}) => suppressed === undefined);
	const expired = suppressions.filter(({code, until}) => until < today && left.some(cause => cause.code === code));
	return {
		causes: marked,
		...(left.length === marked.length ? {} : {counts: verdictOf(left, findings)}),
		...(expired.length === 0 ? {} : {expired}),
	};
};

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** Whether and why a cause is suppressed at this time. */
export const suppressedUntil = (
	code: CauseCode,
	suppressions: readonly Suppression[],
	now: Date,
): SuppressedUntil | undefined => {
	const {reason, until} = suppressions.find(one => one.code === code && one.until >= dayOf(now)) ?? {};
	return reason === undefined || until === undefined ? undefined : {reason, until};
};
