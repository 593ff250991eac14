import type {Target} from '../../engine/target.ts';
import type {Sight, Until, WatchEnd, WatchEvent, Way} from '../../watch/event.ts';
import type {Flapping} from '../../watch/flapping.ts';
import type {NodeVerdict} from '../../watch/node.ts';
import {duration} from './duration.ts';
import {newsLine} from './host.ts';
import {blank, type Line, type Mark} from './line.ts';
import {safeLine} from './safe.ts';
import {suppressedWords} from './suppressed.ts';
import {targetSentence} from './target.ts';

type Probe = Extract<WatchEvent, {type: 'probe'}>;

const marks: Readonly<Record<NodeVerdict, Mark>> = {healthy: 'ok', unhealthy: 'problem', unknown: 'unknown'};

/** The time of an event on the reader's own clock: `08:15:02`. */
export const clock = (at: string): string => new Date(at).toTimeString().slice(0, 8);

/** What is watched, and for how long. */
export const watchIntro = (target: Target, until: Until | undefined, limitS: number | undefined): readonly Line[] => [
	{text: `Watching ${target.host === 'local' ? 'this host' : safeLine(target.host)}`, tone: 'heading'},
	{text: targetSentence(target), tone: 'quiet'},
	...(until === undefined
		? []
		: [
				{
					text: `Until ${until === 'change' ? 'the verdict changes' : `it is ${until}`}${limitS === undefined ? '' : `, for ${duration(limitS * 1000)} at most`}.`,
					tone: 'quiet',
				} as const,
			]),
];

/** What a node of the load balancer thinks, from what was seen so far. */
export const verdictWatched = (verdict: NodeVerdict | undefined): Line => ({
	text:
		verdict === undefined
			? 'Waiting for the first probe'
			: verdict === 'unknown'
				? 'Not known yet what the load balancer sees'
				: verdict === 'healthy'
					? 'Healthy'
					: 'Unhealthy',
	mark: marks[verdict ?? 'unknown'],
	tone: 'heading',
});

/** "2 of 3 in a row; healthy in 2 s to 9 s" */
export const comingWords = ({coming, inARow}: Pick<Probe, 'coming' | 'inARow'>): string | undefined => {
	if (coming === undefined) return undefined;
	const {verdict, needed, leastMs, mostMs} = coming;
	const what = verdict === 'healthy' ? 'passed' : 'failed';
	const least = Math.floor(leastMs / 1000);
	const when = `${least < 1 ? '' : `in ${least} s at the earliest, `}in at most ${Math.ceil(mostMs / 1000)} s`;
	return `${inARow} of ${inARow + needed} ${what} in a row; ${verdict} ${when}`;
};

/** One probe in a line. */
export const probeLine = (probe: Probe): Line => {
	const {at, number, sign, says} = probe;
	const coming = comingWords(probe);
	return {
		text: `${clock(at)} probe ${number}: ${safeLine(says)}${coming === undefined ? '' : ` · ${coming}`}`,
		mark: sign === 'pass' ? 'ok' : sign === 'fail' ? 'problem' : 'unknown',
	};
};

const verdictNames: Readonly<Record<NodeVerdict, string>> = {
	healthy: 'healthy',
	unhealthy: 'unhealthy',
	unknown: 'not known',
};

/** A verdict that has changed. */
export const changeLine = ({at, from, to}: Extract<WatchEvent, {type: 'change'}>): Line => ({
	text: `${clock(at)} ${from === 'unknown' ? `It is ${verdictNames[to]}` : `From ${verdictNames[from]} to ${verdictNames[to]}`}`,
	mark: marks[to],
	tone: 'heading',
});

/** The way of the load balancer's packets through this host. */
export const wayLine = ({is, why, suppressed}: Way): Line => {
	const known = suppressed === undefined ? '' : ` ${suppressedWords(suppressed)}`;
	const because = why === undefined ? '' : `: ${safeLine(why)}${known}`;
	switch (is) {
		case 'open':
			return {text: 'No rule and no route of the host is in the way of the load balancer’s packets', mark: 'ok'};
		case 'stopped':
			return {text: `The load balancer’s packets are stopped${because}`, mark: 'problem'};
		case 'unknown':
			return {text: `Whether the load balancer’s packets come through is not known${because}`, mark: 'unknown'};
	}
};

const fates: Readonly<Record<Sight['is'], readonly [Mark, string]>> = {
	served: ['ok', 'served'],
	rejected: ['problem', 'answered, and not accepted'],
	connected: ['note', 'connected'],
	refused: ['problem', 'refused'],
	stopped: ['problem', 'stopped on their way'],
	unanswered: ['problem', 'not answered'],
	arrived: ['note', 'arrived'],
};

/** The load balancer's own probes. */
export const sightLine = ({is, count, status, when, command}: Sight): Line => {
	const [mark, words] = fates[is];
	const program = safeLine(command).split(' ').slice(0, 3).join(' ');
	return {
		text: `The load balancer’s own probes: ${count} ${words}${status === undefined ? '' : ` (${status})`} ${when} (${program})`,
		mark,
	};
};

/** How often it will be taken out and come back. */
export const flappingLine = ({timesAnHour, healthyShare, probes, failed}: Flapping): Line => ({
	text:
		timesAnHour < 0.1
			? `${failed} of the last ${probes} probes failed, never enough in a row to matter often`
			: `Flapping: ${failed} of the last ${probes} probes failed. At this rate it is taken out about ${timesAnHour < 1 ? 'once in some hours' : `${Math.round(timesAnHour)} times an hour`}, and gets requests ${Math.round(healthyShare * 100)} % of the time`,
	mark: 'risk',
});

const endings: Readonly<Record<WatchEnd['because'], string>> = {
	reached: 'What was waited for has come',
	limit: 'The time is over',
	closed: 'Closed',
	interrupted: 'Stopped',
	'host-lost': 'The host was lost',
};

/** The end: why, and what was seen. */
export const endLines = ({
	because,
	verdict,
	lastedMs,
	probes,
	passed,
	failed,
	changes,
	slowestMs,
}: WatchEnd): readonly Line[] => [
	blank,
	{
		text: `${endings[because]}: ${verdict === 'unknown' ? 'it is not known what the load balancer sees' : verdict}.`,
		mark: marks[verdict],
		tone: 'heading',
	},
	{
		text: `${probes} ${probes === 1 ? 'probe' : 'probes'} in ${duration(lastedMs)}: ${passed} passed, ${failed} failed${probes > passed + failed ? `, ${probes - passed - failed} could not be told` : ''}. ${changes === 0 ? 'The verdict did not change' : `The verdict changed ${changes === 1 ? 'once' : `${changes} times`}`}.${probes === 0 ? '' : ` The slowest took ${duration(slowestMs)}.`}`,
		indent: 2,
	},
];

/** An event as lines, for a face that only ever appends. */
export const watchLines = (event: WatchEvent): readonly Line[] => {
	switch (event.type) {
		case 'started':
			return watchIntro(event.target, event.until, event.limitS);
		case 'probe':
			return [probeLine(event)];
		case 'change':
			return [changeLine(event)];
		case 'way':
			return [wayLine(event)];
		case 'seen':
			return [sightLine(event)];
		case 'flapping':
			return [flappingLine(event.flapping)];
		case 'host-news':
			return [newsLine(event.news)];
		case 'ended':
			return endLines(event);
	}
};
