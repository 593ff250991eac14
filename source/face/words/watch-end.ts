import {verdictNames} from '../../engine/code-words.ts';
import {say, type Words} from '../../engine/words.ts';
import type {WatchEnd} from '../../watch/event.ts';
import type {Flapping} from '../../watch/flapping.ts';
import {duration} from './duration.ts';
import {blank, type Line} from './line.ts';
import {verdictMarks} from './verdict-marks.ts';

/** How often it will be taken out and come back. */
export const flappingLine = (flapping: Flapping): Line => ({text: say(flappingWords(flapping)), mark: 'risk'});

const flappingWords = ({timesAnHour, healthyShare, probes, failed}: Flapping): Words => {
	if (timesAnHour < 0.1)
		return {
			en: `${failed} of the last ${probes} probes failed, never enough in a row to matter often`,
			zh: `最近 ${probes} 次探测中 ${failed} 次失败，但很少连续到足以产生影响`,
		};
	const often =
		timesAnHour < 1
			? {en: 'once in some hours', zh: '每几小时一次'}
			: {en: `${Math.round(timesAnHour)} times an hour`, zh: `每小时 ${Math.round(timesAnHour)} 次`};
	const share = Math.round(healthyShare * 100);
	return {
		en: `Flapping: ${failed} of the last ${probes} probes failed. At this rate it is taken out about ${often.en}, and gets requests ${share} % of the time`,
		zh: `状态抖动：最近 ${probes} 次探测中 ${failed} 次失败。照此下去，它大约${often.zh}被移出，只有 ${share} % 的时间收到请求`,
	};
};

const endings: Readonly<Record<WatchEnd['because'], Words>> = {
	reached: {en: 'What was waited for has come', zh: '等待的结果已出现'},
	limit: {en: 'The time is over', zh: '时间已到'},
	closed: {en: 'Closed', zh: '已关闭'},
	interrupted: {en: 'Stopped', zh: '已中止'},
	'host-lost': {en: 'The host was lost', zh: '主机已失去连接'},
};

/** The end: why, and what was seen. */
export const endLines = (end: WatchEnd): readonly Line[] => {
	const {because, verdict} = end;
	const why = endings[because];
	const is =
		verdict === 'unknown'
			? {en: 'it is not known what the load balancer sees', zh: '不知道负载均衡看到的结果'}
			: verdictNames[verdict];
	return [
		blank,
		{
			text: say({en: `${why.en}: ${is.en}.`, zh: `${why.zh}：${is.zh}。`}),
			mark: verdictMarks[verdict],
			tone: 'heading',
		},
		{text: say(countWords(end)), indent: 2},
	];
};

const countWords = ({lastedMs, probes, passed, failed, changes, slowestMs}: WatchEnd): Words => {
	const untold = probes - passed - failed;
	const [lasted, slowest] = [duration(lastedMs), duration(slowestMs)];
	const changed =
		changes === 0
			? {en: 'The verdict did not change', zh: '结论没有改变'}
			: {
					en: `The verdict changed ${changes === 1 ? 'once' : `${changes} times`}`,
					zh: `结论改变了 ${changes} 次`,
				};
	return {
		en: `${probes} ${probes === 1 ? 'probe' : 'probes'} in ${lasted}: ${passed} passed, ${failed} failed${untold > 0 ? `, ${untold} could not be told` : ''}. ${changed.en}.${probes === 0 ? '' : ` The slowest took ${slowest}.`}`,
		zh: `${lasted}内 ${probes} 次探测：${passed} 次通过，${failed} 次失败${untold > 0 ? `，${untold} 次无法判断` : ''}。${changed.zh}。${probes === 0 ? '' : `最慢的用时 ${slowest}。`}`,
	};
};
