import type {Exhibit} from '../engine/exhibit.ts';
import type {ResultCause} from '../engine/result.ts';
import {suppressedLines, verdictLine} from '../face/words/conclusion.ts';
import {duration} from '../face/words/duration.ts';
import {targetSentence} from '../face/words/target.ts';
import {causeBlocks, contradictionBlocks} from './cause-blocks.ts';
import {changeBlocks, notCheckedItems, stepBlocks, timeLineBlocks} from './detail-blocks.ts';
import type {Block, Document, ListItem, Section, Sign} from './document.ts';
import type {Report} from './report.ts';
import {timeIn} from './time.ts';

/** The content of a report. What isn't there has no section, but for what says so itself: silence would read as "all well". */
export const compose = (report: Report): Document => {
	const {conclusion, timeZone, changes, timeLine} = report;
	const {result, ruledOut, timing, repeat, exhibits = []} = conclusion;
	const {target, causes, contradictions = [], verdict} = result;
	const notChecked = notCheckedItems(conclusion);
	const isCalm = verdict === 'healthy' && causes.length === 0;
	return {
		title: `Health check of ${target.backend} port ${target.healthCheck.port}`,
		sign: verdict === 'healthy' && !isCalm ? 'risk' : signs[verdict],
		verdict: verdictLine(conclusion).text,
		lead: [
			{is: 'text', text: targetSentence(target)},
			{is: 'table', head: ['About the run', ''], rows: aboutRun(report)},
		],
		sections: [
			...section('Causes', [
				...suppressedLines(conclusion).map(({text}): Block => ({is: 'text', text})),
				...causes.flatMap((cause, index) => causeBlocks(cause, {number: index + 1, of: causes.length})),
			]),
			...section('Both are right, they measure different things', contradictions.flatMap(contradictionBlocks)),
			...section('The probe’s way', pictures(doubted(exhibits, causes), 'way')),
			...section('Latency', pictures(exhibits, 'latency')),
			...section('Ruled out', list(ruledOut.map(text => ({text, sign: 'ok'})))),
			{
				title: 'Not checked',
				blocks: notChecked.length === 0 ? [{is: 'text', text: 'Nothing was left out.'}] : list(notChecked),
			},
			{title: 'What was changed', blocks: changeBlocks(changes, timeZone)},
			...section('When the load balancer will show it', isCalm ? [] : list(timing.map(text => ({text})))),
			...section('Time line', timeLineBlocks(timeLine, timeZone)),
			{title: 'Steps and commands', blocks: stepBlocks(result.steps)},
			{title: 'The same run again', blocks: [{is: 'command', text: repeat}]},
		],
	};
};

const signs = {healthy: 'ok', unhealthy: 'problem', unknown: 'unknown'} as const satisfies Record<string, Sign>;

const aboutRun = ({conclusion: {result}, timeZone}: Report): Extract<Block, {is: 'table'}>['rows'] =>
	[
		['Commands ran on', result.target.host === 'local' ? 'the backend itself (local)' : result.target.host],
		['Begun', `${timeIn(result.startedAt, timeZone)} (${timeZone}), ${result.startedAt}`],
		['Took', duration(result.durationMs)],
		['Made by', `${result.tool.name} ${result.tool.version}`],
	].map(row => row.map(text => ({text})));

const section = (title: string, blocks: readonly Block[]): readonly Section[] =>
	blocks.length === 0 ? [] : [{title, blocks}];

const list = (items: readonly ListItem[]): readonly Block[] => (items.length === 0 ? [] : [{is: 'list', items}]);

/** A picture says what the host does with a packet; that an answer leaves by the wrong interface is no way that is well. */
const doubted = (exhibits: readonly Exhibit[], causes: readonly ResultCause[]): readonly Exhibit[] => {
	const wrong = causes.find(({code, certainty}) => code === 'return-route-wrong' && certainty !== 'possible');
	if (wrong === undefined) return exhibits;
	const doubt = `Whether that is where probes arrive: see ${wrong.code}.`;
	return exhibits.map(exhibit =>
		exhibit.is === 'way' && exhibit.outcome === 'accepted'
			? {...exhibit, outcome: 'unknown', end: `${exhibit.end} ${doubt}`, rows: [...exhibit.rows, doubt]}
			: exhibit,
	);
};

const pictures = (exhibits: readonly Exhibit[], what: Exhibit['is']): readonly Block[] =>
	exhibits.flatMap((exhibit): readonly Block[] => (exhibit.is === what ? [{is: 'exhibit', exhibit}] : []));
