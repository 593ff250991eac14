import type {Session} from './session.ts';

/** What a walk has come to before its end. It is never "healthy": that is said of a whole walk only. */
export type SoFar = {
	readonly verdict: 'unhealthy' | 'no-cause' | 'nothing-yet';
	/** How many steps came to each; `notChecked`: unknown, or skipped by the person. */
	readonly ok: number;
	readonly problems: number;
	readonly risks: number;
	readonly notChecked: number;
};

/** Counts what the steps came to. */
export const soFar = ({steps}: Pick<Session, 'steps'>): SoFar => {
	const count = (...wanted: readonly string[]): number =>
		steps.filter(({report}) => report !== undefined && wanted.includes(report.status)).length;
	const isUnhealthy = steps.some(({report}) =>
		report?.causes.some(({severity, certainty}) => severity === 'failure' && certainty !== 'possible'),
	);
	const hasLooked = steps.some(({report}) => report !== undefined && report.status !== 'skipped');
	return {
		verdict: isUnhealthy ? 'unhealthy' : hasLooked ? 'no-cause' : 'nothing-yet',
		ok: count('ok'),
		problems: count('problem'),
		risks: count('risk'),
		notChecked: count('unknown') + steps.filter(({state}) => state === 'skipped').length,
	};
};
