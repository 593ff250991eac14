import {afterEach, beforeEach, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import type {ChangePlan, Ending, Refusal, Stage} from '../../source/engine/change.ts';
import type {DrillNews} from '../../source/engine/drill-news.ts';
import type {HostNews} from '../../source/engine/host.ts';
import {speak} from '../../source/engine/words.ts';
import {changeLines, keepQuestion} from '../../source/face/words/change.ts';
import {drillLines} from '../../source/face/words/drill.ts';
import {entryLines} from '../../source/face/words/entry.ts';
import {newsLine, openedLine} from '../../source/face/words/host.ts';
import type {Line} from '../../source/face/words/line.ts';
import {refusalLine} from '../../source/face/words/refusal.ts';
import {suppressedLine} from '../../source/face/words/suppressed.ts';
import {watchLines} from '../../source/face/words/watch.ts';
import {at, cause, conclusion, expectChinese, given} from './in-chinese.ts';

beforeEach(() => speak('zh-CN'));
afterEach(() => speak('en'));

const plan: ChangePlan = {
	id: '0123abcd',
	code: cause.code,
	title: given,
	risk: 'medium',
	steps: [{make: 'a', undo: 'b', isMade: 'c', state: 'd'}],
	keep: {command: 'e'},
	unrehearsed: given,
	limitS: 120,
};

const refusals: ReadonlyArray<Refusal['is']> = [
	'not-root',
	'no-place',
	'busy',
	'no-entry',
	'over',
	'not-armed',
	'differs',
	'not-made',
	'not-undone',
	'there-already',
	'unreachable',
	'broken',
];
const refusal: Refusal = {is: 'busy', told: '0123abcd changed 1795000000 root'};
const {result} = conclusion('healthy');
const stages: readonly Stage[] = [
	{is: 'prepared', folder: '/var/lib/slb-wizard'},
	{is: 'armed', by: 'systemd'},
	{is: 'armed', by: 'process'},
	{is: 'rehearsed'},
	{is: 'not-rehearsed', why: given},
	{is: 'changed', limitS: 120},
	{is: 'verified', proof: {is: 'fixed'}, after: result},
	{is: 'verified', proof: {is: 'others', codes: [cause.code, cause.code]}, after: result},
	{is: 'verified', proof: {is: 'still'}, after: result},
	{is: 'verified', proof: {is: 'unproven', why: given}, after: result},
];
const endings: readonly Ending[] = [
	{is: 'kept'},
	{is: 'left'},
	...['itself', 'reboot', 'root'].map(by => ({is: 'undone', by, differs: ['x']}) as const),
	{is: 'refused', refusal},
	{is: 'lost', refusal},
];
const hosts: readonly HostNews[] = [
	{is: 'lost', why: given, triesForS: 60},
	{is: 'back', afterS: 4},
	{is: 'rights-lost', as: 'admin'},
	{is: 'given-up', why: given},
];
const ended = {
	is: 'ended',
	code: cause.code,
	title: given,
	meaning: given,
	points: 80,
	sum: [
		{what: given, points: 100},
		{what: given, points: -20},
	],
} as const;
const drills: readonly DrillNews[] = [
	{is: 'begun', target: sampleTarget, embeddedBecause: given, seed: 7},
	{is: 'begun', target: sampleTarget, enter: 'nsenter -t 7', settingsFile: '/run/shop.json'},
	{is: 'checked', source: '100.64.0.1', passes: false, says: given},
	{is: 'verdict', verdict: 'healthy'},
	{is: 'verdict', verdict: 'unhealthy'},
	{is: 'mended'},
	{is: 'checks', reports: [{passes: true, says: given}], count: 3},
	{is: 'checks', reports: [], count: 0},
	{is: 'hint-step', step: 'firewall', title: given, why: given},
	{is: 'hint-command', words: given},
	{is: 'hint-output', evidence: cause.evidence},
	{is: 'hint-output', evidence: []},
	{is: 'wrong', code: cause.code, title: given, found: given},
	{is: 'also-true', code: cause.code, title: given},
	{is: 'looking'},
	{...ended, how: 'found', bestBefore: 90},
	{...ended, how: 'found', bestBefore: 70, cause: {...cause, step: 'firewall'}},
	{...ended, how: 'shown'},
];
const watched = {
	verdict: 'unhealthy',
	probes: 9,
	passed: 3,
	failed: 4,
	changes: 2,
	lastedMs: 9000,
	slowestMs: 12,
} as const;

const every: Readonly<Record<string, () => readonly Line[]>> = {
	stages: () => stages.flatMap(changeLines),
	'other news of a change': () => [
		...changeLines({is: 'looking'}),
		...changeLines({is: 'planned', plan}),
		...changeLines({is: 'planned', plan: {...plan, isFinal: true}}),
		...changeLines({is: 'declined'}),
		{text: keepQuestion(4000)},
	],
	endings: () => endings.flatMap(ending => changeLines({is: 'ended', ending, plan})),
	refusals: () => refusals.map(is => refusalLine({is, told: 'x'})),
	'the host': () => [openedLine('local', 'root'), openedLine('ssh://web-3', 'root'), ...hosts.map(newsLine)],
	drills: () => drills.flatMap(drillLines),
	'the journal': () =>
		['kept', 'changed', 'stuck', 'prepared'].flatMap(status =>
			(['same', 'old'] as const).flatMap(boot =>
				[4, -1].flatMap(leftS =>
					[true, false].flatMap(isWatched =>
						entryLines({
							...{id: '0123abcd', folder: '/var', status, boot, leftS, isWatched, since: 1_795_000_000},
							...{who: 'root', by: '', differs: [], code: cause.code, title: given, make: [], undo: []},
						}),
					),
				),
			),
		),
	suppressed: () => [suppressedLine(cause.code, {reason: given, until: '2027-01-31'})],
	'a watch': () => [
		...(['healthy', 'change', undefined] as const).flatMap(until =>
			watchLines({
				...({type: 'started', at, target: sampleTarget, intervalMs: 2000, timeoutMs: 5000, limitS: 60} as const),
				...(until === undefined ? {} : {until}),
			}),
		),
		...watchLines({
			...({type: 'probe', at, number: 3, sign: 'fail', outcome: 'answered', tookMs: 3, says: given} as const),
			...({verdict: 'healthy', inARow: 1} as const),
			coming: {verdict: 'unhealthy', needed: 2, leastMs: 4000, mostMs: 9000},
		}),
		...watchLines({type: 'change', at, from: 'unknown', to: 'healthy'}),
		...watchLines({type: 'change', at, from: 'healthy', to: 'unhealthy'}),
		...(['open', 'stopped', 'unknown'] as const).flatMap(is =>
			watchLines({type: 'way', at, is, why: given, suppressed: {reason: given, until: '2027-01-31'}}),
		),
		...(['served', 'rejected', 'connected', 'refused', 'stopped', 'unanswered', 'arrived'] as const).flatMap(is =>
			watchLines({type: 'seen', at, is, count: 2, status: 500, when: given, command: 'tcpdump'}),
		),
		...[0.05, 0.5, 40].flatMap(timesAnHour =>
			watchLines({type: 'flapping', at, flapping: {timesAnHour, healthyShare: 0.5, probes: 20, failed: 9}}),
		),
		...(['reached', 'limit', 'closed', 'interrupted', 'host-lost'] as const).flatMap(because =>
			watchLines({type: 'ended', at, because, ...watched}),
		),
		...watchLines({type: 'ended', at, because: 'limit', ...watched, verdict: 'unknown', changes: 0}),
	],
};

test.each(Object.entries(every))('%s in Chinese: no English is left', (_name, make) => expectChinese(make()));
