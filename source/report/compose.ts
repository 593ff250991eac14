import type {Exhibit} from '../engine/exhibit.ts';
import type {ResultCause} from '../engine/result.ts';
import {timingSentences} from '../engine/timing.ts';
import {say, type Words} from '../engine/words.ts';
import {suppressedLines, verdictLine} from '../face/words/conclusion.ts';
import {comparedWith} from '../face/words/difference.ts';
import {duration} from '../face/words/duration.ts';
import {targetSentence} from '../face/words/target.ts';
import {causeBlocks, contradictionBlocks} from './cause-blocks.ts';
import {changeBlocks, notCheckedItems, stepBlocks, timeLineBlocks} from './detail-blocks.ts';
import type {Block, Document, ListItem, Section, Sign} from './document.ts';
import type {Report} from './report.ts';
import {sentences} from './sentences.ts';
import {timeIn} from './time.ts';
import {twinBlocks} from './twin-blocks.ts';

/** The content of a report. What isn't there has no section, but for what says so itself: silence would read as "all well". */
export const compose = (report: Report): Document => {
	const {conclusion, timeZone, changes, timeLine, twin} = report;
	const {result, ruledOut, repeat, exhibits = []} = conclusion;
	const {target, causes, contradictions = [], verdict} = result;
	const port = target.healthCheck.port;
	const notChecked = notCheckedItems(conclusion);
	const isCalm = verdict === 'healthy' && causes.length === 0;
	return {
		title: say({
			en: `Health check of ${target.backend} port ${port}`,
			zh: `${target.backend} 端口 ${port} 的健康检查`,
		}),
		sign: verdict === 'healthy' && !isCalm ? 'risk' : signs[verdict],
		verdict: verdictLine(conclusion).text,
		lead: [
			{is: 'text', text: targetSentence(target)},
			{is: 'table', head: [say({en: 'About the run', zh: '运行信息'}), ''], rows: aboutRun(report)},
		],
		sections: [
			...section({en: 'Causes', zh: '原因'}, [
				...suppressedLines(conclusion).map(({text}): Block => ({is: 'text', text})),
				...causes.flatMap((cause, index) => causeBlocks(cause, {number: index + 1, of: causes.length})),
			]),
			...section(
				{en: 'Both are right, they measure different things', zh: '两者都对，只是测量的东西不同'},
				contradictions.flatMap(contradictionBlocks),
			),
			...(twin === undefined ? [] : section(comparedWith(twin), twinBlocks(twin))),
			...section({en: 'The probe’s way', zh: '探测经过的路径'}, pictures(doubted(exhibits, causes), 'way')),
			...section({en: 'Latency', zh: '延迟'}, pictures(exhibits, 'latency')),
			...section({en: 'Ruled out', zh: '已排除'}, list(ruledOut.map(text => ({text, sign: 'ok'})))),
			{
				title: say({en: 'Not checked', zh: '未检查'}),
				blocks:
					notChecked.length === 0
						? [{is: 'text', text: say({en: 'Nothing was left out.', zh: '没有遗漏。'})}]
						: list(notChecked),
			},
			{title: say({en: 'What was changed', zh: '已做的改动'}), blocks: changeBlocks(changes, timeZone)},
			...section(
				{en: 'When the load balancer will show it', zh: '负载均衡何时显示变化'},
				isCalm ? [] : list(timingSentences(target).map(text => ({text}))),
			),
			...section({en: 'Time line', zh: '时间线'}, timeLineBlocks(timeLine, timeZone)),
			{title: say({en: 'Steps and commands', zh: '步骤与命令'}), blocks: stepBlocks(result.steps)},
			{title: say({en: 'The same run again', zh: '再次运行'}), blocks: [{is: 'command', text: repeat}]},
		],
	};
};

const signs = {healthy: 'ok', unhealthy: 'problem', unknown: 'unknown'} as const satisfies Record<string, Sign>;

const aboutRun = ({conclusion: {result}, timeZone}: Report): Extract<Block, {is: 'table'}>['rows'] =>
	[
		[
			say({en: 'Commands ran on', zh: '命令运行于'}),
			result.target.host === 'local'
				? say({en: 'the backend itself (local)', zh: '后端服务器本机 (local)'})
				: result.target.host,
		],
		[say({en: 'Begun', zh: '开始时间'}), `${timeIn(result.startedAt, timeZone)} (${timeZone}), ${result.startedAt}`],
		[say({en: 'Took', zh: '耗时'}), duration(result.durationMs)],
		[say({en: 'Made by', zh: '生成工具'}), `${result.tool.name} ${result.tool.version}`],
	].map(row => row.map(text => ({text})));

const section = (title: Words, blocks: readonly Block[]): readonly Section[] =>
	blocks.length === 0 ? [] : [{title: say(title), blocks}];

const list = (items: readonly ListItem[]): readonly Block[] => (items.length === 0 ? [] : [{is: 'list', items}]);

/** A picture says what the host does with a packet; that an answer leaves by the wrong interface is no way that is well. */
const doubted = (exhibits: readonly Exhibit[], causes: readonly ResultCause[]): readonly Exhibit[] => {
	const wrong = causes.find(({code, certainty}) => code === 'return-route-wrong' && certainty !== 'possible');
	if (wrong === undefined) return exhibits;
	const doubt: Words = {
		en: `Whether that is where probes arrive: see ${wrong.code}.`,
		zh: `探测是否从这里到达：见 ${wrong.code}。`,
	};
	return exhibits.map(exhibit =>
		exhibit.is === 'way' && exhibit.outcome === 'accepted'
			? {
					...exhibit,
					outcome: 'unknown',
					end: sentences([exhibit.end, say(doubt)]),
					rows: [...exhibit.rows, say(doubt)],
				}
			: exhibit,
	);
};

const pictures = (exhibits: readonly Exhibit[], what: Exhibit['is']): readonly Block[] =>
	exhibits.flatMap((exhibit): readonly Block[] => (exhibit.is === what ? [{is: 'exhibit', exhibit}] : []));
