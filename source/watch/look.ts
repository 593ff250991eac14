import type {Book} from '../engine/book.ts';
import {diagnose, type Knowledge, statusOf} from '../engine/diagnose.ts';
import type {Fact} from '../engine/fact.ts';
import type {Finding} from '../engine/finding.ts';
import type {Known} from '../engine/known.ts';
import type {ProbeObservation} from '../engine/probe.ts';
import type {AnyStep, StepId} from '../engine/step.ts';
import {type Suppression, suppressedUntil} from '../engine/suppress.ts';
import type {Target} from '../engine/target.ts';
import {say, type Words} from '../engine/words.ts';
import type {Answers} from '../fact/answers.ts';
import {isAccepted, type Seat} from '../fact/check-shape.ts';
import {passages} from '../fact/passages.ts';
import {webConfig} from '../fact/web-config.ts';
import {glimpse, glimpseBriefly} from '../fact/witness/glimpse.ts';
import type {Sighting} from '../fact/witness/sighting.ts';
import {judgeDeniedSource} from '../guide/judge/denied-source.ts';
import type {Sight, Way} from './event.ts';

/** Facts that a step can judge without: they send probes of their own, or only name who made a rule. */
const spared = new Set(['answers', 'from-here', 'keepers', 'plain-iptables', 'processes', 'service-log', 'seat']);

/**
 * Looks at the way of the load balancer's packets through the host, with the judgements of these steps; and, once the
 * service has answered the host itself well (`good`), whether its configuration turns the load balancer's addresses away.
 */
export const lookAtWay = async (
	book: Book,
	{
		target,
		steps,
		knowledge,
		good,
		suppressions = [],
		now,
	}: {
		readonly target: Target;
		readonly steps: readonly AnyStep[];
		readonly knowledge: Knowledge;
		readonly good?: ProbeObservation | undefined;
		readonly suppressions?: readonly Suppression[] | undefined;
		readonly now: Date;
	},
): Promise<Way> => {
	book.forget();
	const found: {readonly step: StepId; readonly findings: readonly Finding[]}[] = await Promise.all(
		steps
			.filter(({skipWhy}) => skipWhy?.(target) === undefined)
			.map(async step => ({step: step.id, findings: await judge(step, book, target)})),
	);
	found.push({step: 'answer', findings: good === undefined ? [] : await judgeDenied(book, target, good)});
	const all = found.flatMap(({findings}) => findings);
	if (statusOf(all, knowledge) === 'problem') {
		const named = found.flatMap(({step, findings}) => findings.map(finding => ({step, finding})));
		const causes = diagnose(named, target, knowledge).map(({code, summary}) => {
			const suppressed = suppressedUntil(code, suppressions, now);
			return {why: summary, code, ...(suppressed === undefined ? {} : {suppressed})};
		});
		// What nobody knows of yet goes before what somebody lives with.
		const cause = causes.find(({suppressed}) => suppressed === undefined) ?? causes[0];
		return {is: 'stopped', ...cause};
	}

	const gap = all.find(finding => finding.is === 'unknown' && finding.matters);
	return gap?.is === 'unknown' ? {is: 'unknown', why: say(gap.why)} : {is: 'open'};
};

const judge = async (step: AnyStep, book: Book, target: Target): Promise<readonly Finding[]> => {
	const looked = await Promise.all(
		Object.entries(step.needs).map(async ([name, fact]) => [name, await knowUnlessSpared(book, fact)] as const),
	);
	return step.judge(Object.fromEntries(looked), target);
};

/** The log says what was; only what is set now counts here. */
const judgeDenied = async (book: Book, target: Target, good: ProbeObservation): Promise<readonly Finding[]> => {
	const {address, port, timeoutMs} = good.shape;
	const asked: Answers = {
		seat: {address, port},
		isForwarded: false,
		health: 'good',
		exact: good,
		repeats: [],
		timeoutMs,
		slowestMs: good.reply.totalMs,
		variants: [],
	};
	return judgeDeniedSource(
		{
			answers: {known: true, value: asked, from: [good]},
			serviceLog: {known: false, why: notRead, from: []},
			webConfig: await book.know(webConfig),
		},
		target,
	);
};

const notRead: Words = {en: 'not read while watching', zh: '观察期间不读取'};
const notLookedAt: Words = {en: 'not looked at while watching', zh: '观察期间不检查'};

const knowUnlessSpared = async (book: Book, fact: Fact<unknown>): Promise<Known<unknown>> =>
	spared.has(fact.id) ? {known: false, why: notLookedAt, from: []} : book.know(fact);

/** Where a probe of the host to itself has to go: a NAT rule that only packets from outside meet may lead elsewhere. */
export const seatOf = async (book: Book, {backend, healthCheck}: Target): Promise<Seat> => {
	const ways = await book.know(passages);
	const delivery = ways.known
		? ways.value.find(({probe, delivery: to}) => probe.is !== 'stop' && to?.by !== undefined)?.delivery
		: undefined;
	return delivery ?? {address: backend, port: healthCheck.port};
};

/** Watches for the load balancer's own probes for as long as the book says. `few`: there are only a few shells. */
export const lookForProbes = async (book: Book, target: Target, shells: 'few' | 'many'): Promise<readonly Sight[]> => {
	book.forget();
	const seen = await book.know(shells === 'few' ? glimpseBriefly : glimpse);
	if (!seen.known) return [];
	return seen.value.sightings.filter(({isPast}) => isPast !== true).map(sighting => sightOf(sighting, target));
};

const sightOf = ({is, count, status, when, evidence}: Sighting, target: Target): Sight => ({
	is:
		is === 'served' && status !== undefined && !isAccepted(target, {outcome: 'answered', status, totalMs: 0})
			? 'rejected'
			: is,
	count,
	...(status === undefined ? {} : {status}),
	when: say(when),
	command: evidence.command,
});
