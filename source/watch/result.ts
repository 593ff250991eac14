import {type Course, outlookOf, tookMs} from './course.ts';
import type {WatchEnd, WatchEvent} from './event.ts';
import type {Pace} from './pace.ts';

type Probe = Extract<WatchEvent, {type: 'probe'}>;

/** What the last probe of a course means; `nowMs` is on the course's own clock. */
export const probeResult = (
	course: Course,
	pace: Pace,
	nowMs: number,
): Pick<Probe, 'number' | 'sign' | 'tookMs' | 'verdict' | 'inARow' | 'coming'> => {
	const {node, probes, recent} = course;
	const last = recent.at(-1);
	const outlook = outlookOf(course, pace);
	const fromNow = (ms: number): number => Math.max(0, Math.round(ms - nowMs));
	return {
		number: probes,
		sign: last?.sign ?? 'unknown',
		tookMs: last === undefined ? 0 : Math.round(tookMs(last)),
		verdict: node.verdict,
		inARow: node.run?.count ?? 0,
		...(outlook === undefined
			? {}
			: {
					coming: {
						verdict: outlook.verdict,
						needed: outlook.needed,
						leastMs: fromNow(outlook.window.earliestMs),
						mostMs: fromNow(outlook.window.latestMs),
					},
				}),
	};
};

/** What a course comes to at its end. */
export const summaryOf = ({
	node,
	probes,
	passed,
	failed,
	changes,
	slowestMs,
}: Course): Pick<WatchEnd, 'verdict' | 'probes' | 'passed' | 'failed' | 'changes' | 'slowestMs'> => ({
	verdict: node.verdict,
	probes,
	passed,
	failed,
	changes,
	slowestMs: Math.round(slowestMs),
});
