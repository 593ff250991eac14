import {Book} from '../engine/book.ts';
import {systemClock} from '../engine/clock.ts';
import type {Knowledge} from '../engine/diagnose.ts';
import type {Host} from '../engine/host.ts';
import type {ProbeObservation} from '../engine/probe.ts';
import type {AnyStep} from '../engine/step.ts';
import type {Suppression} from '../engine/suppress.ts';
import type {Target} from '../engine/target.ts';
import {say, spoken, type Words} from '../engine/words.ts';
import {checkShape} from '../fact/check-shape.ts';
import {healthOf} from '../fact/health.ts';
import {type Course, emptyCourse, flappingIn, takeProbe} from './course.ts';
import type {Sight, Until, WatchEnd, WatchEvent, Way} from './event.ts';
import {lookAtWay, lookForProbes, seatOf} from './look.ts';
import {paceOf} from './pace.ts';
import {probeResult, summaryOf} from './result.ts';
import {signOf} from './sign.ts';
import {repeat, type Stops} from './stops.ts';

export type WatchOptions = {
	readonly target: Target;
	readonly host: Host;
	/** The steps that judge the way of the load balancer's packets through the host. */
	readonly steps: readonly AnyStep[];
	readonly knowledge: Knowledge;
	/** Known findings, which are shown as such. */
	readonly suppressions?: readonly Suppression[] | undefined;
	/** What to wait for; undefined: until somebody ends it. */
	readonly until?: Until | undefined;
	/** For how long to wait for it, in seconds. */
	readonly limitS?: number | undefined;
	/** Ends the watch, with the reason. */
	readonly stops: Stops;
	readonly tell: (event: WatchEvent) => void;
};

/** Looks take at most this part of the time: a large rule set is read less often. Far away most of it is the trip. */
const lookShare = {near: 0.1, far: 0.4} as const;

/** For how long the load balancer's own probes are watched at a time, in seconds. */
const glimpseS = (intervalMs: number): number => Math.min(10, Math.max(4, Math.ceil((2 * intervalMs) / 1000)));

/** The estimate of flapping is told again after so many probes. */
const flappingEvery = 20;

const notLookedAtYet: Words = {
	en: 'the way of the load balancer’s packets was not looked at yet',
	zh: '尚未检查负载均衡报文的路径',
};

/**
 * Repeats the check as a node of the load balancer does: probe, pause, probe. Meanwhile it looks again and again at the
 * way of the load balancer's packets, and for its own probes. Never throws for what happens on the host.
 */
export const watch = async (options: WatchOptions): Promise<WatchEnd> => {
	const {target, host, until, limitS, stops, tell} = options;
	const pace = paceOf(target);
	const at = (): string => systemClock.date().toISOString();
	const {signal} = stops;
	const book = (witnessS?: number): Book => new Book({host, target, signal: () => signal, tell: () => {}, witnessS});
	const wayBook = book();
	const isFar = host.runInTurn !== undefined;
	const beganMs = systemClock.now();
	const sinceMs = (): number => systemClock.now() - beganMs;
	let course: Course = emptyCourse;
	let way: Way = {is: 'unknown', why: say(notLookedAtYet)};
	let language = spoken();
	let seen: readonly Sight[] = [];
	let good: ProbeObservation | undefined;
	let isJudgedGood = false;
	// What was seen of the load balancer's own probes before something changed says nothing of now.
	let changedMs = 0;
	let wasGood: boolean | undefined;

	tell({
		type: 'started',
		at: at(),
		target,
		intervalMs: pace.intervalMs,
		timeoutMs: pace.timeoutMs,
		...(until === undefined ? {} : {until}),
		...(limitS === undefined ? {} : {limitS}),
	});
	host.hear?.(news => {
		tell({type: 'host-news', at: at(), news});
		if (news.is === 'given-up') stops.end('host-lost');
	});
	const limit = limitS === undefined ? undefined : setTimeout(() => stops.end('limit'), limitS * 1000);

	const forgetSeen = (): void => {
		seen = [];
		changedMs = sinceMs();
	};

	const look = async (): Promise<void> => {
		const known = good;
		const found = await lookAtWay(wayBook, {...options, good: known, now: systemClock.date()});
		if (signal.aborted) return;
		isJudgedGood = known !== undefined;
		const isReworded = spoken() !== language;
		language = spoken();
		if (found.is !== way.is || found.why !== way.why || found.suppressed?.until !== way.suppressed?.until) {
			tell({type: 'way', at: at(), ...found});
			// The same in another language is nothing new.
			if (!isReworded || found.is !== way.is || found.code !== way.code) forgetSeen();
		}

		way = found;
	};
	const probe = async (): Promise<void> => {
		const seat = await seatOf(wayBook, target);
		const probeBeganMs = sinceMs();
		const observation = await host.probe(checkShape(target, seat, pace.timeoutMs), signal);
		if (signal.aborted) return;
		const isGood = healthOf(observation, target, pace.timeoutMs) === 'good';
		if (isGood !== wasGood) forgetSeen();
		wasGood = isGood;
		if (isGood) {
			good = observation;
			if (!isJudgedGood) await look();
		}

		const {outcome, status, totalMs} = observation.reply;
		const {sign, says} = signOf(observation, {way, seen, target, timeoutMs: pace.timeoutMs});
		const before = course;
		course = takeProbe(course, {sign, beganMs: probeBeganMs, endedMs: probeBeganMs + totalMs}, pace);
		tell({
			type: 'probe',
			at: at(),
			outcome,
			...(status === undefined ? {} : {status}),
			says: say(says),
			...probeResult(course, pace, sinceMs()),
		});
		const [from, to] = [before.node.verdict, course.node.verdict];
		if (from !== to) tell({type: 'change', at: at(), from, to});
		if (course.probes % flappingEvery === 0) {
			const flapping = flappingIn(course, pace);
			if (flapping !== undefined) tell({type: 'flapping', at: at(), flapping});
		}
		if (to === until || (until === 'change' && course.changes > 0)) stops.end('reached');
	};
	const glimpse = async (): Promise<void> => {
		const glimpseBeganMs = sinceMs();
		const found = await lookForProbes(book(glimpseS(pace.intervalMs)), target, isFar ? 'few' : 'many');
		if (signal.aborted) return;
		for (const sight of found) tell({type: 'seen', at: at(), ...sight});
		if (glimpseBeganMs >= changedMs) seen = found;
	};

	await look();
	await Promise.all([
		repeat(signal, probe, () => pace.intervalMs),
		repeat(signal, look, tookMs => Math.max(pace.intervalMs, tookMs / lookShare[isFar ? 'far' : 'near'])),
		target.platform === 'windows' ? undefined : repeat(signal, glimpse, () => pace.intervalMs),
	]);
	clearTimeout(limit);
	const end = {at: at(), because: stops.reason ?? 'interrupted', ...summaryOf(course), lastedMs: Math.round(sinceMs())};
	tell({type: 'ended', ...end});
	return end;
};
