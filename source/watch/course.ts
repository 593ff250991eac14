import {type Flapping, flappingOf} from './flapping.ts';
import {type BalancerNode, comingVerdict, type NodeVerdict, type Sign, takeSign, unknownNode} from './node.ts';
import type {Pace} from './pace.ts';
import {type Window, windowOfHealthy, windowOfUnhealthy} from './window.ts';

/** So many probes are remembered: what comes before them only counts. Watching for days needs no more memory. */
export const mostRemembered = 240;

/** One probe that is over; times on one clock, in milliseconds. */
export type Done = {readonly sign: Sign; readonly beganMs: number; readonly endedMs: number};

/** What came of the probes so far. */
export type Course = {
	readonly node: BalancerNode;
	/** The last ones, the oldest first. */
	readonly recent: readonly Done[];
	readonly probes: number;
	readonly passed: number;
	readonly failed: number;
	readonly changes: number;
	/** The last verdict that was known. */
	readonly known?: 'healthy' | 'unhealthy';
	readonly slowestMs: number;
	/** The last probe that differs from the present run, and the first of the run. */
	readonly before?: Done;
	readonly first?: Done;
};

export const emptyCourse: Course = {
	node: unknownNode,
	recent: [],
	probes: 0,
	passed: 0,
	failed: 0,
	changes: 0,
	slowestMs: 0,
};

/** The course after one more probe. */
export const takeProbe = (course: Course, done: Done, pace: Pace): Course => {
	const node = takeSign(course.node, done.sign, pace);
	const last = course.recent.at(-1);
	const goesOn = last?.sign === done.sign;
	const {before: _before, first: _first, ...rest} = course;
	// After a gap nobody knows what was there before the run.
	const before = goesOn ? course.before : last?.sign === 'unknown' ? undefined : last;
	const first = goesOn ? course.first : done;
	return {
		...rest,
		node,
		recent: [...course.recent, done].slice(-mostRemembered),
		probes: course.probes + 1,
		passed: course.passed + (done.sign === 'pass' ? 1 : 0),
		failed: course.failed + (done.sign === 'fail' ? 1 : 0),
		changes: course.changes + (isChange(course.known, node.verdict) ? 1 : 0),
		...(node.verdict === 'unknown' ? {} : {known: node.verdict}),
		slowestMs: Math.max(course.slowestMs, tookMs(done)),
		...(before === undefined ? {} : {before}),
		...(first === undefined ? {} : {first}),
	};
};

const isChange = (known: Course['known'], verdict: NodeVerdict): boolean =>
	known !== undefined && verdict !== 'unknown' && verdict !== known;

/** How long a probe took, in milliseconds. */
export const tookMs = ({beganMs, endedMs}: Done): number => endedMs - beganMs;

/** The verdict that comes if it goes on like this, and when every node of the load balancer has it. */
export const outlookOf = (
	course: Course,
	pace: Pace,
): {readonly verdict: 'healthy' | 'unhealthy'; readonly needed: number; readonly window: Window} | undefined => {
	const coming = comingVerdict(course.node, pace);
	const {first, before} = course;
	if (coming === undefined || first === undefined) return undefined;
	const longest = (sign: Sign): number =>
		Math.max(
			0,
			...course.recent.filter(done => done.sign === sign).map(done => Math.min(tookMs(done), pace.timeoutMs)),
		);
	const window =
		coming.verdict === 'healthy'
			? windowOfHealthy(pace, {
					failedAtMs: before?.beganMs,
					passedAtMs: first.endedMs,
					answerMs: longest('pass'),
				})
			: windowOfUnhealthy(pace, {
					passedAtMs: before?.beganMs,
					failedAtMs: first.endedMs,
					answerMs: longest('pass'),
					// The load balancer may have to wait where the host itself is refused at once.
					failMs: pace.timeoutMs,
				});
	return {...coming, window};
};

/** How often the load balancer will change its mind, from the probes that are remembered. */
export const flappingIn = ({recent}: Course, pace: Pace): Flapping | undefined => {
	const total = recent.reduce((sum, done) => sum + tookMs(done), 0);
	return flappingOf(
		recent.map(({sign}) => sign),
		pace,
		recent.length === 0 ? 0 : total / recent.length,
	);
};
