import {verdictNames} from '../../engine/code-words.ts';
import type {Target} from '../../engine/target.ts';
import {say, type Words} from '../../engine/words.ts';
import type {Sight, Until, WatchEvent, Way} from '../../watch/event.ts';
import type {NodeVerdict} from '../../watch/node.ts';
import {duration} from './duration.ts';
import {newsLine} from './host.ts';
import type {Line, Mark} from './line.ts';
import {safeLine} from './safe.ts';
import {suppressedWords} from './suppressed.ts';
import {targetSentence} from './target.ts';
import {verdictMarks} from './verdict-marks.ts';
import {endLines, flappingLine} from './watch-end.ts';

type Probe = Extract<WatchEvent, {type: 'probe'}>;

/** The time of an event on the reader's own clock: `08:15:02`. */
export const clock = (at: string): string => new Date(at).toTimeString().slice(0, 8);

/** What is watched, and for how long. */
export const watchIntro = (target: Target, until: Until | undefined, limitS: number | undefined): readonly Line[] => [
	{text: say(watchedHost(target)), tone: 'heading'},
	{text: targetSentence(target), tone: 'quiet'},
	...(until === undefined
		? []
		: [
				{
					text: say(untilWhen(until, limitS)),
					tone: 'quiet',
				} as const,
			]),
];

const watchedHost = ({host}: Target): Words =>
	host === 'local'
		? {en: 'Watching this host', zh: '正在观察这台主机'}
		: {en: `Watching ${safeLine(host)}`, zh: `正在观察 ${safeLine(host)}`};

const untilWhen = (until: Until, limitS: number | undefined): Words => {
	const end =
		until === 'change'
			? {en: 'the verdict changes', zh: '结论改变'}
			: {en: `it is ${verdictNames[until].en}`, zh: `变为${verdictNames[until].zh}`};
	const most = limitS === undefined ? undefined : duration(limitS * 1000);
	return {
		en: `Until ${end.en}${most === undefined ? '' : `, for ${most} at most`}.`,
		zh: `直到${end.zh}${most === undefined ? '' : `，最多 ${most}`}。`,
	};
};

const headings: Readonly<Record<NodeVerdict, Words>> = {
	healthy: {en: 'Healthy', zh: '正常'},
	unhealthy: {en: 'Unhealthy', zh: '异常'},
	unknown: {en: 'Not known yet what the load balancer sees', zh: '尚不知道负载均衡看到的结果'},
};

/** What a node of the load balancer thinks, from what was seen so far. */
export const verdictWatched = (verdict: NodeVerdict | undefined): Line => ({
	text: say(verdict === undefined ? {en: 'Waiting for the first probe', zh: '等待第一次探测'} : headings[verdict]),
	mark: verdictMarks[verdict ?? 'unknown'],
	tone: 'heading',
});

/** "2 of 3 in a row; healthy in 2 s to 9 s" */
export const comingWords = ({coming, inARow}: Pick<Probe, 'coming' | 'inARow'>): string | undefined => {
	if (coming === undefined) return undefined;
	const {verdict, needed, leastMs, mostMs} = coming;
	const what = verdict === 'healthy' ? {en: 'passed', zh: '通过'} : {en: 'failed', zh: '失败'};
	const [least, most, all] = [Math.floor(leastMs / 1000), Math.ceil(mostMs / 1000), inARow + needed];
	return say({
		en: `${inARow} of ${all} ${what.en} in a row; ${verdictNames[verdict].en} ${least < 1 ? '' : `in ${least} s at the earliest, `}in at most ${most} s`,
		zh: `连续${what.zh} ${inARow}/${all} 次；${least < 1 ? '' : `最早 ${least} 秒、`}最迟 ${most} 秒后判为${verdictNames[verdict].zh}`,
	});
};

/** One probe in a line. */
export const probeLine = (probe: Probe): Line => {
	const {at, number, sign, says} = probe;
	const coming = comingWords(probe);
	const probed = {en: `probe ${number}: ${safeLine(says)}`, zh: `探测 ${number}：${safeLine(says)}`};
	return {
		text: `${clock(at)} ${say(probed)}${coming === undefined ? '' : ` · ${coming}`}`,
		mark: sign === 'pass' ? 'ok' : sign === 'fail' ? 'problem' : 'unknown',
	};
};

const nodeNames: Readonly<Record<NodeVerdict, Words>> = {...verdictNames, unknown: {en: 'not known', zh: '未知'}};

/** A verdict that has changed. */
export const changeLine = ({at, from, to}: Extract<WatchEvent, {type: 'change'}>): Line => ({
	text: `${clock(at)} ${say(changeWords(nodeNames[to], from === 'unknown' ? undefined : nodeNames[from]))}`,
	mark: verdictMarks[to],
	tone: 'heading',
});

const changeWords = (to: Words, from: Words | undefined): Words =>
	from === undefined
		? {en: `It is ${to.en}`, zh: `现在${to.zh}`}
		: {en: `From ${from.en} to ${to.en}`, zh: `从${from.zh}变为${to.zh}`};

/** The way of the load balancer's packets through this host. */
export const wayLine = ({is, why, suppressed}: Way): Line => {
	const known = suppressed === undefined ? '' : suppressedWords(suppressed);
	const because = {
		en: why === undefined ? '' : `: ${safeLine(why)}${known === '' ? '' : ` ${known}`}`,
		zh: why === undefined ? '' : `：${safeLine(why)}${known}`,
	};
	const [mark, words] = ways[is];
	return {text: say({en: `${words.en}${because.en}`, zh: `${words.zh}${because.zh}`}), mark};
};

const ways: Readonly<Record<Way['is'], readonly [Mark, Words]>> = {
	open: [
		'ok',
		{
			en: 'No rule and no route of the host is in the way of the load balancer’s packets',
			zh: '主机上没有规则或路由阻挡负载均衡的报文',
		},
	],
	stopped: ['problem', {en: 'The load balancer’s packets are stopped', zh: '负载均衡的报文被阻挡'}],
	unknown: [
		'unknown',
		{en: 'Whether the load balancer’s packets come through is not known', zh: '不知道负载均衡的报文能否通过'},
	],
};

const fates: Readonly<Record<Sight['is'], readonly [Mark, Words]>> = {
	served: ['ok', {en: 'served', zh: '已正常应答'}],
	rejected: ['problem', {en: 'answered, and not accepted', zh: '已应答，但不被接受'}],
	connected: ['note', {en: 'connected', zh: '已建立连接'}],
	refused: ['problem', {en: 'refused', zh: '被拒绝'}],
	stopped: ['problem', {en: 'stopped on their way', zh: '在途中被阻挡'}],
	unanswered: ['problem', {en: 'not answered', zh: '没有应答'}],
	arrived: ['note', {en: 'arrived', zh: '已到达'}],
};

/** The load balancer's own probes. */
export const sightLine = ({is, count, status, when, command}: Sight): Line => {
	const [mark, words] = fates[is];
	const program = safeLine(command).split(' ').slice(0, 3).join(' ');
	const code = status === undefined ? '' : ` (${status})`;
	const text = say({
		en: `The load balancer’s own probes: ${count} ${words.en}${code} ${when} (${program})`,
		zh: `负载均衡自己的探测：${when} ${count} 次${words.zh}${code} (${program})`,
	});
	return {text, mark};
};

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
